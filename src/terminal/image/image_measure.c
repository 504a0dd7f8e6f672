/* image_measure.c - the sizes of pictures in files that only the host can decode. */
#include "image_measure.h"

#include <string.h>

#include "image_content.h"
#include "image_png.h"

static bool begins(const uint8_t *bytes, size_t length, const char *with, size_t count) {
    return length >= count && memcmp(bytes, with, count) == 0;
}

enum qr_file_kind qr_image_file_kind(const uint8_t *bytes, size_t length) {
    if (begins(bytes, length, "\x89PNG\r\n\x1A\n", 8))
        return QR_FILE_PNG;
    if (begins(bytes, length, "\xFF\xD8\xFF", 3))
        return QR_FILE_JPEG;
    if (begins(bytes, length, "GIF87a", 6) || begins(bytes, length, "GIF89a", 6))
        return QR_FILE_GIF;
    if (length >= 12 && begins(bytes, length, "RIFF", 4) && memcmp(bytes + 8, "WEBP", 4) == 0)
        return QR_FILE_WEBP;
    return QR_FILE_OTHER;
}

static uint32_t big_16(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 8 | bytes[1];
}

static uint32_t little_16(const uint8_t *bytes) {
    return (uint32_t)bytes[1] << 8 | bytes[0];
}

static uint32_t little_24(const uint8_t *bytes) {
    return little_16(bytes) | (uint32_t)bytes[2] << 16;
}

struct sizes {
    uint32_t width, height;
};

/* --- JPEG (ITU T.81, annex B) ---------------------------------------------------------------------------------- */

/* A frame header: SOF0 to SOF15, but for the three markers between that are none. */
static bool is_frame_header(uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

/* Markers that no segment follows. */
static bool stands_alone(uint8_t marker) {
    return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

static bool measure_jpeg(const uint8_t *bytes, size_t length, struct sizes *sizes) {
    for (size_t at = 2; at + 9 <= length;) {
        uint8_t marker = bytes[at + 1];
        if (bytes[at] != 0xFF)
            return false;
        if (marker == 0xFF || stands_alone(marker)) { /* 0xFF: any number of them may fill up */
            at += marker == 0xFF ? 1 : 2;
            continue;
        }
        if (is_frame_header(marker)) {
            *sizes = (struct sizes){big_16(bytes + at + 7), big_16(bytes + at + 5)};
            return true;
        }
        if (marker == 0xDA || marker == 0xD9) /* data or the end, and no frame header came */
            return false;
        uint32_t segment = big_16(bytes + at + 2);
        if (segment < 2)
            return false;
        at += 2 + (size_t)segment;
    }
    return false;
}

/* --- GIF and WebP ---------------------------------------------------------------------------------------------- */

static bool measure_gif(const uint8_t *bytes, size_t length, struct sizes *sizes) {
    if (length < 10)
        return false;
    *sizes = (struct sizes){little_16(bytes + 6), little_16(bytes + 8)};
    return true;
}

/* The first chunk says which of three forms it is (RFC 9649). */
static bool measure_webp(const uint8_t *bytes, size_t length, struct sizes *sizes) {
    if (length < 30)
        return false;
    const uint8_t *type = bytes + 12, *data = bytes + 20;
    if (memcmp(type, "VP8X", 4) == 0) {
        *sizes = (struct sizes){little_24(data + 4) + 1, little_24(data + 7) + 1};
        return true;
    }
    if (memcmp(type, "VP8L", 4) == 0 && data[0] == 0x2F) {
        uint32_t bits = little_24(data + 1) | (uint32_t)data[4] << 24;
        *sizes = (struct sizes){(bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1};
        return true;
    }
    if (memcmp(type, "VP8 ", 4) != 0 || memcmp(data + 3, "\x9D\x01\x2A", 3) != 0)
        return false;
    *sizes = (struct sizes){little_16(data + 6) & 0x3FFF, little_16(data + 8) & 0x3FFF};
    return true;
}

static enum quire_result sizes_within(const struct sizes *sizes, uint32_t *width, uint32_t *height) {
    *width = sizes->width;
    *height = sizes->height;
    if (sizes->width == 0 || sizes->height == 0)
        return QUIRE_CORRUPT;
    return sizes->width > QR_IMAGE_SIDE_MAX || sizes->height > QR_IMAGE_SIDE_MAX ? QUIRE_LIMIT : QUIRE_OK;
}

enum quire_result qr_image_measure(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height) {
    struct sizes sizes = {0, 0};
    bool said = false;
    switch (qr_image_file_kind(bytes, length)) {
    case QR_FILE_PNG:
        return qr_png_measure(bytes, length, width, height);
    case QR_FILE_JPEG:
        said = measure_jpeg(bytes, length, &sizes);
        break;
    case QR_FILE_GIF:
        said = measure_gif(bytes, length, &sizes);
        break;
    case QR_FILE_WEBP:
        said = measure_webp(bytes, length, &sizes);
        break;
    case QR_FILE_OTHER:
        return QUIRE_UNSUPPORTED;
    }
    return said ? sizes_within(&sizes, width, height) : QUIRE_CORRUPT;
}
