#define _GNU_SOURCE
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <wayland-client.h>
#include <xkbcommon/xkbcommon.h>

#include "keyboard_source.h"

/* Objects of our own on SDL's connection: their events are dispatched inside SDL's pump, so strokes are only queued
 * there. Repeats are SDL's business: each of its repeated KEYDOWN events repeats the key pressed last. */
enum { HOLDING_MS = 5 };

struct wayland_source {
    struct keyboard *keyboard;
    struct wl_registry *registry;
    struct wl_seat *seat;
    struct wl_keyboard *device;
    struct wl_surface *surface; /* of our window */
    bool focused;
    uint32_t seat_name;
    uint32_t last_code; /* the key that repeats; 0: none */
};

static void take_keymap(void *data, struct wl_keyboard *device, uint32_t format, int32_t descriptor, uint32_t size) {
    struct wayland_source *source = data;
    struct xkb_keys *keys = keyboard_keys(source->keyboard);
    (void)device;
    char *text = format == WL_KEYBOARD_KEYMAP_FORMAT_XKB_V1 ? mmap(NULL, size, PROT_READ, MAP_PRIVATE, descriptor, 0)
                                                            : MAP_FAILED;
    close(descriptor);
    if (text == MAP_FAILED) {
        return;
    }
    struct xkb_keymap *keymap = xkb_keymap_new_from_buffer(keys->context, text, strnlen(text, size),
                                                           XKB_KEYMAP_FORMAT_TEXT_V1, XKB_KEYMAP_COMPILE_NO_FLAGS);
    munmap(text, size);
    struct xkb_state *state = keymap != NULL ? xkb_state_new(keymap) : NULL;
    if (state == NULL) {
        xkb_keymap_unref(keymap);
        return;
    }
    xkb_keys_set_keymap(keys, keymap, state);
}

static void enter(void *data, struct wl_keyboard *device, uint32_t serial, struct wl_surface *surface,
                  struct wl_array *held) {
    struct wayland_source *source = data;
    (void)device;
    (void)serial;
    (void)held; /* keys held on entry belong to whoever had the keyboard before */
    source->focused = surface == source->surface;
}

static void leave(void *data, struct wl_keyboard *device, uint32_t serial, struct wl_surface *surface) {
    struct wayland_source *source = data;
    (void)device;
    (void)serial;
    (void)surface;
    source->focused = false;
    source->last_code = 0;
    xkb_keys_forget(keyboard_keys(source->keyboard));
}

static void key(void *data, struct wl_keyboard *device, uint32_t serial, uint32_t time, uint32_t evdev_code,
                uint32_t pressed) {
    struct wayland_source *source = data;
    struct xkb_keys *keys = keyboard_keys(source->keyboard);
    uint32_t code = evdev_code + 8;
    enum quire_key_action action;
    struct key_stroke stroke;
    (void)device;
    (void)serial;
    (void)time;
    if (!source->focused || !xkb_keys_track(keys, code, pressed == WL_KEYBOARD_KEY_STATE_PRESSED, &action)) {
        return;
    }
    if (action == QUIRE_KEY_PRESS && keys->keymap != NULL && xkb_keymap_key_repeats(keys->keymap, code)) {
        source->last_code = code;
    } else if (action == QUIRE_KEY_RELEASE && source->last_code == code) {
        source->last_code = 0;
    }
    if (xkb_keys_stroke(keys, code, action, &stroke) == XKB_KEYS_STROKE) {
        keyboard_enqueue(source->keyboard, &stroke);
    }
}

static void modifiers(void *data, struct wl_keyboard *device, uint32_t serial, uint32_t depressed, uint32_t latched,
                      uint32_t locked, uint32_t group) {
    struct wayland_source *source = data;
    struct xkb_keys *keys = keyboard_keys(source->keyboard);
    (void)device;
    (void)serial;
    if (keys->state != NULL) {
        xkb_state_update_mask(keys->state, depressed, latched, locked, 0, 0, group);
    }
}

static void repeat_info(void *data, struct wl_keyboard *device, int32_t rate, int32_t delay) {
    (void)data;
    (void)device;
    (void)rate;
    (void)delay; /* SDL reads the same event and makes the repeats */
}

static const struct wl_keyboard_listener keyboard_listener = {take_keymap, enter, leave, key, modifiers, repeat_info};

static void release_device(struct wayland_source *source) {
    if (source->device != NULL) {
        if (wl_keyboard_get_version(source->device) >= WL_KEYBOARD_RELEASE_SINCE_VERSION) {
            wl_keyboard_release(source->device);
        } else {
            wl_keyboard_destroy(source->device);
        }
        source->device = NULL;
    }
}

static void capabilities(void *data, struct wl_seat *seat, uint32_t available) {
    struct wayland_source *source = data;
    bool has_keyboard = (available & WL_SEAT_CAPABILITY_KEYBOARD) != 0;
    if (has_keyboard && source->device == NULL) {
        source->device = wl_seat_get_keyboard(seat);
        wl_keyboard_add_listener(source->device, &keyboard_listener, source);
    } else if (!has_keyboard) {
        release_device(source);
    }
}

static void seat_name(void *data, struct wl_seat *seat, const char *name) {
    (void)data;
    (void)seat;
    (void)name;
}

static const struct wl_seat_listener seat_listener = {capabilities, seat_name};

static void global(void *data, struct wl_registry *registry, uint32_t name, const char *interface, uint32_t version) {
    struct wayland_source *source = data;
    if (source->seat == NULL && strcmp(interface, wl_seat_interface.name) == 0) {
        source->seat = wl_registry_bind(registry, name, &wl_seat_interface, version < 5 ? version : 5);
        source->seat_name = name;
        wl_seat_add_listener(source->seat, &seat_listener, source);
    }
}

static void global_remove(void *data, struct wl_registry *registry, uint32_t name) {
    struct wayland_source *source = data;
    (void)registry;
    if (source->seat != NULL && source->seat_name == name) {
        release_device(source);
        wl_seat_destroy(source->seat);
        source->seat = NULL;
    }
}

static const struct wl_registry_listener registry_listener = {global, global_remove};

static void stop(void *state) {
    struct wayland_source *source = state;
    release_device(source);
    if (source->seat != NULL) {
        wl_seat_destroy(source->seat);
    }
    if (source->registry != NULL) {
        wl_registry_destroy(source->registry);
    }
    free(source);
}

static void *start(struct keyboard *keyboard, const SDL_SysWMinfo *info) {
    struct wayland_source *source = calloc(1, sizeof *source);
    struct wl_display *display = info->info.wl.display;
    if (source == NULL) {
        return NULL;
    }
    source->keyboard = keyboard;
    source->surface = info->info.wl.surface;
    source->registry = wl_display_get_registry(display);
    if (source->registry == NULL) {
        free(source);
        return NULL;
    }
    wl_registry_add_listener(source->registry, &registry_listener, source);
    wl_display_roundtrip(display); /* the seat */
    wl_display_roundtrip(display); /* its keyboard, keymap, and whether our window has it */
    if (source->seat == NULL) {
        stop(source);
        return NULL;
    }
    return source;
}

/* SDL reports each key beside us: its text is swallowed, its repeats are taken. */
static void handle(void *state, struct keyboard *keyboard, const SDL_Event *event) {
    struct wayland_source *source = state;
    if (event->type != SDL_KEYDOWN) {
        return;
    }
    keyboard_swallow_text(keyboard, true);
    struct key_stroke stroke;
    if (event->key.repeat != 0 && source->last_code != 0 &&
        xkb_keys_stroke(keyboard_keys(keyboard), source->last_code, QUIRE_KEY_REPEAT, &stroke) == XKB_KEYS_STROKE) {
        keyboard_deliver_stroke(keyboard, &stroke);
    }
}

/* SDL makes the repeats of a held key when it is asked for events. */
static int patience_ms(const void *state) {
    const struct wayland_source *source = state;
    return source->last_code != 0 ? HOLDING_MS : -1;
}

const struct keyboard_source keyboard_source_wayland = {.name = "wayland",
                                                        .system = SDL_SYSWM_WAYLAND,
                                                        .start = start,
                                                        .stop = stop,
                                                        .event = handle,
                                                        .patience_ms = patience_ms,
                                                        .takes_texts = true};
