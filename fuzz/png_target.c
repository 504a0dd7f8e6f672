/* Any bytes, as an image's file: which kind it is, how large, and what a PNG file decodes to, within the room that its
 * header names; and as a zlib stream, within the room that the caller gives. The checksums of chunks are made right, or
 * nothing behind them would be reached. */
#include <string.h>

#include "fuzz.h"
#include "image_inflate.h"
#include "image_measure.h"
#include "image_png.h"
#include "qr_memory.h"

#define SIZE_MAX_HERE (1u << 16)
#define AREA_MAX (1u << 18) /* pixels; larger pictures are measured only */

unsigned long fuzz_taken;

static uint8_t file[SIZE_MAX_HERE];
static uint8_t pixels[AREA_MAX * 4 + 64];

static uint32_t crc_of(const uint8_t *bytes, size_t length) {
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
    }
    return ~crc;
}

static uint32_t word_at(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* A chunk is its length, its name, so many bytes, their checksum. */
static void mend_checksums(size_t size) {
    for (size_t at = 8; at + 12 <= size;) {
        size_t length = word_at(file + at);
        if (length > size - at - 12)
            return;
        uint32_t crc = crc_of(file + at + 4, length + 4);
        for (int i = 0; i < 4; i++)
            file[at + 8 + length + (size_t)i] = (uint8_t)(crc >> (24 - 8 * i));
        at += length + 12;
    }
}

/* Not a byte behind the last row is touched. */
static void decode(const struct quire_allocator *allocator, size_t size, uint32_t width, uint32_t height) {
    size_t bytes = (size_t)width * height * 4;
    memset(pixels + bytes, 0xA5, 64);
    enum quire_result result = qr_png_decode(allocator, file, size, width, height, pixels, (size_t)width * 4);
    REQUIRE(result == QUIRE_OK || result == QUIRE_CORRUPT || result == QUIRE_UNSUPPORTED);
    for (size_t i = 0; i < 64; i++)
        REQUIRE(pixels[bytes + i] == 0xA5);
    if (width > 1) /* of another size than it says */
        REQUIRE(qr_png_decode(allocator, file, size, width - 1, height, pixels, (size_t)width * 4) != QUIRE_OK);
    fuzz_taken += result == QUIRE_OK;
}

static void inflate(const struct quire_allocator *allocator, const uint8_t *data, size_t size) {
    struct qr_inflate *stream;
    size_t written = 0, room = 1 + size % 4096;
    if (qr_inflate_create(allocator, &stream) != QUIRE_OK)
        return;
    memset(pixels + room, 0x5A, 16);
    enum quire_result result = qr_inflate(stream, &data, &size, pixels, room, &written);
    REQUIRE(result == QUIRE_OK || result == QUIRE_CORRUPT);
    REQUIRE(result != QUIRE_OK || written <= room);
    for (size_t i = 0; i < 16; i++)
        REQUIRE(pixels[room + i] == 0x5A);
    qr_inflate_destroy(stream);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const struct quire_allocator allocator = qr_allocator_or_default(NULL);
    uint32_t width = 0, height = 0;
    if (size == 0 || size > sizeof file)
        return 0;
    memcpy(file, data, size);
    (void)qr_image_file_kind(file, size);
    (void)qr_image_measure(file, size, &width, &height);
    mend_checksums(size);
    if (qr_png_measure(file, size, &width, &height) == QUIRE_OK) {
        REQUIRE(width > 0 && height > 0);
        if ((uint64_t)width * height <= AREA_MAX)
            decode(&allocator, size, width, height);
    }
    inflate(&allocator, data, size);
    return 0;
}
