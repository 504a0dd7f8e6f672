#include "png_write.h"

#include <errno.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

/* Drops alpha, which is opaque anyway. */
static void pack_row(const uint8_t *rgba, uint32_t width, uint8_t *rgb) {
    for (uint32_t x = 0; x < width; x++)
        memcpy(rgb + (size_t)x * 3, rgba + (size_t)x * 4, 3);
}

/* Everything that libpng may leave by a jump; nothing in here changes locals after setjmp. */
static bool encode(png_structp png, png_infop info, FILE *file, const uint8_t *rgba, uint32_t width, uint32_t height,
                   uint8_t *row) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_init_io(png, file);
    png_set_IHDR(png, info, width, height, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
                 PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 6);
    png_write_info(png, info);
    for (uint32_t y = 0; y < height; y++) {
        pack_row(rgba + (size_t)y * width * 4, width, row);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

static bool write_to(FILE *file, const uint8_t *rgba, uint32_t width, uint32_t height) {
    bool done = false;
    uint8_t *row = malloc((size_t)width * 3);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (row && info)
        done = encode(png, info, file, rgba, width, height, row);
    if (png)
        png_destroy_write_struct(&png, &info);
    free(row);
    return done && !fflush(file) && !ferror(file);
}

bool png_write(const char *path, const uint8_t *rgba, uint32_t width, uint32_t height, char *error, size_t error_size) {
    bool standard = !strcmp(path, "-");
    FILE *file = standard ? stdout : fopen(path, "wb");
    if (!file) {
        snprintf(error, error_size, "render: cannot create %s: %s", path, strerror(errno));
        return false;
    }
    errno = 0;
    bool done = write_to(file, rgba, width, height);
    int reason = errno;
    if (!standard && fclose(file) && done) {
        reason = errno;
        done = false;
    }
    if (done)
        return true;
    snprintf(error, error_size, "render: cannot write %s: %s", path, reason ? strerror(reason) : "libpng failed");
    if (!standard)
        remove(path);
    return false;
}
