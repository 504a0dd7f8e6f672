/* image_kit.h - for tests of images: an allocator that counts and fails, PNG files of any kind, written out by hand. */
#ifndef IMAGE_KIT_H
#define IMAGE_KIT_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <quire/allocator.h>

#include "test.h"

/* --- memory ----------------------------------------------------------------------------------------------------- */

static struct {
    long requests, fail_at, held;
    bool fail_on; /* and all requests behind it */
    size_t bytes;
} kit_memory;

static inline void *kit_alloc(void *user, size_t size, size_t align) {
    (void)user;
    (void)align;
    kit_memory.requests++;
    if (kit_memory.fail_at != 0 &&
        (kit_memory.requests == kit_memory.fail_at || (kit_memory.fail_on && kit_memory.requests > kit_memory.fail_at)))
        return NULL;
    void *memory = malloc(size);
    kit_memory.held += memory != NULL;
    kit_memory.bytes += memory ? size : 0;
    return memory;
}

static inline void kit_free(void *user, void *memory, size_t size, size_t align) {
    (void)user;
    (void)align;
    kit_memory.held--;
    kit_memory.bytes -= size;
    free(memory);
}

static const struct quire_allocator kit_allocator = {
    .size = sizeof(struct quire_allocator), .alloc = kit_alloc, .free = kit_free};

/* --- random ----------------------------------------------------------------------------------------------------- */

static uint64_t kit_state = 1;

static inline uint32_t kit_random(uint32_t below) {
    kit_state = kit_state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((kit_state >> 33) % below);
}

/* --- PNG -------------------------------------------------------------------------------------------------------- */

struct kit_bytes {
    uint8_t *at;
    size_t length, room;
};

static inline void kit_put(struct kit_bytes *out, const void *bytes, size_t length) {
    if (out->length + length > out->room) {
        out->room = 2 * (out->length + length);
        out->at = realloc(out->at, out->room);
        if (!out->at)
            abort();
    }
    if (length > 0)
        memcpy(out->at + out->length, bytes, length);
    out->length += length;
}

static inline void kit_put_32(struct kit_bytes *out, uint32_t value) {
    const uint8_t bytes[4] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
    kit_put(out, bytes, 4);
}

static inline uint32_t kit_crc(const uint8_t *bytes, size_t length) {
    uint32_t crc = UINT32_C(0xFFFFFFFF);
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

static inline void kit_chunk(struct kit_bytes *out, const char *type, const void *data, size_t length) {
    kit_put_32(out, (uint32_t)length);
    size_t from = out->length;
    kit_put(out, type, 4);
    kit_put(out, data, length);
    kit_put_32(out, kit_crc(out->at + from, out->length - from));
}

/* A zlib stream of stored blocks. */
static inline void kit_zlib(struct kit_bytes *out, const uint8_t *bytes, size_t length) {
    uint32_t a = 1, b = 0;
    kit_put(out, "\x78\x01", 2);
    for (size_t at = 0, part; at == 0 || at < length; at += part) {
        part = length - at < 65535 ? length - at : 65535;
        const uint8_t head[5] = {at + part == length, (uint8_t)part, (uint8_t)(part >> 8), (uint8_t)~part,
                                 (uint8_t)(~part >> 8)};
        kit_put(out, head, 5);
        kit_put(out, bytes + at, part);
        if (part == 0)
            break;
    }
    for (size_t i = 0; i < length; i++) {
        a = (a + bytes[i]) % 65521;
        b = (b + a) % 65521;
    }
    kit_put_32(out, b << 16 | a);
}

#define KIT_PNG_SIGNATURE "\x89PNG\r\n\x1A\n"

struct kit_png {
    uint32_t width, height;
    uint8_t depth, color; /* of IHDR */
    const void *palette, *alpha;
    size_t palette_bytes, alpha_bytes;
};

static inline void kit_png_begin(struct kit_bytes *out, const struct kit_png *png) {
    kit_put(out, KIT_PNG_SIGNATURE, 8);
    uint8_t head[13] = {[8] = png->depth, png->color};
    for (int i = 0; i < 4; i++) {
        head[i] = (uint8_t)(png->width >> (24 - 8 * i));
        head[4 + i] = (uint8_t)(png->height >> (24 - 8 * i));
    }
    kit_chunk(out, "IHDR", head, sizeof head);
    if (png->palette)
        kit_chunk(out, "PLTE", png->palette, png->palette_bytes);
    if (png->alpha)
        kit_chunk(out, "tRNS", png->alpha, png->alpha_bytes);
}

/* A file of these scan lines (row bytes each, without filter bytes). */
static inline struct kit_bytes kit_png(const struct kit_png *png, const uint8_t *rows, size_t row_bytes) {
    struct kit_bytes out = {0}, lines = {0}, packed = {0};
    for (uint32_t y = 0; y < png->height; y++) {
        kit_put(&lines, "", 1);
        kit_put(&lines, rows + y * row_bytes, row_bytes);
    }
    kit_zlib(&packed, lines.at, lines.length);
    kit_png_begin(&out, png);
    kit_chunk(&out, "IDAT", packed.at, packed.length);
    kit_chunk(&out, "IEND", NULL, 0);
    free(lines.at);
    free(packed.at);
    return out;
}

static inline struct kit_bytes kit_png_rgba(uint32_t width, uint32_t height, const uint8_t *rgba) {
    return kit_png(&(struct kit_png){.width = width, .height = height, .depth = 8, .color = 6}, rgba,
                   (size_t)width * 4);
}

#endif
