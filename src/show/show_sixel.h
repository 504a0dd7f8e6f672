/* show_sixel.h - pixels as sixel, which a VT340 had and xterm, foot, mlterm, WezTerm and others have.
 *
 * Colours are registers of per cents of red, green and blue. Where a picture has more colours than there are registers,
 * what is lost at a pixel is spread over its neighbours (Floyd and Steinberg, from left to right and back). Pixels with
 * alpha below 128 are not painted. Each band of six rows is written colour by colour, from the first column that the
 * colour has to its last, runs of four and more as counts. */
#ifndef SHOW_SIXEL_H
#define SHOW_SIXEL_H

#include <stdbool.h>
#include <stdint.h>

#include "show_output.h"

/* `colors`: 2 to 256. False: no memory. */
bool show_sixel_encode(struct show_output *output, const uint8_t *rgba, uint32_t width, uint32_t height,
                       uint32_t colors);

#endif
