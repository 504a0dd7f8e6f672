#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>

#include <X11/XKBlib.h>
#include <X11/Xlib-xcb.h>
#include <quire/key_tables.h>
#include <xkbcommon/xkbcommon-x11.h>
#include <xkbcommon/xkbcommon.h>

#include "keyboard_source.h"
#include "x_input_method.h"

enum { HELD_MOST = 32, HELD_MS = 200 };

/* What an input method says goes into SDL's queue, where the keys before and behind it are. */
enum said { SAID_COMMIT, SAID_PREEDIT };

struct x11_source {
    struct keyboard *keyboard;
    Display *display;
    Window window;
    xcb_connection_t *connection;
    int32_t device;
    int event_base;                /* of XKB events in the display's stream */
    struct x_input_method *method; /* NULL: there is none */
    bool composing;                /* by the events that were handled */
    XKeyEvent held[HELD_MOST];     /* a key that may have ended a composition, and what came behind it */
    size_t held_count;
    Uint32 held_at;
};

/* The state that the events handled so far have led to, in another keymap. The server's own state may be ahead: it
 * knows of keys whose events are still waiting in the queue (seen when the first key of another keyboard brings a new
 * map). */
static struct xkb_state *carry_state(struct xkb_keymap *keymap, struct xkb_state *old) {
    struct xkb_state *state = xkb_state_new(keymap);
    if (state != NULL) {
        xkb_state_update_mask(state, xkb_state_serialize_mods(old, XKB_STATE_MODS_DEPRESSED),
                              xkb_state_serialize_mods(old, XKB_STATE_MODS_LATCHED),
                              xkb_state_serialize_mods(old, XKB_STATE_MODS_LOCKED),
                              xkb_state_serialize_layout(old, XKB_STATE_LAYOUT_DEPRESSED),
                              xkb_state_serialize_layout(old, XKB_STATE_LAYOUT_LATCHED),
                              xkb_state_serialize_layout(old, XKB_STATE_LAYOUT_LOCKED));
    }
    return state;
}

static bool load_keymap(struct x11_source *source, struct xkb_keys *keys) {
    struct xkb_keymap *keymap =
        xkb_x11_keymap_new_from_device(keys->context, source->connection, source->device, XKB_KEYMAP_COMPILE_NO_FLAGS);
    struct xkb_state *state = keymap == NULL ? NULL
                              : keys->state != NULL
                                  ? carry_state(keymap, keys->state)
                                  : xkb_x11_state_new_from_device(keymap, source->connection, source->device);
    if (state == NULL) {
        xkb_keymap_unref(keymap);
        return false;
    }
    xkb_keys_set_keymap(keys, keymap, state);
    return true;
}

static bool select_events(struct x11_source *source) {
    int opcode, error_base, major = XkbMajorVersion, minor = XkbMinorVersion;
    if (!XkbQueryExtension(source->display, &opcode, &source->event_base, &error_base, &major, &minor)) {
        return false;
    }
    XkbSelectEvents(source->display, XkbUseCoreKbd, XkbNewKeyboardNotifyMask | XkbMapNotifyMask,
                    XkbNewKeyboardNotifyMask | XkbMapNotifyMask);
    return XkbSelectEventDetails(source->display, XkbUseCoreKbd, XkbStateNotify, XkbAllStateComponentsMask,
                                 XkbAllStateComponentsMask);
}

/* --- the input method, within SDL's pump --- */

static void say(struct x11_source *source, enum said what, const char *text) {
    SDL_Event event;
    memset(&event, 0, sizeof event);
    event.type = SDL_USEREVENT;
    event.user.code = what;
    event.user.data1 = strdup(text);
    event.user.data2 = source;
    if (event.user.data1 == NULL || SDL_PushEvent(&event) != 1) {
        free(event.user.data1);
    }
}

static void on_preedit(void *user, const char *text) {
    say(user, SAID_PREEDIT, text);
}

static void on_committed(void *user, const char *text) {
    say(user, SAID_COMMIT, text);
}

static int forget_said(void *user, SDL_Event *event) {
    bool is_ours = event->type == SDL_USEREVENT && event->user.data2 == user;
    if (is_ours) {
        free(event->user.data1);
    }
    return !is_ours;
}

/* --- the source --- */

static void *start(struct keyboard *keyboard, const SDL_SysWMinfo *info) {
    struct x11_source *source = calloc(1, sizeof *source);
    if (source == NULL) {
        return NULL;
    }
    source->keyboard = keyboard;
    source->display = info->info.x11.display;
    source->window = info->info.x11.window;
    source->connection = XGetXCBConnection(source->display);
    if (xkb_x11_setup_xkb_extension(source->connection, XKB_X11_MIN_MAJOR_XKB_VERSION, XKB_X11_MIN_MINOR_XKB_VERSION,
                                    XKB_X11_SETUP_XKB_EXTENSION_NO_FLAGS, NULL, NULL, NULL, NULL) == 1) {
        source->device = xkb_x11_get_core_keyboard_device_id(source->connection);
        if (source->device >= 0 && select_events(source) && load_keymap(source, keyboard_keys(keyboard))) {
            SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
            struct x_input_method_sink sink = {source, on_preedit, on_committed};
            source->method = x_input_method_create(source->display, source->window, &sink);
            return source;
        }
    }
    free(source);
    return NULL;
}

static void stop(void *state) { /* the events stay enabled: other windows have keyboards, too */
    struct x11_source *source = state;
    x_input_method_destroy(source->method);
    SDL_FilterEvents(forget_said, source);
    free(source);
}

static void handle_xkb(struct x11_source *source, struct xkb_keys *keys, const XEvent *event) {
    const XkbEvent *xkb = (const XkbEvent *)event;
    if (xkb->any.xkb_type == XkbStateNotify && (int)xkb->any.device == source->device) {
        const XkbStateNotifyEvent *now = &xkb->state;
        xkb_state_update_mask(keys->state, now->base_mods, now->latched_mods, now->locked_mods,
                              (xkb_layout_index_t)now->base_group, (xkb_layout_index_t)now->latched_group,
                              (xkb_layout_index_t)now->locked_group);
    } else if (xkb->any.xkb_type == XkbMapNotify ||
               (xkb->any.xkb_type == XkbNewKeyboardNotify && (int)xkb->any.device == source->device)) {
        load_keymap(source, keys);
    }
}

/* A key that an input method has looked at comes late: the modifiers may have changed since it was pressed. */
static void deliver_as_pressed(struct x11_source *source, const XKeyEvent *event, enum quire_key_action action) {
    struct xkb_keys *keys = keyboard_keys(source->keyboard);
    struct xkb_state *now = keys->state, *then = xkb_state_new(keys->keymap);
    if (then != NULL) {
        xkb_state_update_mask(then, event->state & 0xFFu, 0, 0, 0, 0, XkbGroupForCoreState(event->state));
        keys->state = then;
    }
    keyboard_deliver(source->keyboard, event->keycode, action);
    keys->state = now;
    xkb_state_unref(then);
}

static void handle_key(struct x11_source *source, const XKeyEvent *event) {
    enum quire_key_action action;
    struct xkb_keys *keys = keyboard_keys(source->keyboard);
    if (!xkb_keys_track(keys, event->keycode, event->type == KeyPress, &action)) {
        return;
    }
    if (x_input_method_is_on(source->method)) {
        deliver_as_pressed(source, event, action);
    } else {
        keyboard_deliver(source->keyboard, event->keycode, action);
    }
}

static void deliver_held(struct x11_source *source) {
    size_t count = source->held_count;
    source->held_count = 0;
    for (size_t i = 0; i < count; i++) {
        handle_key(source, &source->held[i]);
    }
}

static bool is_modifier(struct x11_source *source, const XKeyEvent *event) {
    xkb_keysym_t sym = xkb_state_key_get_one_sym(keyboard_keys(source->keyboard)->state, event->keycode);
    return quire_key_modifier(quire_key_from_keysym(sym)) != 0;
}

/* Some send the key that ends a composition before what it commits (ibus-m17n): such a key waits a moment for it, and
 * what is typed meanwhile waits behind it. The moment is as long as a busy machine may take: the price is a late key
 * where none was committed, the alternative text in a wrong order. */
static void take_key(struct x11_source *source, const XKeyEvent *event) {
    bool may_end = source->composing && event->type == KeyPress && !is_modifier(source, event);
    if (event->window != source->window || event->keycode == 0) {
        return;
    }
    if (source->held_count == HELD_MOST) {
        deliver_held(source);
    }
    if (source->held_count == 0 && !may_end) {
        handle_key(source, event);
        return;
    }
    source->held_at = source->held_count == 0 ? SDL_GetTicks() : source->held_at;
    source->held[source->held_count++] = *event;
}

static void take_said(struct x11_source *source, const SDL_UserEvent *event) {
    if (event->data2 != source) {
        return;
    }
    if (event->code == SAID_COMMIT) {
        keyboard_commit(source->keyboard, event->data1);
        deliver_held(source);
    } else {
        source->composing = ((const char *)event->data1)[0] != '\0';
        keyboard_edit(source->keyboard, event->data1);
    }
    free(event->data1);
}

static int held_ms(const struct x11_source *source) {
    Uint32 waited = SDL_GetTicks() - source->held_at;
    return waited < HELD_MS ? (int)(HELD_MS - waited) : 0;
}

static void drained(struct x11_source *source) {
    x_input_method_drained(source->method);
    if (source->held_count > 0 && held_ms(source) == 0) {
        deliver_held(source);
    }
}

static int patience_ms(const void *state) {
    const struct x11_source *source = state;
    return source->held_count > 0 ? held_ms(source) : -1;
}

static void handle_native(struct x11_source *source, struct keyboard *keyboard, const XEvent *native) {
    if (native->type == source->event_base) {
        handle_xkb(source, keyboard_keys(keyboard), native);
    } else if (native->type == KeyPress || native->type == KeyRelease) {
        take_key(source, &native->xkey);
    }
}

static void handle(void *state, struct keyboard *keyboard, const SDL_Event *event) {
    struct x11_source *source = state;
    if (event->type == SDL_SYSWMEVENT) {
        if (event->syswm.msg != NULL && event->syswm.msg->subsystem == SDL_SYSWM_X11) {
            handle_native(source, keyboard, &event->syswm.msg->msg.x11.event);
        }
    } else if (event->type == SDL_USEREVENT) {
        take_said(source, &event->user);
    } else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_FOCUS_GAINED) {
        x_input_method_focus(source->method, true);
    } else if (event->type == SDL_WINDOWEVENT && event->window.event == SDL_WINDOWEVENT_FOCUS_LOST) {
        x_input_method_focus(source->method, false);
        deliver_held(source);
    } else if (event->type == 0) {
        drained(source);
    }
}

static void place(void *state, int x, int y) {
    struct x11_source *source = state;
    x_input_method_place(source->method, x, y);
}

const struct keyboard_source keyboard_source_x11 = {.name = "x11",
                                                    .system = SDL_SYSWM_X11,
                                                    .start = start,
                                                    .stop = stop,
                                                    .event = handle,
                                                    .patience_ms = patience_ms,
                                                    .place = place};
