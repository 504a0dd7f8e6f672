/* image_png.h - PNG files: what they say of themselves, and their pixels.
 *
 * Whether bytes are a PNG file is looked at when a program sends them (qr_png_measure): signature, header, the chain of
 * chunks with the checksums of those that matter, up to IEND. That needs no library and unpacks nothing. Pixels are
 * decoded when somebody wants to see them, by libpng where the build has it (option `png`).
 *
 * A small file may unpack to anything. What is written is width x height pixels, as the header says, and decoding stops
 * there: what a file holds beyond is never unpacked. Chunks that do not change pixels (texts, profiles, times) are
 * skipped, packed or not. Colours are taken as sRGB whatever gamma or profile a file names, as terminals do. */
#ifndef QR_IMAGE_PNG_H
#define QR_IMAGE_PNG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/result.h>

/* Was the library built with a decoder? */
bool qr_png_is_there(void);

/* The sizes of a file that is whole. CORRUPT: it is none, or damaged; LIMIT: sides beyond QR_IMAGE_SIDE_MAX. What comes
 * behind IEND is not looked at. Cost: a pass over the bytes. */
enum quire_result qr_png_measure(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height);

/* Writes width x height RGBA pixels, rows `stride` bytes apart. CORRUPT: it is broken, or of another size; UNSUPPORTED:
 * the library was built without; OUT_OF_MEMORY. */
enum quire_result qr_png_decode(const struct quire_allocator *allocator, const uint8_t *bytes, size_t length,
                                uint32_t width, uint32_t height, uint8_t *rgba, size_t stride);

#endif
