#include "wayland_seen.h"

#include <SDL_syswm.h>
#include <wayland-client.h>

#include "loop_clock.h"

enum { PATIENCE_MS = 1000 };

static void answered(void *data, struct wl_callback *callback, uint32_t time) {
    struct wayland_seen *seen = data;
    (void)time;
    wl_callback_destroy(callback);
    seen->asked = NULL;
    event_loop_stop_timer(seen->loop, &seen->patience);
    if (seen->unseen) {
        seen->unseen = false;
        seen->changed(seen->user, true);
    }
}

static const struct wl_callback_listener listener = {answered};

static void give_up(void *user, int64_t now) {
    struct wayland_seen *seen = user;
    (void)now;
    seen->unseen = true;
    seen->changed(seen->user, false);
}

void wayland_seen_start(struct wayland_seen *seen, struct event_loop *loop, SDL_Window *window,
                        void (*changed)(void *user, bool seen), void *user) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool wayland = SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_WAYLAND;
    *seen = (struct wayland_seen){.loop = loop,
                                  .surface = wayland ? info.info.wl.surface : NULL,
                                  .patience = TIMER_INIT(give_up, seen),
                                  .changed = changed,
                                  .user = user};
}

void wayland_seen_stop(struct wayland_seen *seen) {
    if (seen->asked != NULL) {
        wl_callback_destroy(seen->asked);
        seen->asked = NULL;
        event_loop_stop_timer(seen->loop, &seen->patience);
    }
    seen->surface = NULL;
}

void wayland_seen_picture(struct wayland_seen *seen) {
    if (seen->surface != NULL && seen->asked == NULL) {
        seen->asked = wl_surface_frame(seen->surface);
        wl_callback_add_listener(seen->asked, &listener, seen);
        event_loop_set_timer(seen->loop, &seen->patience, loop_clock_ms() + PATIENCE_MS);
    }
}
