/* desktop_clipboards.h - the desktop's clipboards in the loop: which way they go, and when they are looked after.
 *
 * On X11 a connection of their own is watched, once there was something to copy or paste; on Wayland pipes are;
 * elsewhere SDL's calls are used. Where the desktop cannot be had for it, copies are for this process alone. One per
 * process, kept by the platform. Main thread.
 */
#ifndef DESKTOP_CLIPBOARDS_H
#define DESKTOP_CLIPBOARDS_H

#include "clipboards.h"
#include "event_loop.h"

struct desktop_clipboards {
    struct event_loop *loop;
    struct clipboards *clipboards;
    struct loop_watch watch; /* descriptor -1: none */
    struct timer due;
    struct loop_hook hook; /* `due` follows what was asked and answered in a turn */
};

/* `x_display`: the name of the X display; `wayland`: who owns what there. Borrowed; NULL: there is none. False: no
 * memory. */
bool desktop_clipboards_start(struct desktop_clipboards *desktop, struct event_loop *loop, const char *x_display,
                              struct wayland_selections *wayland);

/* Hands over what is own (clipboards_destroy). What was never started: nothing. */
void desktop_clipboards_stop(struct desktop_clipboards *desktop);

#endif
