#define _GNU_SOURCE
#include "desktop_clipboards.h"

#include <poll.h>

#include "clipboard_backend.h"
#include "loop_clock.h"

static void dispatch(struct desktop_clipboards *desktop) {
    clipboards_dispatch(desktop->clipboards, loop_clock_ms());
}

static void ready(void *user, short revents) {
    (void)revents;
    dispatch(user);
}

static void is_due(void *user, int64_t now) {
    (void)now;
    dispatch(user);
}

/* There is one from the first use on, until the server is gone. */
static void follow_descriptor(struct desktop_clipboards *desktop, int descriptor) {
    if (desktop->watch.descriptor >= 0) {
        event_loop_unwatch(desktop->loop, &desktop->watch);
    }
    desktop->watch.descriptor = descriptor;
    if (descriptor >= 0) {
        event_loop_watch(desktop->loop, &desktop->watch);
    }
}

static void before_sleep(void *user, int64_t now) {
    struct desktop_clipboards *desktop = user;
    int descriptor = clipboards_descriptor(desktop->clipboards);
    int64_t due = clipboards_due(desktop->clipboards);
    (void)now;
    if (descriptor != desktop->watch.descriptor) {
        follow_descriptor(desktop, descriptor);
    }
    if (due != desktop->due.due) {
        event_loop_set_timer(desktop->loop, &desktop->due, due); /* INT64_MAX, never, stops it */
    }
}

static const struct clipboard_backend *backend_for(const char *x_display, const struct wayland_selections *wayland) {
    return x_display != NULL ? &clipboard_backend_x11
           : wayland != NULL ? &clipboard_backend_wayland
                             : &clipboard_backend_sdl;
}

bool desktop_clipboards_start(struct desktop_clipboards *desktop, struct event_loop *loop, const char *x_display,
                              struct wayland_selections *wayland) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    options.backend = backend_for(x_display, wayland);
    options.display = x_display;
    options.wayland = wayland;
    desktop->clipboards = clipboards_create(&options);
    if (desktop->clipboards == NULL) {
        return false;
    }
    desktop->loop = loop;
    desktop->watch = (struct loop_watch){-1, POLLIN, ready, desktop, NULL};
    desktop->due = (struct timer)TIMER_INIT(is_due, desktop);
    desktop->hook = (struct loop_hook){before_sleep, desktop, NULL};
    event_loop_add_hook(loop, &desktop->hook);
    return true;
}

void desktop_clipboards_stop(struct desktop_clipboards *desktop) {
    if (desktop->clipboards == NULL) {
        return;
    }
    follow_descriptor(desktop, -1);
    event_loop_stop_timer(desktop->loop, &desktop->due);
    event_loop_remove_hook(desktop->loop, &desktop->hook);
    clipboards_destroy(desktop->clipboards);
    desktop->clipboards = NULL;
}
