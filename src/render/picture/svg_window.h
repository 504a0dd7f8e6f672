/* svg_window.h - the window of picture_window.h as SVG. */
#ifndef SVG_WINDOW_H
#define SVG_WINDOW_H

#include <stdio.h>

#include "font_set.h"
#include "picture_window.h"

/* Shadow, bar and title (UTF-8; NULL: none), and opens two groups: one that begins at the window's corner, and one that
 * its round corners cut. */
void svg_put_window(FILE *file, const struct picture_window *window, const char *title, uint32_t ground,
                    const struct font_metrics *metrics);

#endif
