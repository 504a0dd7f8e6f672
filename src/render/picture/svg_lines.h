/* svg_lines.h - what is drawn besides text, in one row of cells: sprites, underlines, strikes, cursors. Pixels of the
 * row, from its top left; its metrics are those of the font floor, so that lines lie where the window has them. */
#ifndef SVG_LINES_H
#define SVG_LINES_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <quire/frame.h>

#include "cell_cursor.h"
#include "font_set.h"

/* What svg_put_line draws: enum quire_underline, or one of these. */
enum { SVG_STRIKE = 16, SVG_OVERLINE };

/* What a cell has of each. */
unsigned svg_underline_kind(const struct quire_frame_cell *cell);
unsigned svg_strike_kind(const struct quire_frame_cell *cell);
unsigned svg_overline_kind(const struct quire_frame_cell *cell);

void svg_put_line(FILE *file, unsigned kind, uint32_t from, uint32_t to, const struct font_metrics *metrics,
                  uint32_t color);

/* `width`: columns. As rectangles of whole pixels, one path for each of a few strengths. False: no memory. */
bool svg_put_sprite(FILE *file, uint32_t code_point, uint32_t x, uint32_t width, const struct font_metrics *metrics,
                    uint32_t color);

void svg_put_cursor(FILE *file, enum cell_cursor shape, uint32_t x, uint32_t width, const struct font_metrics *metrics,
                    uint32_t color);

#endif
