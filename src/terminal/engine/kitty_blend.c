#include "kitty_blend.h"

#include <string.h>

/* A part of 255 of a colour, rounded. */
static uint32_t weigh(uint32_t value, uint32_t part) {
    return (value * part + 127) / 255;
}

/* Straight alpha: colours count as much as they cover, and what both cover together divides them again. */
static void blend(uint8_t *under, const uint8_t *over) {
    uint32_t alpha = over[3], rest = weigh(under[3], 255 - alpha), all = alpha + rest;
    if (alpha == 0)
        return;
    for (int i = 0; i < 3; i++)
        under[i] = (uint8_t)((over[i] * alpha + under[i] * rest + all / 2) / all);
    under[3] = (uint8_t)all;
}

static void blend_row(uint8_t *under, const uint8_t *over, uint32_t width) {
    for (uint32_t x = 0; x < width; x++, under += 4, over += 4) {
        if (over[3] == 255)
            memcpy(under, over, 4);
        else
            blend(under, over);
    }
}

void qr_pixels_lay(struct qr_pixels under, struct qr_pixels over, uint32_t width, uint32_t height, bool overwrite) {
    for (uint32_t y = 0; y < height; y++, under.rgba += under.stride, over.rgba += over.stride) {
        if (overwrite)
            memcpy(under.rgba, over.rgba, (size_t)width * 4);
        else
            blend_row(under.rgba, over.rgba, width);
    }
}

void qr_pixels_fill(struct qr_pixels pixels, uint32_t width, uint32_t height, uint32_t color) {
    const uint8_t pixel[4] = {(uint8_t)(color >> 24), (uint8_t)(color >> 16 & 0xFF), (uint8_t)(color >> 8 & 0xFF),
                              (uint8_t)(color & 0xFF)};
    for (uint32_t y = 0; y < height; y++, pixels.rgba += pixels.stride) {
        for (uint32_t x = 0; x < width; x++)
            memcpy(pixels.rgba + (size_t)x * 4, pixel, 4);
    }
}
