/* picture_window.h - a window around a picture, for documentation: a bar with a title and three dots, round corners, a
 * soft shadow. Nobody's desktop in particular.
 *
 *      margin (shadow)
 *        +--------------------------+
 *        | o o o     title          |  bar
 *        +--------------------------+
 *        | the picture              |
 *        +--------------------------+
 *      margin                                                                                                    */
#ifndef PICTURE_WINDOW_H
#define PICTURE_WINDOW_H

#include <stdint.h>

#include "font_set.h"
#include "scene.h"

enum { PICTURE_WINDOW_DOTS = 3 };

/* Pixels; positions count from the top left of the window, without the margin. */
struct picture_window {
    uint32_t margin, bar_height, radius;
    uint32_t width, height; /* of the window, with its bar */
    double dot_x[PICTURE_WINDOW_DOTS], dot_y, dot_radius;
    uint32_t bar_color, dot_color, title_color; /* made of the picture's own two colours */
};

/* For a picture of this size. */
struct picture_window picture_window_around(uint32_t width, uint32_t height, const struct font_metrics *metrics,
                                            uint32_t foreground, uint32_t background);

/* Puts bar and title into a scene whose pane begins below the bar. `line` is kept until the scene is drawn. False: no
 * memory. */
bool picture_window_add_bar(const struct picture_window *window, struct scene *scene, struct bar_line *line,
                            const char *title, const struct font_metrics *metrics);

/* The window, which was drawn as a rectangle, with dots, corners and shadow: `rgba` has room for the margins on all
 * sides. `from` has `stride` pixels a row. */
void picture_window_compose(const struct picture_window *window, const uint8_t *from, uint32_t stride, uint8_t *rgba);

#endif
