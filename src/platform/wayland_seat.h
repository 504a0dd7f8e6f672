/* wayland_seat.h - what the compositor has, beside SDL: the user's seat with the serial of what the user did last,
 * which the compositor wants to see before it lets a program copy, or come to the front; and other objects.
 *
 * SDL binds the same and tells nobody. The objects here are our own on SDL's connection; their events are dispatched by
 * SDL's pump. One per process (platform.h), of the first seat. Main thread. */
#ifndef WAYLAND_SEAT_H
#define WAYLAND_SEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "wayland_scroll.h"

struct wl_compositor;
struct wl_data_device_manager;
struct wl_display;
struct wl_keyboard;
struct wl_pointer;
struct wl_registry;
struct wl_seat;
struct wl_shm;
struct wl_subcompositor;
struct wl_surface;
struct xdg_activation_v1;
struct zwp_primary_selection_device_manager_v1;
struct zwp_text_input_manager_v3;

/* NULL: the compositor has it not. */
struct wayland_seat {
    struct wl_display *display;
    struct wl_registry *registry;
    struct wl_seat *seat;
    uint32_t seat_name;
    struct wl_keyboard *keyboard;
    struct wl_pointer *pointer;
    struct wl_data_device_manager *data;
    struct zwp_primary_selection_device_manager_v1 *primary;
    struct xdg_activation_v1 *activation;
    struct zwp_text_input_manager_v3 *text_inputs;
    struct wl_compositor *compositor;
    struct wl_subcompositor *subcompositor;
    struct wl_shm *shm;
    struct wayland_scroll scroll; /* its sink is set behind wayland_seat_start, if anybody listens */
    bool draws_frames;            /* of windows, as far as it says */
    char own_type[96]; /* what is copied here has this type, too, which no other program names: so it is known again */
    struct wl_surface
        *focused;    /* has the keyboard; only to name it to the compositor: NULL when no window of ours does */
    uint32_t serial; /* of the last key, button, or coming of the keyboard; 0: nothing yet */
};

/* Cost: a turn to the compositor. What is not there stays NULL; without memory all of it. */
void wayland_seat_start(struct wayland_seat *seat, struct wl_display *display);
/* What was made from its objects must be gone. What was never started: nothing. */
void wayland_seat_stop(struct wayland_seat *seat);

#endif
