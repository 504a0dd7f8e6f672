/* cell_color.h - colours that are derived from those of a cell: what follows it, and what can be read on it. Pure. */
#ifndef CELL_COLOR_H
#define CELL_COLOR_H

#include <stdbool.h>
#include <stdint.h>

/* A colour of the settings is 0xRRGGBB or one of these. */
#define CELL_COLOR_NONE 0xFFFFFFFFu       /* nobody chose one */
#define CELL_COLOR_FOREGROUND 0xFFFFFFFEu /* that of the cell's text */
#define CELL_COLOR_BACKGROUND 0xFFFFFFFDu /* that behind it */

/* The colour that is meant in a cell of these colours; `none` where nobody chose one. */
uint32_t cell_color_of(uint32_t chosen, uint32_t foreground, uint32_t background, uint32_t none);

/* How well one can be read on the other, 1 to 21, as WCAG 2 defines it. Cost: six powers, 0.1 us. */
float cell_color_contrast(uint32_t a, uint32_t b);

/* The colour that is nearest to the foreground and has this contrast on the background: mixed with white or with black,
 * on the side where it is already if that will do. White or black where nothing has it. Cost: ten contrasts at most. */
uint32_t cell_color_readable(uint32_t foreground, uint32_t background, float contrast);

/* Foregrounds that were made readable, by their pairs: a row has few. */
#define CELL_COLOR_MEMORY 16u
struct cell_color_memory {
    float contrast;
    struct {
        uint32_t foreground, background, readable;
    } pairs[CELL_COLOR_MEMORY]; /* zero: of black on black, which is right */
};

/* Another contrast: what is remembered is forgotten. */
void cell_color_memory_set(struct cell_color_memory *memory, float contrast);
/* cell_color_readable with the contrast of the memory, for two colours that differ. */
uint32_t cell_color_remembered(struct cell_color_memory *memory, uint32_t foreground, uint32_t background);

/* share of 256 parts of `a`, the rest of `b`. */
uint32_t cell_color_mix(uint32_t a, uint32_t b, uint32_t share);

/* Is it a shape that meets others, of its own cell's colours or of others', and would no longer fit in another colour:
 * lines, blocks, braille, powerline? */
bool cell_color_is_shape(uint32_t code_point);

#endif
