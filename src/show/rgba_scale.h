/* rgba_scale.h - pixels in another size.
 *
 * Each axis for itself: made smaller, a pixel is the mean of the area that it covers; made larger, a cubic curve
 * (Catmull-Rom) through four. Alpha weighs the colours, so what is behind transparent pixels does not shine through.
 * Cost: one row of floats, and each pixel of the source once for each row that needs it. */
#ifndef RGBA_SCALE_H
#define RGBA_SCALE_H

#include <stdbool.h>
#include <stdint.h>

struct rgba_size {
    uint32_t width, height;
};

/* `target` has room for its size; sizes are at least 1. False: no memory, and nothing of use in `target`. */
bool rgba_scale(const uint8_t *source, struct rgba_size from, uint8_t *target, struct rgba_size to);

#endif
