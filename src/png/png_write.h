/* png_write.h - RGBA pixels as PNG. */
#ifndef PNG_WRITE_H
#define PNG_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

struct png_pixels {
    const uint8_t *rgba; /* top row first, not premultiplied */
    uint32_t width, height;
    uint32_t stride; /* pixels from row to row */
    bool opaque;     /* alpha is left out of the file */
};

/* `pixels` is a struct png_pixels: for picture_file_write. */
bool png_write(FILE *file, const void *pixels);

#endif
