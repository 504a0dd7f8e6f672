#include "rgba_scale.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What one pixel of the target takes along one axis: weights of the pixels from `first` on. */
struct tap {
    uint32_t first, count;
    float *weights; /* their sum is 1 */
};

struct axis {
    struct tap *taps;
    float *weights;
};

static void axis_finish(struct axis *axis) {
    free(axis->taps);
    free(axis->weights);
}

/* Catmull and Rom's curve: what a point at this distance adds. */
static double cubic(double distance) {
    double x = fabs(distance);
    return x < 1 ? (1.5 * x - 2.5) * x * x + 1 : x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/* How much of the pixel at `at` lies between two places. */
static double overlap(double at, double begin, double end) {
    double left = at > begin ? at : begin, right = at + 1 < end ? at + 1 : end;
    return right > left ? right - left : 0;
}

/* `step`: pixels of the source to one of the target. */
static void fill_tap(struct tap *tap, uint32_t index, uint32_t from, double step) {
    double begin = index * step, end = begin + step, middle = (begin + end) / 2 - 0.5, sum = 0;
    double first = step > 1 ? floor(begin) : floor(middle) - 1, last = step > 1 ? ceil(end) - 1 : floor(middle) + 2;
    uint32_t low = first < 0 ? 0 : (uint32_t)first, high = last > from - 1 ? from - 1 : (uint32_t)last;
    low = low > from - 1 ? from - 1 : low;
    tap->first = low;
    tap->count = high >= low ? high - low + 1 : 1;
    for (uint32_t i = 0; i < tap->count; i++) {
        double weight = step > 1 ? overlap(low + i, begin, end) : cubic(low + i - middle);
        tap->weights[i] = (float)weight;
        sum += weight;
    }
    for (uint32_t i = 0; i < tap->count; i++) {
        tap->weights[i] = sum != 0 ? (float)(tap->weights[i] / sum) : 1.0F / (float)tap->count;
    }
}

static bool axis_make(struct axis *axis, uint32_t from, uint32_t to) {
    double step = (double)from / to;
    size_t room = step > 1 ? (size_t)ceil(step) + 2 : 4;
    axis->taps = calloc(to, sizeof *axis->taps);
    axis->weights = calloc((size_t)to * room, sizeof *axis->weights);
    if (axis->taps == NULL || axis->weights == NULL) {
        return false;
    }
    for (uint32_t i = 0; i < to; i++) {
        axis->taps[i].weights = axis->weights + i * room;
        fill_tap(&axis->taps[i], i, from, step);
    }
    return true;
}

/* Adds a row of the source, premultiplied and weighed, to a row of sums. */
static void add_row(const uint8_t *rgba, uint32_t width, float weight, float *sums) {
    for (uint32_t x = 0; x < width; x++, rgba += 4, sums += 4) {
        float alpha = weight * (float)rgba[3];
        sums[0] += alpha * (float)rgba[0];
        sums[1] += alpha * (float)rgba[1];
        sums[2] += alpha * (float)rgba[2];
        sums[3] += alpha;
    }
}

static uint8_t to_byte(float value) {
    return value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)(value + 0.5F);
}

static void write_pixel(const struct tap *tap, const float *sums, uint8_t *rgba) {
    float total[4] = {0, 0, 0, 0};
    const float *at = sums + (size_t)tap->first * 4;
    for (uint32_t i = 0; i < tap->count; i++, at += 4) {
        for (int channel = 0; channel < 4; channel++) {
            total[channel] += tap->weights[i] * at[channel];
        }
    }
    bool is_seen = total[3] > 0.25F;
    for (int channel = 0; channel < 3; channel++) {
        rgba[channel] = is_seen ? to_byte(total[channel] / total[3]) : 0;
    }
    rgba[3] = is_seen ? to_byte(total[3]) : 0;
}

static void scale_rows(const uint8_t *source, struct rgba_size from, uint8_t *target, struct rgba_size to,
                       const struct axis *across, const struct axis *down, float *sums) {
    for (uint32_t y = 0; y < to.height; y++) {
        const struct tap *tap = &down->taps[y];
        memset(sums, 0, (size_t)from.width * 4 * sizeof *sums);
        for (uint32_t i = 0; i < tap->count; i++) {
            add_row(source + (size_t)(tap->first + i) * from.width * 4, from.width, tap->weights[i], sums);
        }
        for (uint32_t x = 0; x < to.width; x++) {
            write_pixel(&across->taps[x], sums, target + ((size_t)y * to.width + x) * 4);
        }
    }
}

bool rgba_scale(const uint8_t *source, struct rgba_size from, uint8_t *target, struct rgba_size to) {
    struct axis across = {NULL, NULL}, down = {NULL, NULL};
    float *sums = malloc((size_t)from.width * 4 * sizeof *sums);
    bool ready = sums != NULL && axis_make(&across, from.width, to.width) && axis_make(&down, from.height, to.height);
    if (ready) {
        scale_rows(source, from, target, to, &across, &down, sums);
    }
    axis_finish(&across);
    axis_finish(&down);
    free(sums);
    return ready;
}
