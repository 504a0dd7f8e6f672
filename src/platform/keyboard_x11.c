#define _GNU_SOURCE
#include <stdlib.h>

#include <X11/XKBlib.h>
#include <X11/Xlib-xcb.h>
#include <xkbcommon/xkbcommon-x11.h>
#include <xkbcommon/xkbcommon.h>

#include "keyboard_source.h"

struct x11_source {
    Display *display;
    Window window;
    xcb_connection_t *connection;
    int32_t device;
    int event_base; /* of XKB events in the display's stream */
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

static void *start(struct keyboard *keyboard, const SDL_SysWMinfo *info) {
    struct x11_source *source = calloc(1, sizeof *source);
    if (source == NULL) {
        return NULL;
    }
    source->display = info->info.x11.display;
    source->window = info->info.x11.window;
    source->connection = XGetXCBConnection(source->display);
    if (xkb_x11_setup_xkb_extension(source->connection, XKB_X11_MIN_MAJOR_XKB_VERSION, XKB_X11_MIN_MINOR_XKB_VERSION,
                                    XKB_X11_SETUP_XKB_EXTENSION_NO_FLAGS, NULL, NULL, NULL, NULL) == 1) {
        source->device = xkb_x11_get_core_keyboard_device_id(source->connection);
        if (source->device >= 0 && select_events(source) && load_keymap(source, keyboard_keys(keyboard))) {
            SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
            return source;
        }
    }
    free(source);
    return NULL;
}

static void stop(void *state) {
    free(state); /* the events stay enabled: other windows have keyboards, too */
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

static void handle_key(struct x11_source *source, struct keyboard *keyboard, const XKeyEvent *event) {
    enum quire_key_action action;
    if (event->window != source->window || event->keycode == 0 ||
        !xkb_keys_track(keyboard_keys(keyboard), event->keycode, event->type == KeyPress, &action)) {
        return;
    }
    if (action == QUIRE_KEY_RELEASE) {
        keyboard_deliver(keyboard, event->keycode, action);
    } else {
        keyboard_pend(keyboard, event->keycode, action);
    }
}

static void handle(void *state, struct keyboard *keyboard, const SDL_Event *event) {
    struct x11_source *source = state;
    if (event->type != SDL_SYSWMEVENT || event->syswm.msg == NULL || event->syswm.msg->subsystem != SDL_SYSWM_X11) {
        return;
    }
    const XEvent *native = &event->syswm.msg->msg.x11.event;
    if (native->type == source->event_base) {
        keyboard_settle(keyboard); /* a waiting key was pressed before the state changed */
        handle_xkb(source, keyboard_keys(keyboard), native);
    } else if (native->type == KeyPress || native->type == KeyRelease) {
        keyboard_settle(keyboard);
        handle_key(source, keyboard, &native->xkey);
    }
}

const struct keyboard_source keyboard_source_x11 = {"x11", SDL_SYSWM_X11, start, stop, handle, NULL};
