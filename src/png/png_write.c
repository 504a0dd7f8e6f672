#include "png_write.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

static void drop_alpha(const uint8_t *rgba, uint32_t width, uint8_t *rgb) {
    for (uint32_t x = 0; x < width; x++)
        memcpy(rgb + (size_t)x * 3, rgba + (size_t)x * 4, 3);
}

/* Everything that libpng may leave by a jump; nothing in here changes locals after setjmp. */
static bool encode(png_structp png, png_infop info, FILE *file, const struct png_pixels *pixels, uint8_t *row) {
    if (setjmp(png_jmpbuf(png)))
        return false;
    png_init_io(png, file);
    png_set_IHDR(png, info, pixels->width, pixels->height, 8, pixels->opaque ? PNG_COLOR_TYPE_RGB : PNG_COLOR_TYPE_RGBA,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 6);
    png_write_info(png, info);
    for (uint32_t y = 0; y < pixels->height; y++) {
        const uint8_t *rgba = pixels->rgba + (size_t)y * pixels->stride * 4;
        if (pixels->opaque)
            drop_alpha(rgba, pixels->width, row);
        else
            memcpy(row, rgba, (size_t)pixels->width * 4);
        png_write_row(png, row);
    }
    png_write_end(png, info);
    return true;
}

bool png_write(FILE *file, const void *pixels) {
    const struct png_pixels *picture = pixels;
    bool done = false;
    uint8_t *row = malloc((size_t)picture->width * 4);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    if (row && info)
        done = encode(png, info, file, picture, row);
    if (png)
        png_destroy_write_struct(&png, &info);
    free(row);
    return done;
}
