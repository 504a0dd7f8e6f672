#include "show_sixel.h"

#include <stdlib.h>
#include <string.h>

#include "show_palette.h"
#include "sixel_dither.h"

enum { BAND = 6 };

/* Six rows: for each colour the sixels of the columns, and which columns it has. */
struct band {
    uint8_t *sixels;                                         /* palette->count rows of `width` */
    uint32_t first[SHOW_PALETTE_MAX], end[SHOW_PALETTE_MAX]; /* end 0: none */
    uint32_t width;
};

static void add_pixel(struct band *band, uint32_t color, uint32_t x, unsigned row) {
    uint8_t *sixels = band->sixels + (size_t)color * band->width;
    if (band->end[color] == 0) {
        memset(sixels, 0, band->width);
        band->first[color] = x;
    }
    band->first[color] = x < band->first[color] ? x : band->first[color];
    band->end[color] = x + 1 > band->end[color] ? x + 1 : band->end[color];
    sixels[x] |= (uint8_t)(1u << row);
}

static void fill_band(struct band *band, const uint16_t *indexes, uint32_t rows) {
    memset(band->end, 0, sizeof band->end);
    for (unsigned row = 0; row < rows; row++) {
        for (uint32_t x = 0; x < band->width; x++, indexes++) {
            if (*indexes != SIXEL_TRANSPARENT) {
                add_pixel(band, *indexes, x, row);
            }
        }
    }
}

static void write_run(struct show_output *output, uint8_t sixel, uint32_t count) {
    char text[3] = {(char)('?' + sixel), (char)('?' + sixel), (char)('?' + sixel)};
    if (count > 3) {
        show_output_format(output, "!%u%c", (unsigned)count, text[0]);
    } else {
        show_output_add(output, text, count);
    }
}

static void write_color(struct show_output *output, const struct band *band, uint32_t color) {
    const uint8_t *sixels = band->sixels + (size_t)color * band->width;
    show_output_format(output, "#%u", (unsigned)color);
    if (band->first[color] > 0) {
        write_run(output, 0, band->first[color]);
    }
    for (uint32_t x = band->first[color], begin; x < band->end[color];) {
        for (begin = x; x < band->end[color] && sixels[x] == sixels[begin]; x++) {
        }
        write_run(output, sixels[begin], x - begin);
    }
}

static void write_band(struct show_output *output, const struct band *band, uint32_t colors) {
    bool first = true;
    for (uint32_t color = 0; color < colors; color++) {
        if (band->end[color] > 0) {
            show_output_text(output, first ? "" : "$");
            write_color(output, band, color);
            first = false;
        }
    }
    show_output_text(output, "-");
}

static unsigned per_cent(uint8_t value) {
    return (value * 100u + 127) / 255;
}

/* The colours as a terminal will show them: errors are to be spread from there. */
static void round_colors(struct show_palette *palette) {
    for (uint32_t i = 0; i < palette->count && !palette->exact; i++) {
        for (int channel = 0; channel < 3; channel++) {
            palette->rgb[i][channel] = (uint8_t)((per_cent(palette->rgb[i][channel]) * 255 + 50) / 100);
        }
    }
}

static void write_head(struct show_output *output, const struct show_palette *palette, uint32_t width,
                       uint32_t height) {
    show_output_format(output, "\033P0;1;0q\"1;1;%u;%u", (unsigned)width, (unsigned)height);
    for (uint32_t i = 0; i < palette->count; i++) {
        const uint8_t *rgb = palette->rgb[i];
        show_output_format(output, "#%u;2;%u;%u;%u", (unsigned)i, per_cent(rgb[0]), per_cent(rgb[1]), per_cent(rgb[2]));
    }
}

static bool encode(struct show_output *output, struct show_palette *palette, const uint8_t *rgba, uint32_t width,
                   uint32_t height) {
    uint16_t *indexes = malloc((size_t)width * height * sizeof *indexes);
    struct band *band = malloc(sizeof *band);
    uint8_t *sixels = malloc((size_t)width * SHOW_PALETTE_MAX);
    round_colors(palette);
    bool ready =
        indexes != NULL && band != NULL && sixels != NULL && sixel_dither(palette, rgba, width, height, indexes);
    if (ready) {
        band->sixels = sixels;
        band->width = width;
        write_head(output, palette, width, height);
        for (uint32_t y = 0; y < height; y += BAND) {
            fill_band(band, indexes + (size_t)y * width, height - y < BAND ? height - y : BAND);
            write_band(output, band, palette->count);
        }
        show_output_text(output, "\033\\");
    }
    free(sixels);
    free(band);
    free(indexes);
    return ready;
}

bool show_sixel_encode(struct show_output *output, const uint8_t *rgba, uint32_t width, uint32_t height,
                       uint32_t colors) {
    struct show_palette *palette = show_palette_create(rgba, (size_t)width * height, colors);
    bool encoded = palette != NULL && encode(output, palette, rgba, width, height);
    free(palette);
    return encoded && !output->failed;
}
