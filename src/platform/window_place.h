/* window_place.h - where a window is, how large its frame and display are, and moving it there, for programs that ask
 * (XTWINOPS). Positions are those of the frame's corner. On Wayland a window knows no position: it is 0, 0. */
#ifndef WINDOW_PLACE_H
#define WINDOW_PLACE_H

#include "window.h"

/* In pixels. */
struct window_geometry {
    int32_t x, y;                           /* of the frame's corner on the display */
    int32_t inner_x, inner_y;               /* of the corner of what is drawn */
    uint32_t width, height;                 /* with the frame */
    uint32_t display_width, display_height; /* 0: not known */
    bool minimized;
};

struct window_geometry window_geometry(struct window *window);

void window_move(struct window *window, int x_px, int y_px);

enum window_extent { WINDOW_NORMAL, WINDOW_MAXIMIZED, WINDOW_MAXIMIZED_VERTICALLY, WINDOW_MAXIMIZED_HORIZONTALLY };

/* In one direction only where an X11 window manager can (EWMH), else in both. */
void window_maximize(struct window *window, enum window_extent extent);

#endif
