#include "sixel_dither.h"

#include <stdlib.h>
#include <string.h>

enum { OPAQUE = 128 };

static uint8_t clamp(int value) {
    return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

/* Two rows of errors in sixteenths, with a pixel more at both ends. */
struct errors {
    int16_t *here, *below;
};

/* Chooses for one pixel and hands on its error; `ahead` is the way that the row goes. */
static uint16_t choose(struct show_palette *palette, const uint8_t *rgba, struct errors *errors, size_t x,
                       ptrdiff_t ahead) {
    int16_t *here = errors->here + (x + 1) * 3, *below = errors->below + (x + 1) * 3;
    uint8_t wanted[3];
    for (int channel = 0; channel < 3; channel++) {
        wanted[channel] = clamp(rgba[channel] + here[channel] / 16);
    }
    uint32_t index = show_palette_find(palette, wanted[0], wanted[1], wanted[2]);
    for (int channel = 0; channel < 3; channel++) {
        int error = wanted[channel] - palette->rgb[index][channel];
        here[ahead * 3 + channel] = (int16_t)(here[ahead * 3 + channel] + error * 7);
        below[-ahead * 3 + channel] = (int16_t)(below[-ahead * 3 + channel] + error * 3);
        below[channel] = (int16_t)(below[channel] + error * 5);
        below[ahead * 3 + channel] = (int16_t)(below[ahead * 3 + channel] + error);
    }
    return (uint16_t)index;
}

static void dither_row(struct show_palette *palette, const uint8_t *row, uint32_t width, bool backwards,
                       struct errors *errors, uint16_t *indexes) {
    for (uint32_t i = 0; i < width; i++) {
        uint32_t x = backwards ? width - 1 - i : i;
        const uint8_t *rgba = row + (size_t)x * 4;
        indexes[x] = rgba[3] < OPAQUE ? SIXEL_TRANSPARENT : choose(palette, rgba, errors, x, backwards ? -1 : 1);
    }
}

static void find_each(struct show_palette *palette, const uint8_t *rgba, size_t pixels, uint16_t *indexes) {
    for (size_t i = 0; i < pixels; i++, rgba += 4) {
        indexes[i] =
            rgba[3] < OPAQUE ? SIXEL_TRANSPARENT : (uint16_t)show_palette_find(palette, rgba[0], rgba[1], rgba[2]);
    }
}

bool sixel_dither(struct show_palette *palette, const uint8_t *rgba, uint32_t width, uint32_t height,
                  uint16_t *indexes) {
    if (palette->exact) {
        find_each(palette, rgba, (size_t)width * height, indexes);
        return true;
    }
    size_t row_bytes = ((size_t)width + 2) * 3 * sizeof(int16_t);
    struct errors errors = {calloc(1, row_bytes), calloc(1, row_bytes)};
    bool ready = errors.here != NULL && errors.below != NULL;
    for (uint32_t y = 0; ready && y < height; y++) {
        dither_row(palette, rgba + (size_t)y * width * 4, width, y % 2 != 0, &errors, indexes + (size_t)y * width);
        int16_t *done = errors.here;
        errors.here = errors.below;
        errors.below = done;
        memset(done, 0, row_bytes);
    }
    free(errors.here);
    free(errors.below);
    return ready;
}
