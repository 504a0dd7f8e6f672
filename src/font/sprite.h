/* sprite.h - characters that are drawn, not taken from fonts.
 *
 * Box drawing, blocks, braille, powerline and legacy computing symbols have to meet their neighbours exactly at the
 * border of the cell, which no font does at every size. Each is drawn into a canvas of exactly one cell (or two), one
 * byte of coverage a pixel, with line thickness from the font's metrics.
 *
 *     sprite.c            the list of ranges, and the box for a character that no font has
 *     sprite_canvas.c     rectangles, and antialiased shapes by sampling
 *     sprite_box.c        U+2500-257F from a table of four arms
 *     sprite_block.c      U+2580-259F, sextants and eighth blocks, scan lines, braille
 *     sprite_powerline.c  U+E0B0-E0BF
 *     sprite_decoration.c underlines, strike, overline, cursors */
#ifndef SPRITE_H
#define SPRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "font_set.h"

struct sprite_canvas {
    uint8_t *pixels; /* width * height bytes, zeroed before drawing */
    uint32_t width, height;
    uint32_t light, heavy; /* thickness of lines */
};

/* Whether a code point is drawn. */
bool sprite_has(uint32_t code_point);

/* Draws it; false for a code point that is none of ours. */
bool sprite_draw(struct sprite_canvas *canvas, uint32_t code_point);

/* An empty frame: no font has the character. */
void sprite_missing(struct sprite_canvas *canvas);

void sprite_decoration(struct sprite_canvas *canvas, enum font_decoration decoration,
                       const struct font_metrics *metrics);

/* An underline whose pattern is `phase` pixels into its period at the left edge. */
void sprite_underline(struct sprite_canvas *canvas, enum font_decoration decoration, const struct font_metrics *metrics,
                      uint32_t phase);

/* The pixels after which an underline repeats, where that is not the width of a cell; `tall`: rows of tiles. At
 * least 1.
 */
uint32_t sprite_underline_period(enum font_decoration decoration, const struct font_metrics *metrics, uint32_t tall);

/* Metrics of a line of double height. */
static inline void sprite_metrics_grow(struct font_metrics *metrics, uint32_t tall) {
    metrics->baseline *= tall;
    metrics->underline_top *= tall;
    metrics->underline_thickness *= tall;
    metrics->strikeout_top *= tall;
    metrics->strikeout_thickness *= tall;
    metrics->cursor_thickness *= tall;
    metrics->em_px *= tall;
}

/* The parts; each returns false for a code point of its range that it does not draw. */
bool sprite_box(struct sprite_canvas *canvas, uint32_t code_point);
bool sprite_block(struct sprite_canvas *canvas, uint32_t code_point);
bool sprite_braille(struct sprite_canvas *canvas, uint32_t code_point);
bool sprite_legacy(struct sprite_canvas *canvas, uint32_t code_point);
bool sprite_powerline(struct sprite_canvas *canvas, uint32_t code_point);
bool sprite_scan_line(struct sprite_canvas *canvas, uint32_t code_point);

/* Sets the pixels with x0 <= x < x1 and y0 <= y < y1 to a value; parts outside the canvas are cut off. */
void sprite_fill(struct sprite_canvas *canvas, int x0, int y0, int x1, int y1, uint8_t value);

/* Whether a point, in pixels from the top left corner, lies in a shape. */
typedef bool sprite_inside(double x, double y, const void *shape);

/* Adds a shape, antialiased with 8 x 8 samples a pixel. */
void sprite_shape(struct sprite_canvas *canvas, sprite_inside *inside, const void *shape);

/* A round-ended stroke along the line from a to b. */
struct sprite_segment {
    double ax, ay, bx, by, thickness;
};

/* sprite_inside over a struct sprite_segment. */
bool sprite_in_segment(double x, double y, const void *segment);

/* Where a centred line of some thickness begins. */
static inline int sprite_centred(uint32_t size, uint32_t thickness) {
    return size > thickness ? (int)((size - thickness) / 2) : 0;
}

#endif
