/* Any bytes, as sixel data fed whole and in pieces that the input decides: the same image, within its limits, at a work
 * that is bounded by them and by the input. The first eight bytes choose options. */
#include <string.h>

#include "fuzz.h"
#include "qr_memory.h"
#include "sixel_decode.h"

#define HEAD 8u
#define SIDE 4096u

unsigned long fuzz_taken;

static struct qr_sixel sixels[2];
static struct qr_sixel_palette palettes[2];

static void begin(unsigned which, const uint8_t *head) {
    struct quire_allocator allocator = qr_allocator_or_default(NULL);
    struct qr_sixel_options options = {.macro = head[0], .background = head[1] & 1 ? 0xFF030201u : 0};
    options.max_width = 1 + head[2] * (SIDE / 256);
    options.max_height = 1 + head[3] * (SIDE / 256);
    options.max_bytes = (size_t)head[4] << (head[5] % 16);
    qr_sixel_palette_reset(&palettes[which], head[6] * 4u);
    qr_sixel_init(&sixels[which], &allocator, &palettes[which], &options);
}

static void feed_in_pieces(const uint8_t *data, size_t size, uint8_t seed) {
    for (size_t at = 0; at < size;) {
        size_t take = 1 + (seed = (uint8_t)(seed * 5 + 3)) % 13;
        take = take < size - at ? take : size - at;
        qr_sixel_feed(&sixels[1], data + at, take);
        at += take;
    }
}

static void check_bounds(const struct qr_sixel *sixel, const struct qr_sixel_image *image, size_t size) {
    const struct qr_sixel_canvas *canvas = &sixel->canvas;
    REQUIRE(image->width <= canvas->max_width && image->height <= canvas->max_height &&
            (image->rows == 0 || image->width <= image->stride));
    REQUIRE((size_t)image->width * image->height <= canvas->max_pixels);
    REQUIRE((size_t)canvas->stride * canvas->row_capacity <= canvas->max_pixels);
    REQUIRE(canvas->work <= (uint64_t)(size + 1) * canvas->max_width * 12 + (uint64_t)canvas->max_pixels * 64);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct qr_sixel_image images[2];
    if (size <= HEAD || size > 1u << 16)
        return 0;
    begin(0, data);
    begin(1, data);
    qr_sixel_feed(&sixels[0], data + HEAD, size - HEAD);
    feed_in_pieces(data + HEAD, size - HEAD, data[7]);
    REQUIRE(qr_sixel_end(&sixels[0], &images[0]) == QUIRE_OK && qr_sixel_end(&sixels[1], &images[1]) == QUIRE_OK);
    check_bounds(&sixels[0], &images[0], size);
    REQUIRE(images[0].width == images[1].width && images[0].height == images[1].height);
    REQUIRE(images[0].rows == images[1].rows && images[0].rows <= images[0].height);
    for (uint32_t y = 0; y < images[0].rows; y++)
        REQUIRE(memcmp(images[0].pixels + (size_t)y * images[0].stride, images[1].pixels + (size_t)y * images[1].stride,
                       images[0].width * sizeof(uint32_t)) == 0);
    REQUIRE(memcmp(&palettes[0], &palettes[1], sizeof palettes[0]) == 0);
    fuzz_taken += images[0].height > 0;
    qr_sixel_finish(&sixels[0]);
    qr_sixel_finish(&sixels[1]);
    return 0;
}
