/* window_place.h - where a window is, how large its frame and display are, and moving it there, for programs that ask
 * (XTWINOPS). Positions are those of the frame's corner. On Wayland a window knows no position: it is 0, 0. */
#ifndef WINDOW_PLACE_H
#define WINDOW_PLACE_H

#include <quire/terminal.h>

#include "window.h"

/* What the window is like now; `padding_px` is between its edge and the text. */
struct quire_window_state window_place(struct window *window, uint32_t padding_px);

void window_move(struct window *window, int x_px, int y_px);

enum window_extent { WINDOW_NORMAL, WINDOW_MAXIMIZED, WINDOW_MAXIMIZED_VERTICALLY, WINDOW_MAXIMIZED_HORIZONTALLY };

/* In one direction only where an X11 window manager can (EWMH), else in both. */
void window_maximize(struct window *window, enum window_extent extent);

#endif
