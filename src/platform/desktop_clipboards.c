#define _GNU_SOURCE
#include "desktop_clipboards.h"

#include <poll.h>

#include "clipboard_backend.h"
#include "loop_clock.h"

static void dispatch(struct desktop_clipboards *desktop) {
    clipboards_dispatch(desktop->clipboards, loop_clock_ms());
    if (desktop->watch.descriptor >= 0 && clipboards_descriptor(desktop->clipboards) < 0) { /* the server is gone */
        event_loop_unwatch(desktop->loop, &desktop->watch);
        desktop->watch.descriptor = -1;
    }
}

static void ready(void *user, short revents) {
    (void)revents;
    dispatch(user);
}

static void is_due(void *user, int64_t now) {
    (void)now;
    dispatch(user);
}

static void before_sleep(void *user, int64_t now) {
    struct desktop_clipboards *desktop = user;
    int64_t due = clipboards_due(desktop->clipboards);
    (void)now;
    if (due != desktop->due.due) {
        event_loop_set_timer(desktop->loop, &desktop->due, due); /* INT64_MAX, never, stops it */
    }
}

static struct clipboards *create(const char *x_display) {
    struct clipboard_options options = CLIPBOARD_OPTIONS_INIT;
    options.backend = x_display != NULL ? &clipboard_backend_x11 : &clipboard_backend_sdl;
    options.display = x_display;
    struct clipboards *clipboards = clipboards_create(&options);
    if (clipboards == NULL) {
        options.backend = NULL;
        clipboards = clipboards_create(&options);
    }
    return clipboards;
}

bool desktop_clipboards_start(struct desktop_clipboards *desktop, struct event_loop *loop, const char *x_display) {
    desktop->clipboards = create(x_display);
    if (desktop->clipboards == NULL) {
        return false;
    }
    desktop->loop = loop;
    desktop->watch = (struct loop_watch){clipboards_descriptor(desktop->clipboards), POLLIN, ready, desktop, NULL};
    desktop->due = (struct timer)TIMER_INIT(is_due, desktop);
    desktop->hook = (struct loop_hook){before_sleep, desktop, NULL};
    if (desktop->watch.descriptor >= 0) {
        event_loop_watch(loop, &desktop->watch);
    }
    event_loop_add_hook(loop, &desktop->hook);
    return true;
}

void desktop_clipboards_stop(struct desktop_clipboards *desktop) {
    if (desktop->clipboards == NULL) {
        return;
    }
    if (desktop->watch.descriptor >= 0) {
        event_loop_unwatch(desktop->loop, &desktop->watch);
    }
    event_loop_stop_timer(desktop->loop, &desktop->due);
    event_loop_remove_hook(desktop->loop, &desktop->hook);
    clipboards_destroy(desktop->clipboards);
    desktop->clipboards = NULL;
}
