/* kitty_blend.h - pixels laid over pixels, as frames of animations are made. RGBA, straight alpha. */
#ifndef QR_KITTY_BLEND_H
#define QR_KITTY_BLEND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A rectangle of an image: its first pixel, and bytes from row to row. */
struct qr_pixels {
    uint8_t *rgba;
    size_t stride;
};

/* Lays width x height pixels of `over` onto `under`: replaced where `overwrite` says so, else blended by alpha. */
void qr_pixels_lay(struct qr_pixels under, struct qr_pixels over, uint32_t width, uint32_t height, bool overwrite);

/* All of one colour: RGBA with red in the highest byte. */
void qr_pixels_fill(struct qr_pixels pixels, uint32_t width, uint32_t height, uint32_t color);

#endif
