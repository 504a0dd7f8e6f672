/* Pixels of images at other sizes: held against a naive model in double precision, which knows no premultiplied bytes,
 * no lines and no parts. */
#include <math.h>
#include <stdlib.h>

#include "image_convert.h"
#include "image_scale.h"
#include "test.h"

#define SIDE_MAX 80u

static uint32_t random_state = 1;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

/* The program is linked with --wrap for these two. */
static long fail_at;
void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);

void *__wrap_malloc(size_t size) {
    return fail_at && --fail_at == 0 ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size) {
    return fail_at && --fail_at == 0 ? NULL : __real_calloc(count, size);
}

/* ---- the model */

/* How much a pixel of the source counts for one of the result, along an axis. */
static double area_weight(uint32_t from, uint32_t to, uint32_t at, int64_t source) {
    double scale = (double)from / to, left = fmax(at * scale, (double)source);
    double right = fmin((at + 1) * scale, (double)source + 1);
    return right > left ? (right - left) / scale : 0;
}

static double cubic_weight(uint32_t from, uint32_t to, uint32_t at, int64_t source) {
    double distance = fabs((at + 0.5) * from / to - 0.5 - (double)source), square = distance * distance;
    return distance < 1   ? 1.5 * distance * square - 2.5 * square + 1
           : distance < 2 ? -0.5 * distance * square + 2.5 * square - 4 * distance + 2
                          : 0;
}

static double weight(uint32_t from, uint32_t to, uint32_t at, int64_t source) {
    return from < to ? cubic_weight(from, to, at, source) : area_weight(from, to, at, source);
}

static int64_t clamped(int64_t at, uint32_t size) {
    return at < 0 ? 0 : at >= (int64_t)size ? (int64_t)size - 1 : at;
}

static void model_pixel(const struct image_scale_from *from, uint32_t width, uint32_t height, uint32_t x, uint32_t y,
                        double result[4]) {
    memset(result, 0, 4 * sizeof *result);
    for (int64_t row = -2; row < (int64_t)from->height + 2; row++) {
        double share = weight(from->height, height, y, row);
        for (int64_t col = -2; share != 0 && col < (int64_t)from->width + 2; col++) {
            const uint8_t *rgba = from->rgba + (size_t)clamped(row, from->height) * from->stride_bytes +
                                  (size_t)clamped(col, from->width) * 4;
            double both = share * weight(from->width, width, x, col);
            for (int i = 0; i < 4; i++)
                result[i] += both * rgba[i] * (i == 3 ? 1 : rgba[3] / 255.0);
        }
    }
    result[3] = fmin(fmax(result[3], 0), 255);
    for (int i = 0; i < 3; i++)
        result[i] = fmin(fmax(result[i], 0), result[3]);
}

static double difference(uint32_t pixel, const double model[4]) {
    double most = 0;
    for (int i = 0; i < 4; i++)
        most = fmax(most, fabs((pixel >> (i == 3 ? 24 : 16 - 8 * i) & 0xFF) - model[i]));
    return most;
}

/* ---- images */

static uint8_t image[SIDE_MAX * SIDE_MAX * 4];
static uint32_t pixels[4 * SIDE_MAX * SIDE_MAX], others[4 * SIDE_MAX * SIDE_MAX];

static struct image_scale_from some_image(bool opaque) {
    struct image_scale_from from = {image, (SIDE_MAX - 3) * 4, 1 + below(40), 1 + below(40)};
    uint32_t kind = below(3);
    for (size_t i = 0; i < sizeof image; i++)
        image[i] = (uint8_t)(kind == 0 ? below(256) : kind == 1 ? below(2) * 255 : i / 7);
    for (size_t i = 3; opaque && i < sizeof image; i += 4)
        image[i] = 255;
    return from;
}

static void as_the_model(void) {
    double most = 0;
    for (int round = 0; round < 150; round++) {
        struct image_scale_from from = some_image(round % 3 == 0);
        uint32_t width = 1 + below(SIDE_MAX), height = below(5) ? 1 + below(SIDE_MAX) : from.height;
        const struct backend_area all = {0, 0, width, height};
        bool is_opaque;
        CHECK(image_scale(&from, width, height, &all, pixels, &is_opaque));
        CHECK(round % 3 || is_opaque);
        for (uint32_t i = 0; i < width * height; i += 1 + below(20)) {
            double model[4];
            model_pixel(&from, width, height, i % width, i / width, model);
            most = fmax(most, difference(pixels[i], model));
        }
    }
    printf("the scaler differs from the model by %.4f at most\n", most);
    CHECK(most < 0.51);
}

static void parts_are_those_of_the_whole(void) {
    for (int round = 0; round < 200; round++) {
        struct image_scale_from from = some_image(round % 2);
        uint32_t width = below(4) ? 1 + below(SIDE_MAX) : from.width;
        uint32_t height = width == from.width ? from.height : 1 + below(SIDE_MAX);
        const struct backend_area all = {0, 0, width, height};
        struct backend_area part = {below(width), below(height), 0, 0};
        part.width = 1 + below(width - part.x);
        part.height = 1 + below(height - part.y);
        bool opaque, part_opaque, same = true;
        CHECK(image_scale(&from, width, height, &all, pixels, &opaque));
        CHECK(image_scale(&from, width, height, &part, others, &part_opaque));
        for (uint32_t y = 0; y < part.height; y++)
            same = same && !memcmp(others + y * part.width, pixels + (part.y + y) * width + part.x, part.width * 4);
        CHECK(same);
        CHECK(!opaque || part_opaque);
    }
}

static void what_is_not_seen_does_not_bleed(void) {
    static const uint8_t two[] = {255, 0, 0, 0, 255, 255, 255, 255};
    const struct image_scale_from from = {two, 8, 2, 1};
    const struct backend_area one = {0, 0, 1, 1}, many = {0, 0, 16, 3};
    bool is_opaque = true;
    CHECK(image_scale(&from, 1, 1, &one, pixels, &is_opaque));
    CHECK_INT(pixels[0], 0x80808080);
    CHECK(!is_opaque);
    CHECK(image_scale(&from, 16, 3, &many, pixels, &is_opaque));
    for (uint32_t i = 0; i < 48; i++)
        CHECK_INT(pixels[i] & 0xFF, pixels[i] >> 24);
}

static void without_memory(void) {
    struct image_scale_from from = some_image(false);
    const struct backend_area all = {0, 0, 30, 30};
    bool is_opaque;
    long failing = 1;
    for (;; failing++) {
        fail_at = failing;
        bool done = image_scale(&from, 30, 30, &all, pixels, &is_opaque);
        bool failed = fail_at == 0;
        fail_at = 0;
        CHECK(done != failed);
        if (done)
            break;
    }
    CHECK(failing > 3);
}

/* ---- single pixels: all there are of one channel and an alpha */

static uint32_t rounded(uint32_t value, uint32_t alpha) {
    return (uint32_t)floor(value * (double)alpha / 255 + 0.5);
}

static void multiplied_right(void) {
    for (uint32_t alpha = 0; alpha < 256; alpha++) {
        uint8_t line[257 * 4];
        uint32_t to[257];
        for (uint32_t i = 0; i < 257; i++) {
            const uint8_t pixel[4] = {(uint8_t)i, (uint8_t)(255 - i), (uint8_t)(i * 3), (uint8_t)alpha};
            memcpy(line + (size_t)i * 4, pixel, 4);
        }
        CHECK_INT(image_convert_line(to, line, 257), alpha);
        uint32_t wrong = 0;
        for (uint32_t i = 0; i < 257; i++)
            wrong += to[i] != (alpha << 24 | rounded(i & 255, alpha) << 16 | rounded((255 - i) & 255, alpha) << 8 |
                               rounded(i * 3 & 255, alpha));
        CHECK_INT(wrong, 0);
        CHECK_INT(image_premultiply(0x1280FF, alpha),
                  alpha << 24 | rounded(0x12, alpha) << 16 | rounded(0x80, alpha) << 8 | alpha);
    }
}

static void laid_right(void) {
    for (uint32_t alpha = 0; alpha < 256; alpha++) {
        uint32_t from[255], to[255], wrong = 0;
        for (uint32_t i = 0; i < 255; i++) {
            from[i] = alpha << 24 | alpha / 2;
            to[i] = 0xFF000000u | i << 16 | (254 - i) << 8 | i;
        }
        image_lay_line(to, from, 255);
        for (uint32_t i = 0; i < 255; i++)
            wrong += to[i] != (0xFF000000u | rounded(i, 255 - alpha) << 16 | rounded(254 - i, 255 - alpha) << 8 |
                               (alpha / 2 + rounded(i, 255 - alpha)));
        CHECK_INT(wrong, 0);
    }
}

int main(void) {
    RUN(as_the_model);
    RUN(parts_are_those_of_the_whole);
    RUN(what_is_not_seen_does_not_bleed);
    RUN(without_memory);
    RUN(multiplied_right);
    RUN(laid_right);
    return test_end();
}
