/* window_bar.h - the title bar of a window on Wayland that nobody else draws one for (title_bar.h).
 *
 * The bar lies on the window's own surface, on top, as a subsurface: whatever draws the window (CPU or GL) draws below
 * it and knows nothing of it, since window.h gives sizes and places without the bar. The pointer goes through it to the
 * window, so that SDL moves and resizes the window by its hit test; presses on the buttons come as SDL's events. */
#ifndef WINDOW_BAR_H
#define WINDOW_BAR_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "title_bar.h"

struct window;
struct wl_buffer;
struct wl_subsurface;
struct wl_surface;

/* One for all windows. */
struct window_bar_fonts {
    struct font_set *set; /* NULL: not opened yet, or not to be had */
    uint32_t scale;
};

struct window_bar {
    struct wl_surface *surface; /* NULL: the window has no bar */
    struct wl_subsurface *place;
    struct wl_buffer *buffer; /* what is shown; NULL: nothing */
    struct title_bar_look shown;
    int shown_width; /* window coordinates; 0: nothing is shown */
    enum title_bar_part below, pressed;
    int64_t dragged_ms;     /* when it was last pressed on the title, as the first of two clicks, or to be dragged */
    bool has_pointer_shape; /* it is the bar's, or an edge's */
};

/* Gives the window a bar, if it needs one. Before it is shown. */
void window_bar_start(struct window *window);
void window_bar_stop(struct window *window);

/* Height in the window's coordinates, 0 without a bar and while the window fills the screen; and in pixels. */
int window_bar_height(const struct window *window);
uint32_t window_bar_height_px(const struct window *window);

/* Draws it if it looks different by now: size, title, focus, pointer. Cost: some comparisons; a picture of the bar. */
void window_bar_update(struct window *window);

/* An event of the pointer at a place in the window: true: it was the bar's. A click on a button does what it says. */
bool window_bar_button(struct window *window, const SDL_MouseButtonEvent *button);
bool window_bar_motion(struct window *window, int x, int y);
void window_bar_left(struct window *window);

#endif
