/* show_blocks.h - pixels as text: each cell shows two, one above the other, by half a block in two colours.
 *
 * Every terminal with colours shows that. 24 bits, or the nearest of xterm's 256: its cube of 6 x 6 x 6 and 24 greys,
 * the 16 below being whatever the user likes. A pixel with alpha below 128 is the terminal's own background. */
#ifndef SHOW_BLOCKS_H
#define SHOW_BLOCKS_H

#include <stdbool.h>
#include <stdint.h>

#include "show_output.h"

/* Writes the row of cells for rows 2 * row and 2 * row + 1 of the pixels, without an end of line. */
void show_blocks_row(struct show_output *output, const uint8_t *rgba, uint32_t width, uint32_t height, uint32_t row,
                     bool full_color);

/* The nearest of the colours 16 to 255. */
uint8_t show_blocks_nearest(const uint8_t *rgb);

#endif
