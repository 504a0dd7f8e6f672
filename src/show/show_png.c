#include "show_png.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>
#include <zlib.h>

static uint32_t big_endian(const uint8_t *bytes) {
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

bool show_png_size(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height) {
    if (length < 33 || memcmp(bytes, "\x89PNG\r\n\x1a\n", 8) != 0 || memcmp(bytes + 12, "IHDR", 4) != 0) {
        return false;
    }
    *width = big_endian(bytes + 16);
    *height = big_endian(bytes + 20);
    return *width > 0 && *height > 0;
}

bool show_png_is_whole(const uint8_t *bytes, size_t length) {
    size_t at = 8;
    while (length >= 12 && at <= length - 12) {
        uint32_t size = big_endian(bytes + at);
        if (size > length - at - 12) {
            return false;
        }
        uLong sum = crc32(0, bytes + at + 4, size + 4);
        if (sum != big_endian(bytes + at + 8 + size)) {
            return false;
        }
        if (memcmp(bytes + at + 4, "IEND", 4) == 0) {
            return true;
        }
        at += (size_t)size + 12;
    }
    return false;
}

/* The head is read: room for the pixels, and those. */
static bool read_pixels(png_image *image, struct show_picture *picture, char *error, size_t error_size) {
    if (!show_picture_create(picture, image->width, image->height)) {
        snprintf(error, error_size, "is too large: %ux%u pixels", (unsigned)image->width, (unsigned)image->height);
        return false;
    }
    image->format = PNG_FORMAT_RGBA;
    if (png_image_finish_read(image, NULL, picture->frames[0].rgba, 0, NULL) == 0) {
        snprintf(error, error_size, "is a broken PNG: %s", image->message);
        show_picture_finish(picture);
        return false;
    }
    return true;
}

bool show_png_decode(const uint8_t *bytes, size_t length, struct show_picture *picture, char *error,
                     size_t error_size) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, bytes, length) == 0) {
        snprintf(error, error_size, "is a broken PNG: %s", image.message);
        return false;
    }
    bool decoded = read_pixels(&image, picture, error, error_size);
    png_image_free(&image);
    return decoded;
}

uint8_t *show_png_encode(const struct show_picture *picture, size_t *length) {
    png_image image;
    memset(&image, 0, sizeof image);
    image.version = PNG_IMAGE_VERSION;
    image.width = picture->width;
    image.height = picture->height;
    image.format = PNG_FORMAT_RGBA;
    png_alloc_size_t room = PNG_IMAGE_PNG_SIZE_MAX(image);
    uint8_t *bytes = malloc(room);
    if (bytes != NULL && png_image_write_to_memory(&image, bytes, &room, 0, picture->frames[0].rgba, 0, NULL) == 0) {
        free(bytes);
        bytes = NULL;
    }
    *length = bytes != NULL ? room : 0;
    return bytes;
}
