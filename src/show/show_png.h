/* show_png.h - PNG to pixels and back, by libpng. */
#ifndef SHOW_PNG_H
#define SHOW_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "show_picture.h"

/* The size that the head of the file says; false: it is none. */
bool show_png_size(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height);

/* Is it whole, and is every chunk what its checksum says? For files that are passed on: nobody would hear what the
 * terminal says of them. One that passes may be broken all the same. */
bool show_png_is_whole(const uint8_t *bytes, size_t length);

/* 8 bits a channel of sRGB, whatever the file has. False: one line in `error`. */
bool show_png_decode(const uint8_t *bytes, size_t length, struct show_picture *picture, char *error, size_t error_size);

/* The first frame as a file, of malloc; NULL: no memory. */
uint8_t *show_png_encode(const struct show_picture *picture, size_t *length);

#endif
