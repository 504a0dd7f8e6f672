/* waker.h - how the main thread sleeps and how others wake it.
 *
 * On X11 it polls the display's connection and an eventfd itself: five times faster than SDL_PushEvent and without any
 * wakeup while nothing happens. Elsewhere SDL waits, and a user event wakes it. */
#ifndef WAKER_H
#define WAKER_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "window.h"

struct waker {
    const struct window *window;
    int event_descriptor; /* -1: SDL waits */
    Uint32 sdl_event;
};

/* False: no descriptor, no event number. */
bool waker_init(struct waker *waker, const struct window *window);
void waker_finish(struct waker *waker);

/* Any thread. `waker` is a struct waker, so that it fits struct session_waker. */
void waker_wake(void *waker);

/* Sleeps until there may be an event, a wake came, or the time is over (timeout_ms below 0: never). */
void waker_wait(struct waker *waker, int timeout_ms);

#endif
