/* decode_turn.h - turns and mirrors pixels in place, as the Exif tag Orientation says. */
#ifndef DECODE_TURN_H
#define DECODE_TURN_H

#include <stdbool.h>
#include <stdint.h>

/* `orientation` is 1 (nothing is done) to 8: from 5 on, width and height are swapped. False: no memory for a copy, and
 * nothing was changed. O(pixels). */
bool decode_turn(uint8_t *pixels, uint32_t *width, uint32_t *height, unsigned orientation);

#endif
