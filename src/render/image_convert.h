/* image_convert.h - lines of straight RGBA bytes become premultiplied 0xAARRGGBB, and such pixels are laid over others.
 *
 * In vectors of four pixels of GNU C, which compilers make of what the processor has; multiplication with alpha is that
 * of two channels in one word. x * a / 255 is rounded right: (t + (t >> 8)) >> 8 with t = x * a + 128. */
#ifndef IMAGE_CONVERT_H
#define IMAGE_CONVERT_H

#include <stddef.h>
#include <stdint.h>

/* The pixels need not be aligned. Returns the pixels' alphas, all of them combined by `and`: 255 where all are opaque.
 */
uint32_t image_convert_line(uint32_t *to, const uint8_t *rgba, size_t count);

/* to = from + to * (255 - alpha of from) / 255, in each channel. */
void image_lay_line(uint32_t *to, const uint32_t *from, size_t count);

/* Multiplies an opaque 0xRRGGBB with an alpha of 0 to 255. */
static inline uint32_t image_premultiply(uint32_t rgb, uint32_t alpha) {
    uint32_t pixel = alpha << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t product = (rgb >> shift & 0xFF) * alpha + 128;
        pixel |= (product + (product >> 8)) >> 8 << shift;
    }
    return pixel;
}

#endif
