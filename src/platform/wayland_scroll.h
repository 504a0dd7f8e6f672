/* wayland_scroll.h - the pointer's axes on Wayland: what comes from fingers on a touchpad, by pixels and with an end.
 *
 * Events of one moment come one by one and end with a frame; of which kind their source is one of them says. SDL makes
 * steps of a wheel of all of them, and tells neither source nor end. */
#ifndef WAYLAND_SCROLL_H
#define WAYLAND_SCROLL_H

#include <stdbool.h>
#include <stdint.h>

struct wl_surface;

struct wayland_scroll_sink {
    void *user;
    /* Units of the surface, up and right are positive; `ends`: the fingers have left. */
    void (*scrolled)(void *user, const struct wl_surface *surface, double x, double y, bool ends);
};

/* Zero but for the sink at first. */
struct wayland_scroll {
    struct wayland_scroll_sink sink;
    const struct wl_surface *surface; /* below the pointer; NULL: none of ours */
    bool by_fingers;                  /* the last events were those of fingers: SDL's wheel is to be ignored */
    uint32_t source;                  /* of the frame that is coming in, as the following */
    bool has_source, moved, stopped;
    double x, y;
};

void wayland_scroll_axis(struct wayland_scroll *scroll, uint32_t axis, double value);
void wayland_scroll_source(struct wayland_scroll *scroll, uint32_t source);
void wayland_scroll_stop(struct wayland_scroll *scroll);
void wayland_scroll_frame(struct wayland_scroll *scroll);

#endif
