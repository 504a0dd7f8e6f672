#define _GNU_SOURCE
#include "waker.h"

#include <poll.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

bool waker_init(struct waker *waker, const struct window *window) {
    waker->window = window;
    waker->event_descriptor = -1;
    waker->sdl_event = SDL_RegisterEvents(1);
    if (window_display_descriptor(window) >= 0) {
        waker->event_descriptor = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
        return waker->event_descriptor >= 0;
    }
    return waker->sdl_event != (Uint32)-1;
}

void waker_finish(struct waker *waker) {
    if (waker->event_descriptor >= 0) {
        close(waker->event_descriptor);
        waker->event_descriptor = -1;
    }
}

void waker_wake(void *user) {
    struct waker *waker = user;
    if (waker->event_descriptor >= 0) {
        uint64_t one = 1;
        ssize_t written = write(waker->event_descriptor, &one, sizeof one);
        (void)written; /* a full counter wakes as well */
        return;
    }
    SDL_Event event;
    memset(&event, 0, sizeof event);
    event.type = waker->sdl_event;
    SDL_PushEvent(&event);
}

void waker_wait(struct waker *waker, int timeout_ms) {
    if (waker->event_descriptor < 0) {
        if (timeout_ms < 0) {
            SDL_WaitEvent(NULL);
        } else {
            SDL_WaitEventTimeout(NULL, timeout_ms);
        }
        return;
    }
    if (window_events_pending(waker->window)) {
        return;
    }
    struct pollfd wait[2] = {{window_display_descriptor(waker->window), POLLIN, 0},
                             {waker->event_descriptor, POLLIN, 0}};
    if (poll(wait, 2, timeout_ms) > 0 && wait[1].revents != 0) {
        uint64_t count;
        ssize_t got = read(waker->event_descriptor, &count, sizeof count);
        (void)got;
    }
}
