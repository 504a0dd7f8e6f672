/* image_png_measure.c - is this a PNG file, and how large is its picture? Without a library, and unpacking nothing. */
#include "image_png.h"

#include <string.h>

#include "image_content.h"

#define CHUNK_HEAD 8u /* length and type */
#define CHUNK_TAIL 4u /* checksum */
#define HEADER_BYTES 13u

static const uint8_t SIGNATURE[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

/* CRC-32 as of ISO 3309, four bytes at a time: tables that are made on the spot, for the library keeps no state. */
struct crc_tables {
    uint32_t of[4][256];
};

static void crc_make(struct crc_tables *tables) {
    for (uint32_t i = 0; i < 256; i++) {
        uint32_t crc = i;
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? UINT32_C(0xEDB88320) : 0);
        tables->of[0][i] = crc;
    }
    for (uint32_t i = 0; i < 256; i++) {
        for (uint32_t t = 1; t < 4; t++)
            tables->of[t][i] = tables->of[t - 1][i] >> 8 ^ tables->of[0][tables->of[t - 1][i] & 0xFF];
    }
}

static uint32_t crc_of(const struct crc_tables *tables, const uint8_t *bytes, size_t length) {
    uint32_t crc = UINT32_C(0xFFFFFFFF);
    for (; length >= 4; bytes += 4, length -= 4) {
        crc ^= (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
        crc = tables->of[3][crc & 0xFF] ^ tables->of[2][crc >> 8 & 0xFF] ^ tables->of[1][crc >> 16 & 0xFF] ^
              tables->of[0][crc >> 24];
    }
    for (; length > 0; bytes++, length--)
        crc = crc >> 8 ^ tables->of[0][(crc ^ *bytes) & 0xFF];
    return ~crc;
}

static uint32_t number_at(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/* Bit depths that a colour type may have, as bits. */
static uint32_t depths_of(uint8_t color_type) {
    switch (color_type) {
    case 0:
        return 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8 | 1u << 16;
    case 3:
        return 1u << 1 | 1u << 2 | 1u << 4 | 1u << 8;
    case 2:
    case 4:
    case 6:
        return 1u << 8 | 1u << 16;
    default:
        return 0;
    }
}

/* The header's 13 bytes. */
static enum quire_result read_header(const uint8_t *data, uint32_t *width, uint32_t *height) {
    *width = number_at(data);
    *height = number_at(data + 4);
    uint8_t depth = data[8];
    if (depth > 16 || !(depths_of(data[9]) >> depth & 1) || data[10] != 0 || data[11] != 0 || data[12] > 1)
        return QUIRE_CORRUPT;
    if (*width == 0 || *height == 0)
        return QUIRE_CORRUPT;
    return *width > QR_IMAGE_SIDE_MAX || *height > QR_IMAGE_SIDE_MAX ? QUIRE_LIMIT : QUIRE_OK;
}

struct chunk {
    const uint8_t *type, *data;
    uint32_t length;
};

/* The chunk that begins here: false, it is cut off, or matters and is damaged. */
static bool read_chunk(const struct crc_tables *tables, const uint8_t *bytes, size_t length, struct chunk *chunk) {
    if (length < CHUNK_HEAD + CHUNK_TAIL)
        return false;
    *chunk = (struct chunk){bytes + 4, bytes + CHUNK_HEAD, number_at(bytes)};
    if (chunk->length > length - CHUNK_HEAD - CHUNK_TAIL)
        return false;
    bool matters = (chunk->type[0] & 0x20) == 0;
    return !matters || crc_of(tables, chunk->type, 4 + (size_t)chunk->length) == number_at(chunk->data + chunk->length);
}

static bool is_type(const struct chunk *chunk, const char *name) {
    return memcmp(chunk->type, name, 4) == 0;
}

/* Goes through the chunks behind the header's: there is data, a palette where colours are by number, and an end. */
static enum quire_result read_chunks(const struct crc_tables *tables, const uint8_t *bytes, size_t length,
                                     bool palette) {
    struct chunk chunk;
    bool data = false;
    for (size_t at = 0; read_chunk(tables, bytes + at, length - at, &chunk);
         at += CHUNK_HEAD + chunk.length + CHUNK_TAIL) {
        if (is_type(&chunk, "IEND"))
            return data ? QUIRE_OK : QUIRE_CORRUPT;
        if (is_type(&chunk, "PLTE"))
            palette = false;
        data = data || is_type(&chunk, "IDAT");
        if (data && palette)
            return QUIRE_CORRUPT;
    }
    return QUIRE_CORRUPT;
}

enum quire_result qr_png_measure(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height) {
    struct crc_tables tables;
    struct chunk chunk;
    if (length < sizeof SIGNATURE || memcmp(bytes, SIGNATURE, sizeof SIGNATURE) != 0)
        return QUIRE_CORRUPT;
    crc_make(&tables);
    const uint8_t *first = bytes + sizeof SIGNATURE;
    length -= sizeof SIGNATURE;
    if (!read_chunk(&tables, first, length, &chunk) || !is_type(&chunk, "IHDR") || chunk.length != HEADER_BYTES)
        return QUIRE_CORRUPT;
    enum quire_result result = read_header(chunk.data, width, height);
    if (result != QUIRE_OK)
        return result;
    size_t header = CHUNK_HEAD + HEADER_BYTES + CHUNK_TAIL;
    return read_chunks(&tables, first + header, length - header, chunk.data[9] == 3);
}
