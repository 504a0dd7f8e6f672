/* png_write.h - RGBA pixels into a PNG file. */
#ifndef PNG_WRITE_H
#define PNG_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes an opaque picture, top row first ("-": to standard output). False and one line in `error`; a file that could
 * not be finished is removed. */
bool png_write(const char *path, const uint8_t *rgba, uint32_t width, uint32_t height, char *error, size_t error_size);

#endif
