#include "image_scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "image_convert.h"

#define CUBIC_TAPS 4u

/* The channels of a pixel: red, green, blue, alpha, 0 to 255. */
typedef float channels __attribute__((vector_size(16)));
typedef int32_t channel_words __attribute__((vector_size(16)));
typedef uint16_t channel_halves __attribute__((vector_size(16))); /* of two pixels */
typedef uint8_t channel_bytes __attribute__((vector_size(16)));   /* of four */

/* Of one pixel of the result along an axis: pixels of the source from `first` on, and how much each counts. */
struct taps {
    uint32_t first, count;
    float *weights;
};

/* An axis: so many pixels become so many. */
struct axis {
    uint32_t from, to;
};

/* Pixels of the source that one of the result can be made of. */
static uint32_t taps_max(struct axis axis) {
    return axis.from > axis.to ? (axis.from + axis.to - 1) / axis.to + 1 : CUBIC_TAPS;
}

/* The mean of what the pixel covers, of which it may have a part only at both ends. */
static void set_area(struct axis axis, uint32_t at, struct taps *taps) {
    uint64_t begin = (uint64_t)at * axis.from, end = begin + axis.from; /* in units of 1 / axis.to */
    taps->first = (uint32_t)(begin / axis.to);
    taps->count = (uint32_t)((end + axis.to - 1) / axis.to) - taps->first;
    for (uint32_t i = 0; i < taps->count; i++) {
        uint64_t left = (uint64_t)(taps->first + i) * axis.to, right = left + axis.to;
        uint64_t covered = (right < end ? right : end) - (left > begin ? left : begin);
        taps->weights[i] = (float)((double)covered / axis.from);
    }
}

/* Pixels beyond the edge are the one at the edge. */
static void set_cubic(struct axis axis, uint32_t at, struct taps *taps) {
    double center = (at + 0.5) * axis.from / axis.to - 0.5, base = floor(center), t = center - base;
    const double weights[CUBIC_TAPS] = {
        ((2 - t) * t - 1) * t / 2,
        ((3 * t - 5) * t * t + 2) / 2,
        ((4 - 3 * t) * t + 1) * t / 2,
        (t - 1) * t * t / 2,
    };
    int64_t first = (int64_t)base - 1, last = (int64_t)axis.from - 1;
    taps->first = first > 0 ? (uint32_t)first : 0;
    taps->count = (uint32_t)(first + 3 < last ? first + 3 : last) - taps->first + 1;
    memset(taps->weights, 0, CUBIC_TAPS * sizeof *taps->weights);
    for (int64_t i = 0; i < CUBIC_TAPS; i++) {
        int64_t from = first + i < 0 ? 0 : first + i > last ? last : first + i;
        taps->weights[from - taps->first] += (float)weights[i];
    }
}

static void set_taps(struct axis axis, uint32_t at, struct taps *taps) {
    if (axis.from >= axis.to)
        set_area(axis, at, taps);
    else
        set_cubic(axis, at, taps);
}

/* What a part is made with. */
struct scaling {
    struct axis columns, lines;
    struct taps *taps;     /* by column of the part */
    float *weights;        /* theirs, and those of a line behind them */
    uint32_t first, count; /* columns of the source that the part is made of */
    channels *sums;        /* by such a column, of one line of the result */
};

static void finish(struct scaling *scaling) {
    free(scaling->taps);
    free(scaling->weights);
    free(scaling->sums);
}

static bool init(struct scaling *scaling, const struct backend_area *part) {
    size_t taps = taps_max(scaling->columns);
    scaling->taps = calloc(part->width, sizeof *scaling->taps);
    scaling->weights = calloc(part->width * taps + taps_max(scaling->lines), sizeof *scaling->weights);
    if (!scaling->taps || !scaling->weights)
        return false;
    for (uint32_t x = 0; x < part->width; x++) {
        scaling->taps[x].weights = scaling->weights + x * taps;
        set_taps(scaling->columns, part->x + x, &scaling->taps[x]);
    }
    const struct taps *last = &scaling->taps[part->width - 1];
    scaling->first = scaling->taps[0].first;
    scaling->count = last->first + last->count - scaling->first;
    scaling->sums = malloc(scaling->count * sizeof *scaling->sums);
    return scaling->sums != NULL;
}

/* Words made of bytes by laying zeros beside them, which every processor with vectors has an instruction for: compilers
 * convert one by one what is not of one size. The arguments are numbers of lanes, those of the zeros from `zeros` on;
 * as one interleaves them, so that compilers see it. */
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define WIDE(lane, zeros) zeros + lane, lane
#else
#define WIDE(lane, zeros) lane, zeros + lane
#endif
#define FOUR_WIDE(lane, zeros) WIDE(lane, zeros), WIDE(lane + 1, zeros), WIDE(lane + 2, zeros), WIDE(lane + 3, zeros)

static channels converted(channel_halves halves) {
    return __builtin_convertvector((channel_words)halves, channels);
}

static void widen(channel_bytes bytes, channels pixels[4]) {
    const channel_bytes no_bytes = {0};
    const channel_halves none = {0};
    channel_halves low = (channel_halves)__builtin_shufflevector(bytes, no_bytes, FOUR_WIDE(0, 16), FOUR_WIDE(4, 16));
    channel_halves high = (channel_halves)__builtin_shufflevector(bytes, no_bytes, FOUR_WIDE(8, 16), FOUR_WIDE(12, 16));
    pixels[0] = converted(__builtin_shufflevector(low, none, FOUR_WIDE(0, 8)));
    pixels[1] = converted(__builtin_shufflevector(low, none, FOUR_WIDE(4, 8)));
    pixels[2] = converted(__builtin_shufflevector(high, none, FOUR_WIDE(0, 8)));
    pixels[3] = converted(__builtin_shufflevector(high, none, FOUR_WIDE(4, 8)));
}

/* Adds some pixels, four at most. Colours count as much as their alpha says. */
static void add_some(channels *sums, const uint8_t *rgba, uint32_t count, float weight) {
    channel_bytes bytes = {0};
    channels pixels[4];
    memcpy(&bytes, rgba, count * (size_t)4);
    widen(bytes, pixels);
    for (uint32_t i = 0; i < count; i++) {
        float colors = pixels[i][3] * (1 / 255.0f) * weight;
        sums[i] += pixels[i] * (channels){colors, colors, colors, weight};
    }
}

static void add_line(channels *sums, const uint8_t *rgba, uint32_t count, float weight) {
    uint32_t x = 0;
    for (; x + 4 <= count; x += 4)
        add_some(sums + x, rgba + x * (size_t)4, 4, weight);
    add_some(sums + x, rgba + x * (size_t)4, count - x, weight);
}

/* The lesser of each; comparisons give masks. */
static channels least(channels a, channels b) {
    channel_words less = a < b;
    return (channels)(((channel_words)a & less) | ((channel_words)b & ~less));
}

static uint32_t packed(channels sum) {
    channel_words positive = sum > 0;
    channels limited = least((channels)((channel_words)sum & positive), (channels){255, 255, 255, 255});
    float alpha = limited[3];
    limited = least(limited, (channels){alpha, alpha, alpha, alpha}) + 0.5f;
    channel_words words = __builtin_convertvector(limited, channel_words);
    return (uint32_t)words[3] << 24 | (uint32_t)words[0] << 16 | (uint32_t)words[1] << 8 | (uint32_t)words[2];
}

/* Sums the lines that a line of the result is made of. */
static void sum_lines(const struct scaling *scaling, const struct image_scale_from *from, const struct taps *line) {
    const uint8_t *rgba = from->rgba + line->first * from->stride_bytes + (size_t)scaling->first * 4;
    memset(scaling->sums, 0, scaling->count * sizeof *scaling->sums);
    for (uint32_t i = 0; i < line->count; i++)
        add_line(scaling->sums, rgba + i * from->stride_bytes, scaling->count, line->weights[i]);
}

/* Returns the alphas of the pixels, combined by `and`. */
static uint32_t sum_columns(const struct scaling *scaling, uint32_t *to, uint32_t width) {
    uint32_t all = UINT32_MAX;
    for (uint32_t x = 0; x < width; x++) {
        const struct taps *taps = &scaling->taps[x];
        const channels *sums = scaling->sums + (taps->first - scaling->first);
        channels sum = {0, 0, 0, 0};
        for (uint32_t i = 0; i < taps->count; i++)
            sum += sums[i] * taps->weights[i];
        to[x] = packed(sum);
        all &= to[x];
    }
    return all >> 24;
}

static uint32_t copy(const struct image_scale_from *from, const struct backend_area *part, uint32_t *pixels) {
    uint32_t alphas = 255;
    for (uint32_t y = 0; y < part->height; y++)
        alphas &=
            image_convert_line(pixels + (size_t)y * part->width,
                               from->rgba + (part->y + y) * from->stride_bytes + (size_t)part->x * 4, part->width);
    return alphas;
}

bool image_scale(const struct image_scale_from *from, uint32_t width, uint32_t height, const struct backend_area *part,
                 uint32_t *pixels, bool *is_opaque) {
    if (from->width == width && from->height == height) {
        *is_opaque = copy(from, part, pixels) == 255;
        return true;
    }
    struct scaling scaling = {.columns = {from->width, width}, .lines = {from->height, height}};
    uint32_t alphas = 255;
    bool done = init(&scaling, part);
    struct taps line = {0, 0, done ? scaling.weights + part->width * (size_t)taps_max(scaling.columns) : NULL};
    for (uint32_t y = 0; done && y < part->height; y++) {
        set_taps(scaling.lines, part->y + y, &line);
        sum_lines(&scaling, from, &line);
        alphas &= sum_columns(&scaling, pixels + (size_t)y * part->width, part->width);
    }
    finish(&scaling);
    *is_opaque = alphas == 255;
    return done;
}
