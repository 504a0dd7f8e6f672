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

/* Where a new window is to be: pixels from two edges of the display to those of its frame. */
struct window_spot {
    int32_t x_px, y_px;
    bool from_right, from_bottom;
};

/* Before window_show. False: windows have no place that a program could choose (Wayland). */
bool window_set_spot(struct window *window, const struct window_spot *spot);
/* Before window_show: how the desktop knows that the user asked for this window (XDG_ACTIVATION_TOKEN,
 * DESKTOP_STARTUP_ID); borrowed until it is shown. NULL or "": not at all. */
void window_set_token(struct window *window, const char *token);
/* Before window_show: the window begins so. */
enum window_beginning { WINDOW_BEGINS_NORMAL, WINDOW_BEGINS_MAXIMIZED, WINDOW_BEGINS_FULLSCREEN };
void window_set_beginning(struct window *window, enum window_beginning beginning);

void window_move(struct window *window, int x_px, int y_px);

enum window_extent { WINDOW_NORMAL, WINDOW_MAXIMIZED, WINDOW_MAXIMIZED_VERTICALLY, WINDOW_MAXIMIZED_HORIZONTALLY };

/* In one direction only where an X11 window manager can (EWMH), else in both. */
void window_maximize(struct window *window, enum window_extent extent);

#endif
