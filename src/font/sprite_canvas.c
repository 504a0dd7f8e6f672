#include "sprite.h"

#define SAMPLES 8

void sprite_fill(struct sprite_canvas *canvas, int x0, int y0, int x1, int y1, uint8_t value) {
    x0 = x0 < 0 ? 0 : x0;
    y0 = y0 < 0 ? 0 : y0;
    x1 = x1 > (int)canvas->width ? (int)canvas->width : x1;
    y1 = y1 > (int)canvas->height ? (int)canvas->height : y1;
    for (int y = y0; y < y1; y++) {
        for (int x = x0; x < x1; x++)
            canvas->pixels[(size_t)y * canvas->width + (size_t)x] = value;
    }
}

static unsigned count_samples(uint32_t x, uint32_t y, sprite_inside *inside, const void *shape) {
    unsigned hits = 0;
    for (int j = 0; j < SAMPLES; j++) {
        for (int i = 0; i < SAMPLES; i++)
            hits += inside(x + (i + 0.5) / SAMPLES, y + (j + 0.5) / SAMPLES, shape);
    }
    return hits;
}

void sprite_shape(struct sprite_canvas *canvas, sprite_inside *inside, const void *shape) {
    for (uint32_t y = 0; y < canvas->height; y++) {
        for (uint32_t x = 0; x < canvas->width; x++) {
            uint8_t *pixel = &canvas->pixels[(size_t)y * canvas->width + x];
            unsigned value = count_samples(x, y, inside, shape) * 255 / (SAMPLES * SAMPLES);
            if (value > *pixel)
                *pixel = (uint8_t)value;
        }
    }
}
