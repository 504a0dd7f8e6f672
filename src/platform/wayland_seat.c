#define _GNU_SOURCE
#include "wayland_seat.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wayland-client.h>

#include "primary-selection-unstable-v1-client-protocol.h"
#include "text-input-unstable-v3-client-protocol.h"
#include "xdg-activation-v1-client-protocol.h"

/* ---- the serials of input */

static void take_keymap(void *data, struct wl_keyboard *keyboard, uint32_t format, int32_t descriptor, uint32_t size) {
    (void)data;
    (void)keyboard;
    (void)format;
    (void)size;
    close(descriptor);
}

static void keyboard_enter(void *data, struct wl_keyboard *keyboard, uint32_t serial, struct wl_surface *surface,
                           struct wl_array *held) {
    struct wayland_seat *seat = data;
    (void)keyboard;
    (void)held;
    seat->serial = serial;
    seat->focused = surface;
}

static void keyboard_leave(void *data, struct wl_keyboard *keyboard, uint32_t serial, struct wl_surface *surface) {
    struct wayland_seat *seat = data;
    (void)keyboard;
    (void)serial;
    (void)surface;
    seat->focused = NULL;
}

static void key(void *data, struct wl_keyboard *keyboard, uint32_t serial, uint32_t time, uint32_t code,
                uint32_t state) {
    struct wayland_seat *seat = data;
    (void)keyboard;
    (void)time;
    (void)code;
    (void)state;
    seat->serial = serial;
}

static void modifiers(void *data, struct wl_keyboard *keyboard, uint32_t serial, uint32_t depressed, uint32_t latched,
                      uint32_t locked, uint32_t group) {
    (void)data;
    (void)keyboard;
    (void)serial;
    (void)depressed;
    (void)latched;
    (void)locked;
    (void)group;
}

static void repeat_info(void *data, struct wl_keyboard *keyboard, int32_t rate, int32_t delay) {
    (void)data;
    (void)keyboard;
    (void)rate;
    (void)delay;
}

static const struct wl_keyboard_listener keyboard_listener = {.keymap = take_keymap,
                                                              .enter = keyboard_enter,
                                                              .leave = keyboard_leave,
                                                              .key = key,
                                                              .modifiers = modifiers,
                                                              .repeat_info = repeat_info};

static void pointer_enter(void *data, struct wl_pointer *pointer, uint32_t serial, struct wl_surface *surface,
                          wl_fixed_t x, wl_fixed_t y) {
    struct wayland_seat *seat = data;
    (void)pointer;
    (void)serial;
    seat->scroll.surface = surface;
    (void)x;
    (void)y;
}

static void pointer_leave(void *data, struct wl_pointer *pointer, uint32_t serial, struct wl_surface *surface) {
    struct wayland_seat *seat = data;
    (void)pointer;
    (void)serial;
    (void)surface;
    seat->scroll.surface = NULL;
}

static void motion(void *data, struct wl_pointer *pointer, uint32_t time, wl_fixed_t x, wl_fixed_t y) {
    (void)data;
    (void)pointer;
    (void)time;
    (void)x;
    (void)y;
}

static void button(void *data, struct wl_pointer *pointer, uint32_t serial, uint32_t time, uint32_t number,
                   uint32_t state) {
    struct wayland_seat *seat = data;
    (void)pointer;
    (void)time;
    (void)number;
    (void)state;
    seat->serial = serial;
}

static void axis(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t which, wl_fixed_t value) {
    struct wayland_seat *seat = data;
    (void)pointer;
    (void)time;
    wayland_scroll_axis(&seat->scroll, which, wl_fixed_to_double(value));
}

static void axis_source(void *data, struct wl_pointer *pointer, uint32_t source) {
    struct wayland_seat *seat = data;
    (void)pointer;
    wayland_scroll_source(&seat->scroll, source);
}

static void axis_stop(void *data, struct wl_pointer *pointer, uint32_t time, uint32_t which) {
    struct wayland_seat *seat = data;
    (void)pointer;
    (void)time;
    (void)which;
    wayland_scroll_stop(&seat->scroll);
}

static void axis_discrete(void *data, struct wl_pointer *pointer, uint32_t which, int32_t steps) {
    (void)data;
    (void)pointer;
    (void)which;
    (void)steps;
}

static void pointer_frame(void *data, struct wl_pointer *pointer) {
    struct wayland_seat *seat = data;
    (void)pointer;
    wayland_scroll_frame(&seat->scroll);
}

/* All events up to this version; those of an older seat have no frames, and then SDL's wheel is the only one. */
static const struct wl_pointer_listener pointer_listener = {.enter = pointer_enter,
                                                            .leave = pointer_leave,
                                                            .motion = motion,
                                                            .button = button,
                                                            .axis = axis,
                                                            .frame = pointer_frame,
                                                            .axis_source = axis_source,
                                                            .axis_stop = axis_stop,
                                                            .axis_discrete = axis_discrete};
enum { SEAT_VERSION = 5 };

/* ---- the seat */

static void release_devices(struct wayland_seat *seat) {
    if (seat->keyboard != NULL) {
        seat->focused = NULL;
        wl_keyboard_destroy(seat->keyboard);
        seat->keyboard = NULL;
    }
    if (seat->pointer != NULL) {
        wl_pointer_destroy(seat->pointer);
        seat->pointer = NULL;
        seat->scroll.surface = NULL;
    }
}

static void capabilities(void *data, struct wl_seat *wl_seat, uint32_t available) {
    struct wayland_seat *seat = data;
    release_devices(seat);
    if ((available & WL_SEAT_CAPABILITY_KEYBOARD) != 0) {
        seat->keyboard = wl_seat_get_keyboard(wl_seat);
        wl_keyboard_add_listener(seat->keyboard, &keyboard_listener, seat);
    }
    if ((available & WL_SEAT_CAPABILITY_POINTER) != 0) {
        seat->pointer = wl_seat_get_pointer(wl_seat);
        wl_pointer_add_listener(seat->pointer, &pointer_listener, seat);
    }
}

static void seat_name(void *data, struct wl_seat *wl_seat, const char *name) {
    (void)data;
    (void)wl_seat;
    (void)name;
}

static const struct wl_seat_listener seat_listener = {.capabilities = capabilities, .name = seat_name};

static bool is(const char *interface, const struct wl_interface *wanted) {
    return strcmp(interface, wanted->name) == 0;
}

static void take_drawing(struct wayland_seat *seat, struct wl_registry *registry, uint32_t name, const char *interface,
                         uint32_t version) {
    if (seat->compositor == NULL && is(interface, &wl_compositor_interface)) {
        seat->compositor = wl_registry_bind(registry, name, &wl_compositor_interface, version < 4 ? version : 4);
    } else if (seat->subcompositor == NULL && is(interface, &wl_subcompositor_interface)) {
        seat->subcompositor = wl_registry_bind(registry, name, &wl_subcompositor_interface, 1);
    } else if (seat->shm == NULL && is(interface, &wl_shm_interface)) {
        seat->shm = wl_registry_bind(registry, name, &wl_shm_interface, 1);
    } else if (strcmp(interface, "zxdg_decoration_manager_v1") == 0) {
        seat->draws_frames = true;
    }
}

static void global(void *data, struct wl_registry *registry, uint32_t name, const char *interface, uint32_t version) {
    struct wayland_seat *seat = data;
    take_drawing(seat, registry, name, interface, version);
    if (seat->seat == NULL && is(interface, &wl_seat_interface)) {
        seat->seat =
            wl_registry_bind(registry, name, &wl_seat_interface, version < SEAT_VERSION ? version : SEAT_VERSION);
        seat->seat_name = name;
        wl_seat_add_listener(seat->seat, &seat_listener, seat);
    } else if (seat->data == NULL && is(interface, &wl_data_device_manager_interface)) {
        seat->data = wl_registry_bind(registry, name, &wl_data_device_manager_interface, version < 3 ? version : 3);
    } else if (seat->primary == NULL && is(interface, &zwp_primary_selection_device_manager_v1_interface)) {
        seat->primary = wl_registry_bind(registry, name, &zwp_primary_selection_device_manager_v1_interface, 1);
    } else if (seat->text_inputs == NULL && is(interface, &zwp_text_input_manager_v3_interface)) {
        seat->text_inputs = wl_registry_bind(registry, name, &zwp_text_input_manager_v3_interface, 1);
    } else if (seat->activation == NULL && is(interface, &xdg_activation_v1_interface)) {
        seat->activation = wl_registry_bind(registry, name, &xdg_activation_v1_interface, 1);
    }
}

/* A seat that goes away keeps its object, which does nothing any more: selections hang on it. */
static void global_remove(void *data, struct wl_registry *registry, uint32_t name) {
    struct wayland_seat *seat = data;
    (void)registry;
    if (name == seat->seat_name) {
        release_devices(seat);
    }
}

static const struct wl_registry_listener registry_listener = {global, global_remove};

/* Numbers of processes are not one for all programs of a compositor (containers); with the time they are. */
static void name_own_type(struct wayland_seat *seat) {
    struct timespec now = {0, 0};
    clock_gettime(CLOCK_REALTIME, &now);
    snprintf(seat->own_type, sizeof seat->own_type, "application/x-quire-%ld-%lld-%ld", (long)getpid(),
             (long long)now.tv_sec, now.tv_nsec);
}

void wayland_seat_start(struct wayland_seat *seat, struct wl_display *display) {
    *seat = (struct wayland_seat){.display = display, .registry = wl_display_get_registry(display)};
    name_own_type(seat);
    if (seat->registry != NULL) {
        wl_registry_add_listener(seat->registry, &registry_listener, seat);
        wl_display_roundtrip(display);
    }
}

static void stop_drawing(const struct wayland_seat *seat) {
    if (seat->shm != NULL) {
        wl_shm_destroy(seat->shm);
    }
    if (seat->subcompositor != NULL) {
        wl_subcompositor_destroy(seat->subcompositor);
    }
    if (seat->compositor != NULL) {
        wl_compositor_destroy(seat->compositor);
    }
}

void wayland_seat_stop(struct wayland_seat *seat) {
    release_devices(seat);
    stop_drawing(seat);
    if (seat->text_inputs != NULL) {
        zwp_text_input_manager_v3_destroy(seat->text_inputs);
    }
    if (seat->activation != NULL) {
        xdg_activation_v1_destroy(seat->activation);
    }
    if (seat->primary != NULL) {
        zwp_primary_selection_device_manager_v1_destroy(seat->primary);
    }
    if (seat->data != NULL) {
        wl_data_device_manager_destroy(seat->data);
    }
    if (seat->seat != NULL) {
        wl_seat_destroy(seat->seat);
    }
    if (seat->registry != NULL) {
        wl_registry_destroy(seat->registry);
    }
    *seat = (struct wayland_seat){.display = NULL};
}
