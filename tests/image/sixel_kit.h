/* sixel_kit.h - whole images of sixel data for the tests: decoded at once or in pieces, with memory that is counted. */
#ifndef SIXEL_KIT_H
#define SIXEL_KIT_H

#include <stdlib.h>

#include "sixel_decode.h"
#include "test.h"

static long kit_blocks, kit_requests, kit_fail_at;
static size_t kit_bytes, kit_most_bytes;

static void *kit_alloc(void *user, size_t size, size_t align) {
    (void)user, (void)align;
    if (++kit_requests == kit_fail_at)
        return NULL;
    kit_blocks++;
    kit_bytes += size;
    kit_most_bytes = kit_bytes > kit_most_bytes ? kit_bytes : kit_most_bytes;
    void *memory = malloc(size);
    if (memory)
        memset(memory, 0xA5, size); /* nobody may count on zeros */
    return memory;
}

static void kit_free(void *user, void *memory, size_t size, size_t align) {
    (void)user, (void)align;
    kit_blocks--;
    kit_bytes -= size;
    free(memory);
}

static inline struct quire_allocator kit_allocator(void) {
    struct quire_allocator allocator = QUIRE_ALLOCATOR_INIT;
    allocator.alloc = kit_alloc;
    allocator.free = kit_free;
    return allocator;
}

/* Pixels without gaps; `pixels` is malloc's, NULL when there are none. */
struct picture {
    uint32_t *pixels;
    uint32_t width, height;
    enum quire_result result;
    uint64_t work;
};

static inline struct qr_sixel_options kit_options(void) {
    return (struct qr_sixel_options){.macro = 9, .max_width = 4096, .max_height = 4096, .max_bytes = 64u << 20};
}

static inline uint32_t *copy_image(const struct qr_sixel_image *image, uint32_t background) {
    uint32_t *pixels = malloc((size_t)image->width * image->height * sizeof *pixels);
    if (!pixels)
        abort();
    for (uint32_t y = 0; y < image->height; y++)
        for (uint32_t x = 0; x < image->width; x++)
            pixels[(size_t)y * image->width + x] =
                y < image->rows ? image->pixels[(size_t)y * image->stride + x] : background;
    return pixels;
}

/* Decodes in pieces: `piece` says how long the next one is, of those left (1 at least); NULL: at once. */
static inline struct picture decode_pieces(const char *data, size_t length, const struct qr_sixel_options *options,
                                           struct qr_sixel_palette *palette, size_t (*piece)(size_t left)) {
    struct qr_sixel *sixel = malloc(sizeof *sixel);
    struct quire_allocator allocator = kit_allocator();
    struct qr_sixel_image image;
    if (!sixel)
        abort();
    qr_sixel_init(sixel, &allocator, palette, options);
    for (size_t at = 0; at < length;) {
        size_t take = piece ? piece(length - at) : length;
        char *copy = malloc(take); /* so that a sanitizer sees who reads beyond the piece */
        if (!copy)
            abort();
        memcpy(copy, data + at, take);
        qr_sixel_feed(sixel, (const uint8_t *)copy, take);
        free(copy);
        at += take;
    }
    struct picture picture = {.result = qr_sixel_end(sixel, &image)};
    picture.width = image.width;
    picture.height = image.height;
    picture.work = sixel->canvas.work;
    if (image.height > 0)
        picture.pixels = copy_image(&image, options->background);
    qr_sixel_finish(sixel);
    free(sixel);
    return picture;
}

static inline struct picture decode_with(const char *data, const struct qr_sixel_options *options) {
    static struct qr_sixel_palette palette;
    qr_sixel_palette_reset(&palette, 256);
    return decode_pieces(data, strlen(data), options, &palette, NULL);
}

static inline struct picture decode(const char *data) {
    struct qr_sixel_options options = kit_options();
    return decode_with(data, &options);
}

static inline bool same_picture(const struct picture *a, const struct picture *b) {
    return a->result == b->result && a->width == b->width && a->height == b->height && (!a->pixels) == (!b->pixels) &&
           (!a->pixels || memcmp(a->pixels, b->pixels, (size_t)a->width * a->height * sizeof *a->pixels) == 0);
}

static uint64_t kit_state = 1;

/* Below n, n > 0. */
static inline uint32_t kit_random(uint32_t n) {
    kit_state = kit_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((kit_state >> 32) * n >> 32);
}

#endif
