#include "show_blocks.h"

#include <stdlib.h>
#include <string.h>

enum { OPAQUE = 128, CUBE = 16, GREYS = 232 };

/* A colour, or none: the terminal's background. */
struct paint {
    bool is_set;
    uint8_t rgb[3];
};

static const uint8_t levels[6] = {0, 95, 135, 175, 215, 255};

static unsigned nearest_level(int value) {
    unsigned best = 0;
    for (unsigned i = 1; i < 6; i++) {
        best = abs(levels[i] - value) < abs(levels[best] - value) ? i : best;
    }
    return best;
}

static int square_distance(const uint8_t *rgb, int red, int green, int blue) {
    int r = rgb[0] - red, g = rgb[1] - green, b = rgb[2] - blue;
    return r * r + g * g + b * b;
}

uint8_t show_blocks_nearest(const uint8_t *rgb) {
    unsigned red = nearest_level(rgb[0]), green = nearest_level(rgb[1]), blue = nearest_level(rgb[2]);
    int mean = (rgb[0] + rgb[1] + rgb[2]) / 3;
    int grey = mean < 8 ? 0 : mean > 238 ? 23 : (mean - 3) / 10;
    int level = 8 + 10 * grey;
    bool is_grey =
        square_distance(rgb, level, level, level) < square_distance(rgb, levels[red], levels[green], levels[blue]);
    return (uint8_t)(is_grey ? (unsigned)(GREYS + grey) : CUBE + red * 36 + green * 6 + blue);
}

static struct paint paint_at(const uint8_t *rgba, uint32_t width, uint32_t height, uint32_t x, uint32_t y) {
    struct paint paint = {false, {0, 0, 0}};
    const uint8_t *pixel = rgba + ((size_t)y * width + x) * 4;
    if (y < height && pixel[3] >= OPAQUE) {
        paint.is_set = true;
        memcpy(paint.rgb, pixel, 3);
    }
    return paint;
}

static bool is_same(const struct paint *a, const struct paint *b) {
    return a->is_set == b->is_set && memcmp(a->rgb, b->rgb, 3) == 0;
}

/* `which`: 38 the text's colour, 48 the background. */
static void set_color(struct show_output *output, unsigned which, const struct paint *paint, struct paint *now,
                      bool full_color) {
    if (is_same(paint, now)) {
        return;
    }
    const uint8_t *rgb = paint->rgb;
    if (!paint->is_set) {
        show_output_format(output, "\033[%um", which + 1);
    } else if (full_color) {
        show_output_format(output, "\033[%u;2;%u;%u;%um", which, rgb[0], rgb[1], rgb[2]);
    } else {
        show_output_format(output, "\033[%u;5;%um", which, show_blocks_nearest(rgb));
    }
    *now = *paint;
}

void show_blocks_row(struct show_output *output, const uint8_t *rgba, uint32_t width, uint32_t height, uint32_t row,
                     bool full_color) {
    struct paint text = {false, {0, 0, 0}}, ground = {false, {0, 0, 0}};
    for (uint32_t x = 0; x < width; x++) {
        struct paint upper = paint_at(rgba, width, height, x, row * 2),
                     lower = paint_at(rgba, width, height, x, row * 2 + 1);
        if (is_same(&upper, &lower)) {
            set_color(output, 48, &upper, &ground, full_color);
            show_output_text(output, " ");
        } else if (upper.is_set) {
            set_color(output, 48, &lower, &ground, full_color);
            set_color(output, 38, &upper, &text, full_color);
            show_output_text(output, "\u2580");
        } else {
            set_color(output, 48, &upper, &ground, full_color);
            set_color(output, 38, &lower, &text, full_color);
            show_output_text(output, "\u2584");
        }
    }
    show_output_text(output, "\033[0m");
}
