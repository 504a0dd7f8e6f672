/* wayland_seen.h - whether anybody sees a window on Wayland.
 *
 * The protocol has no word for it: a compositor says nothing when it minimizes a window or shows another workspace. But
 * it answers each picture by an event when it is time for the next one (wl_surface.frame), and that does not come while
 * nobody sees the window. A picture that is not answered for a while is taken for unseen; the answer, whenever it
 * comes, tells that it is seen again. A compositor that is merely slow costs one picture so. */
#ifndef WAYLAND_SEEN_H
#define WAYLAND_SEEN_H

#include <SDL.h>
#include <stdbool.h>

#include "event_loop.h"

struct wl_callback;
struct wl_surface;

struct wayland_seen {
    struct event_loop *loop;
    struct wl_surface *surface; /* NULL: not on Wayland; always seen */
    struct wl_callback *asked;  /* NULL: the last picture was answered */
    struct timer patience;
    bool unseen;
    void (*changed)(void *user, bool seen);
    void *user;
};

/* `changed` is called from the loop and from SDL's pump. Everything is borrowed. */
void wayland_seen_start(struct wayland_seen *seen, struct event_loop *loop, SDL_Window *window,
                        void (*changed)(void *user, bool seen), void *user);
/* Before the window is destroyed. What was never started: nothing. */
void wayland_seen_stop(struct wayland_seen *seen);

/* A picture is about to be committed. Cost: constant, a request at most. */
void wayland_seen_picture(struct wayland_seen *seen);

#endif
