#include "show_palette.h"

#include <stdlib.h>
#include <string.h>

enum { BINS = 32768, ROUNDS = 2, OPAQUE = 128 };

/* Colours that are counted together. */
struct bin {
    uint32_t count, sums[3];
};

struct color {
    uint32_t count;
    float rgb[3]; /* their mean */
};

struct box {
    uint32_t begin, end; /* of the array of colours */
    float mean[3];
    double error; /* the sum of squared distances from the mean */
    int axis;     /* where they differ most */
};

static uint32_t bin_of(const uint8_t *rgb) {
    return (uint32_t)(rgb[0] >> 3) << 10 | (uint32_t)(rgb[1] >> 3) << 5 | (uint32_t)(rgb[2] >> 3);
}

static uint32_t distance_of(const uint8_t *color, int red, int green, int blue) {
    int r = color[0] - red, g = color[1] - green, b = color[2] - blue;
    return (uint32_t)(r * r + g * g + b * b);
}

static uint32_t find_nearest(const struct show_palette *palette, int red, int green, int blue) {
    uint32_t best = 0, least = UINT32_MAX;
    for (uint32_t i = 0; i < palette->count && least > 0; i++) {
        uint32_t distance = distance_of(palette->rgb[i], red, green, blue);
        if (distance < least) {
            least = distance;
            best = i;
        }
    }
    return best;
}

/* Whether the palette has this colour itself, in the box of which `nearest` names one, or none yet. */
static bool has_color(const struct show_palette *palette, const uint8_t *rgb) {
    int16_t guess = palette->nearest[bin_of(rgb)];
    if (guess < 0) {
        return false;
    }
    return memcmp(palette->rgb[guess], rgb, 3) == 0 ||
           distance_of(palette->rgb[find_nearest(palette, rgb[0], rgb[1], rgb[2])], rgb[0], rgb[1], rgb[2]) == 0;
}

/* Each colour as it is; false: they are more than `most`. */
static bool take_each(struct show_palette *palette, const uint8_t *rgba, size_t pixels, uint32_t most) {
    const uint8_t *last = NULL;
    palette->count = 0;
    for (size_t i = 0; i < pixels; i++, rgba += 4) {
        if (rgba[3] < OPAQUE || (last != NULL && memcmp(last, rgba, 3) == 0) || has_color(palette, rgba)) {
            continue;
        }
        if (palette->count == most) {
            return false;
        }
        palette->nearest[bin_of(rgba)] = (int16_t)palette->count;
        memcpy(palette->rgb[palette->count++], rgba, 3);
        last = rgba;
    }
    return true;
}

static struct bin *count_bins(const uint8_t *rgba, size_t pixels) {
    struct bin *bins = calloc(BINS, sizeof *bins);
    size_t step = pixels / 4000000 + 1; /* so that no sum exceeds 32 bits, and few are enough */
    for (size_t i = 0; bins != NULL && i < pixels; i += step) {
        const uint8_t *pixel = rgba + i * 4;
        if (pixel[3] >= OPAQUE) {
            struct bin *bin = &bins[bin_of(pixel)];
            bin->count++;
            for (int channel = 0; channel < 3; channel++) {
                bin->sums[channel] += pixel[channel];
            }
        }
    }
    return bins;
}

static uint32_t list_colors(const struct bin *bins, struct color *colors) {
    uint32_t count = 0;
    for (uint32_t i = 0; i < BINS; i++) {
        if (bins[i].count > 0) {
            struct color *color = &colors[count++];
            color->count = bins[i].count;
            for (int channel = 0; channel < 3; channel++) {
                color->rgb[channel] = (float)bins[i].sums[channel] / (float)bins[i].count;
            }
        }
    }
    return count;
}

/* Mean, error and axis of a box. */
static void measure(struct box *box, const struct color *colors) {
    double sums[3] = {0, 0, 0}, squares[3] = {0, 0, 0}, count = 0, worst = -1;
    for (uint32_t i = box->begin; i < box->end; i++) {
        count += colors[i].count;
        for (int channel = 0; channel < 3; channel++) {
            double value = colors[i].rgb[channel];
            sums[channel] += value * colors[i].count;
            squares[channel] += value * value * colors[i].count;
        }
    }
    box->error = 0;
    for (int channel = 0; channel < 3; channel++) {
        double mean = sums[channel] / count, error = squares[channel] - mean * sums[channel];
        box->mean[channel] = (float)mean;
        box->error += error;
        if (error > worst) {
            worst = error;
            box->axis = channel;
        }
    }
}

/* Colours below the mean to the front. Returns where the others begin. */
static uint32_t part(const struct box *box, struct color *colors) {
    uint32_t middle = box->begin;
    for (uint32_t i = box->begin; i < box->end; i++) {
        if (colors[i].rgb[box->axis] < box->mean[box->axis]) {
            struct color moved = colors[i];
            colors[i] = colors[middle];
            colors[middle++] = moved;
        }
    }
    return middle;
}

static uint32_t worst_box(const struct box *boxes, uint32_t count) {
    uint32_t worst = 0;
    for (uint32_t i = 1; i < count; i++) {
        worst = boxes[i].error > boxes[worst].error ? i : worst;
    }
    return worst;
}

/* Returns the number of boxes; their means become the palette. */
static uint32_t cut(struct box *boxes, uint32_t most, struct color *colors, uint32_t color_count) {
    uint32_t count = 1;
    boxes[0] = (struct box){0, color_count, {0, 0, 0}, 0, 0};
    measure(&boxes[0], colors);
    while (count < most) {
        struct box *box = &boxes[worst_box(boxes, count)];
        uint32_t middle = part(box, colors);
        if (middle == box->begin || middle == box->end) {
            box->error = 0; /* one colour, or no mean between them: as good as it gets */
            if (boxes[worst_box(boxes, count)].error <= 0) {
                break;
            }
            continue;
        }
        boxes[count] = (struct box){middle, box->end, {0, 0, 0}, 0, 0};
        box->end = middle;
        measure(box, colors);
        measure(&boxes[count++], colors);
    }
    return count;
}

static uint8_t round_channel(double value) {
    return value >= 255 ? 255 : (uint8_t)(value + 0.5);
}

/* Each mean to the middle of the colours that are nearest to it. */
static void settle(struct show_palette *palette, const struct color *colors, uint32_t color_count) {
    double sums[SHOW_PALETTE_MAX][4] = {{0}};
    for (uint32_t i = 0; i < color_count; i++) {
        const float *rgb = colors[i].rgb;
        uint32_t index = find_nearest(palette, (int)rgb[0], (int)rgb[1], (int)rgb[2]);
        for (int channel = 0; channel < 3; channel++) {
            sums[index][channel] += (double)rgb[channel] * colors[i].count;
        }
        sums[index][3] += colors[i].count;
    }
    for (uint32_t i = 0; i < palette->count; i++) {
        for (int channel = 0; channel < 3 && sums[i][3] > 0; channel++) {
            palette->rgb[i][channel] = round_channel(sums[i][channel] / sums[i][3]);
        }
    }
}

static bool choose(struct show_palette *palette, const uint8_t *rgba, size_t pixels, uint32_t most) {
    struct bin *bins = count_bins(rgba, pixels);
    struct color *colors = bins != NULL ? malloc(BINS * sizeof *colors) : NULL;
    struct box boxes[SHOW_PALETTE_MAX];
    if (colors != NULL) {
        uint32_t color_count = list_colors(bins, colors);
        palette->count = color_count > 0 ? cut(boxes, most, colors, color_count) : 0;
        for (uint32_t i = 0; i < palette->count; i++) {
            for (int channel = 0; channel < 3; channel++) {
                palette->rgb[i][channel] = round_channel(boxes[i].mean[channel]);
            }
        }
        for (int round = 0; round < ROUNDS; round++) {
            settle(palette, colors, color_count);
        }
    }
    free(colors);
    free(bins);
    return colors != NULL;
}

struct show_palette *show_palette_create(const uint8_t *rgba, size_t pixels, uint32_t most) {
    struct show_palette *palette = malloc(sizeof *palette);
    if (palette == NULL) {
        return NULL;
    }
    memset(palette->nearest, 0xFF, sizeof palette->nearest);
    palette->exact = take_each(palette, rgba, pixels, most);
    if (!palette->exact && !choose(palette, rgba, pixels, most)) {
        free(palette);
        return NULL;
    }
    memset(palette->nearest, 0xFF, sizeof palette->nearest);
    return palette;
}

uint32_t show_palette_find(struct show_palette *palette, uint8_t red, uint8_t green, uint8_t blue) {
    const uint8_t rgb[3] = {red, green, blue};
    int16_t *known = &palette->nearest[bin_of(rgb)];
    if (palette->exact) {
        if (*known < 0 || memcmp(palette->rgb[*known], rgb, 3) != 0) {
            *known = (int16_t)find_nearest(palette, red, green, blue);
        }
    } else if (*known < 0) {
        *known = (int16_t)find_nearest(palette, (red & 0xF8) + 4, (green & 0xF8) + 4, (blue & 0xF8) + 4);
    }
    return (uint32_t)*known;
}
