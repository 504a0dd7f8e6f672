/* wayland_activation.h - bringing a window to the front on Wayland (xdg_activation_v1).
 *
 * A compositor raises no window because its program wants so: there has to be a token, which it gives to the program
 * that the user has just used. One comes with a click on a notification; one can be asked for, naming the user's last
 * key or button and the window that has the keyboard. SDL asks without these, and compositors only make a window
 * blink then. What the compositor makes of it nobody is told. Main thread. */
#ifndef WAYLAND_ACTIVATION_H
#define WAYLAND_ACTIVATION_H

#include <stdbool.h>

struct wayland_seat;
struct wl_surface;
struct xdg_activation_token_v1;

struct wayland_activation {
    const struct wayland_seat *seat;
    struct wl_surface *surface;            /* that is to come to the front; NULL: not on Wayland */
    struct xdg_activation_token_v1 *asked; /* NULL: nothing is */
};

/* Of the window's surface; both borrowed. */
void wayland_activation_start(struct wayland_activation *activation, const struct wayland_seat *seat,
                              struct wl_surface *surface);
/* What was never started: nothing. */
void wayland_activation_stop(struct wayland_activation *activation);

/* Brings the window to the front with a token, or, where it is NULL or "", with one that is asked for. False: the
 * compositor has no such thing. */
bool wayland_activation_raise(struct wayland_activation *activation, const char *token);

#endif
