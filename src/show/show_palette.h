/* show_palette.h - few colours that stand for many.
 *
 * A picture with no more colours than there may be keeps each of them. Otherwise its colours are counted by their upper
 * five bits a channel, and the box of all of them is halved again and again, the one first that the mean of its colours
 * fits worst, across the channel in which they differ most, at the mean; then each mean moves twice to the middle of
 * the colours that are nearest to it (Lloyd). Pixels with alpha below 128 are not counted. */
#ifndef SHOW_PALETTE_H
#define SHOW_PALETTE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SHOW_PALETTE_MAX 256

struct show_palette {
    uint32_t count;
    bool exact; /* it has each colour of the picture */
    uint8_t rgb[SHOW_PALETTE_MAX][3];
    int16_t nearest[32768]; /* to the colour in the middle of a box of 8 x 8 x 8; -1: not looked for yet */
};

/* `most`: 2 to SHOW_PALETTE_MAX. NULL: no memory. The caller frees it. */
struct show_palette *show_palette_create(const uint8_t *rgba, size_t pixels, uint32_t most);

/* The number of the colour that is nearest; in a palette that is exact, of the colour itself. */
uint32_t show_palette_find(struct show_palette *palette, uint8_t red, uint8_t green, uint8_t blue);

#endif
