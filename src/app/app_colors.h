/* app_colors.h - the colours of what a window draws around its panes: made from those of its current pane and of the
 * theme, so that they fit any. */
#ifndef APP_COLORS_H
#define APP_COLORS_H

#include <stdint.h>

struct app_window;

/* 0xRRGGBB */
struct app_colors {
    uint32_t foreground, background; /* of text; of the tab that is shown, too */
    uint32_t ground, idle;           /* of the bar, and of the other tabs' text */
    uint32_t line;                   /* between panes and tabs */
    uint32_t current;                /* of a line beside the pane with the keys */
    uint32_t active, good, bad, warning;
};

struct app_colors app_colors(const struct app_window *window);

#endif
