#include "image_convert.h"

#include <string.h>

#define LANES 4u
#define EVEN 0x00FF00FFu /* blue and red of a pixel; green and alpha of one that was shifted */

typedef uint32_t pixels_of_four __attribute__((vector_size(16)));
typedef uint16_t channels_of_four __attribute__((vector_size(16))); /* two of each pixel */

static pixels_of_four load(const void *from) {
    pixels_of_four pixels;
    memcpy(&pixels, from, sizeof pixels);
    return pixels;
}

static void store(uint32_t *to, pixels_of_four pixels) {
    memcpy(to, &pixels, sizeof pixels);
}

/* Two channels of each pixel, in 16 bits each, times so much of 255. */
static pixels_of_four scaled(pixels_of_four channels, pixels_of_four factor) {
    channels_of_four product = (channels_of_four)channels * (channels_of_four)(factor | factor << 16) + 128;
    return (pixels_of_four)((product + (product >> 8)) >> 8);
}

/* RGBA bytes, read as words, become 0xAARRGGBB. */
static pixels_of_four arranged(pixels_of_four bytes) {
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return bytes >> 8 | bytes << 24;
#else
    return (bytes & 0xFF00FF00u) | (bytes >> 16 & 0xFF) | (bytes & 0xFF) << 16;
#endif
}

static pixels_of_four multiplied(pixels_of_four pixels) {
    pixels_of_four alpha = pixels >> 24;
    return alpha << 24 | scaled(pixels >> 8 & 0xFF, alpha) << 8 | scaled(pixels & EVEN, alpha);
}

static pixels_of_four laid(pixels_of_four from, pixels_of_four below) {
    pixels_of_four rest = 255u - (from >> 24);
    return from + (scaled(below & EVEN, rest) | scaled(below >> 8 & EVEN, rest) << 8);
}

static uint32_t all_of(pixels_of_four pixels) {
    return pixels[0] & pixels[1] & pixels[2] & pixels[3];
}

/* Those at the end of a line, with nothing beside them. */
static pixels_of_four load_some(const void *from, size_t count) {
    pixels_of_four pixels = {0};
    memcpy(&pixels, from, count * sizeof(uint32_t));
    return pixels;
}

static void store_some(uint32_t *to, pixels_of_four pixels, size_t count) {
    memcpy(to, &pixels, count * sizeof *to);
}

/* As if it were opaque. Returns the alphas, as image_convert_line does. */
static uint32_t convert_opaque(uint32_t *to, const uint8_t *rgba, size_t count) {
    pixels_of_four all = {UINT32_MAX, UINT32_MAX, UINT32_MAX, UINT32_MAX};
    size_t at = 0;
    for (; at + LANES <= count; at += LANES) {
        pixels_of_four pixels = arranged(load(rgba + at * 4));
        all &= pixels;
        store(to + at, pixels);
    }
    uint32_t alphas = all_of(all) >> 24;
    store_some(to + at, arranged(load_some(rgba + at * 4, count - at)), count - at);
    for (; at < count; at++)
        alphas &= to[at] >> 24;
    return alphas;
}

static void convert(uint32_t *to, const uint8_t *rgba, size_t count) {
    size_t at = 0;
    for (; at + LANES <= count; at += LANES)
        store(to + at, multiplied(arranged(load(rgba + at * 4))));
    store_some(to + at, multiplied(arranged(load_some(rgba + at * 4, count - at))), count - at);
}

uint32_t image_convert_line(uint32_t *to, const uint8_t *rgba, size_t count) {
    uint32_t alphas = convert_opaque(to, rgba, count);
    if (alphas != 255)
        convert(to, rgba, count);
    return alphas;
}

void image_lay_line(uint32_t *to, const uint32_t *from, size_t count) {
    size_t at = 0;
    for (; at + LANES <= count; at += LANES)
        store(to + at, laid(load(from + at), load(to + at)));
    store_some(to + at, laid(load_some(from + at, count - at), load_some(to + at, count - at)), count - at);
}
