#include "png_stored.h"

#include <stdbool.h>
#include <string.h>

/* Bytes of a stored block at most. */
#define BLOCK_MAX 65535u
#define ADLER_BASE 65521u

struct png_out {
    qr_png_put *put;
    void *user;
    uint32_t table[256]; /* of CRC-32 */
    uint32_t crc;        /* of the chunk so far */
    uint32_t adler_low, adler_high;
};

static void make_table(uint32_t table[256]) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t c = i;
        for (int bit = 0; bit < 8; bit++)
            c = c & 1 ? c >> 1 ^ UINT32_C(0xEDB88320) : c >> 1;
        table[i] = c;
    }
}

static void put_bytes(struct png_out *out, const uint8_t *bytes, size_t length) {
    for (size_t i = 0; i < length; i++)
        out->crc = out->crc >> 8 ^ out->table[(out->crc ^ bytes[i]) & 255];
    out->put(out->user, bytes, length);
}

static void put_u32(struct png_out *out, uint32_t value) {
    uint8_t bytes[] = {(uint8_t)(value >> 24), (uint8_t)(value >> 16), (uint8_t)(value >> 8), (uint8_t)value};
    put_bytes(out, bytes, sizeof bytes);
}

static void begin_chunk(struct png_out *out, const char type[4], uint32_t length) {
    put_u32(out, length);
    out->crc = UINT32_MAX; /* the length is not part of it */
    put_bytes(out, (const uint8_t *)type, 4);
}

static void end_chunk(struct png_out *out) {
    put_u32(out, ~out->crc);
}

/* Bytes that the stream stands for. */
static void put_data(struct png_out *out, const uint8_t *bytes, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t end = at + 5552 < length ? at + 5552 : length; /* so many sums stay below 2^32 */
        for (; at < end; at++) {
            out->adler_low += bytes[at];
            out->adler_high += out->adler_low;
        }
        out->adler_low %= ADLER_BASE;
        out->adler_high %= ADLER_BASE;
    }
    put_bytes(out, bytes, length);
}

static void put_block_header(struct png_out *out, uint32_t length, bool last) {
    uint8_t bytes[] = {last, (uint8_t)length, (uint8_t)(length >> 8), (uint8_t)~length, (uint8_t)(~length >> 8)};
    put_bytes(out, bytes, sizeof bytes);
}

/* A row as blocks: its filter (none), then its pixels. */
static void put_row(struct png_out *out, const uint8_t *pixels, uint32_t length, bool last) {
    static const uint8_t filter = 0;
    uint32_t room = BLOCK_MAX - 1;
    for (uint32_t at = 0; at < length; room = BLOCK_MAX) {
        uint32_t count = length - at < room ? length - at : room;
        put_block_header(out, count + (at == 0), last && at + count == length);
        if (at == 0)
            put_data(out, &filter, 1);
        put_data(out, pixels + at, count);
        at += count;
    }
}

static void put_pixels(struct png_out *out, const uint8_t *rgba, uint32_t width, uint32_t height) {
    static const uint8_t zlib_header[] = {0x78, 0x01};
    uint32_t bytes = width * 4, blocks = (bytes + 1 + BLOCK_MAX - 1) / BLOCK_MAX;
    for (uint32_t y = 0; y < height; y++) {
        bool first = y == 0, last = y + 1 == height;
        begin_chunk(out, "IDAT", bytes + 1 + 5 * blocks + (first ? 2 : 0) + (last ? 4 : 0));
        if (first)
            put_bytes(out, zlib_header, sizeof zlib_header);
        put_row(out, rgba + (size_t)y * bytes, bytes, last);
        if (last)
            put_u32(out, out->adler_high << 16 | out->adler_low);
        end_chunk(out);
    }
}

void qr_png_write_stored(const uint8_t *rgba, uint32_t width, uint32_t height, qr_png_put *put, void *user) {
    static const uint8_t signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
    static const uint8_t form[] = {8, 6, 0, 0, 0}; /* 8 bits, RGBA, not interlaced */
    struct png_out out = {.put = put, .user = user, .adler_low = 1};
    make_table(out.table);
    put_bytes(&out, signature, sizeof signature);
    begin_chunk(&out, "IHDR", 13);
    put_u32(&out, width);
    put_u32(&out, height);
    put_bytes(&out, form, sizeof form);
    end_chunk(&out);
    put_pixels(&out, rgba, width, height);
    begin_chunk(&out, "IEND", 0);
    end_chunk(&out);
}
