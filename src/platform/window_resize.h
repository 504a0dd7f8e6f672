/* window_resize.h - a window while its size changes: what its new parts show, and when its picture is there. On Wayland
 * there is nothing to do: a size holds with the buffer that has it (window_shm.h). */
#ifndef WINDOW_RESIZE_H
#define WINDOW_RESIZE_H

#include <stdbool.h>
#include <stdint.h>

#include "event_loop.h"
#include "x11_resize.h"

struct window;

struct window_resize {
    struct x11_resize x11;
    struct timer late; /* a picture that was asked for and does not come */
    bool has_ground;
    uint32_t ground; /* as window_set_ground was told last */
    float alpha;
};

/* Before the window is shown. */
void window_resize_start(struct window *window);
void window_resize_stop(struct window *window);

/* An event of X11, whosever it is. */
void window_resize_take(struct window *window, const XEvent *event);
/* A picture was shown. */
void window_resize_shown(struct window *window);

#endif
