/* sixel_dither.h - for each pixel the number of a colour of a palette.
 *
 * What the palette cannot show is spread over the neighbours, unless it has every colour. */
#ifndef SIXEL_DITHER_H
#define SIXEL_DITHER_H

#include <stdbool.h>
#include <stdint.h>

#include "show_palette.h"

/* A pixel that is not painted. */
#define SIXEL_TRANSPARENT 0xFFFF

/* `indexes` has a place for each pixel. False: no memory. */
bool sixel_dither(struct show_palette *palette, const uint8_t *rgba, uint32_t width, uint32_t height,
                  uint16_t *indexes);

#endif
