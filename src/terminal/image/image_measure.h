/* image_measure.h - which kind of file is this, and how large is its picture?
 *
 * A program sends a file and wants it placed at once, while only the host can decode it, and does so later (JPEG, GIF,
 * WebP). Where it goes depends on its sizes, and those stand in its first bytes. Nothing is decoded here, and nothing
 * is believed: whoever decodes scales to what was said, or refuses. What is not known here is placed by what the
 * program says, or refused. */
#ifndef QR_IMAGE_MEASURE_H
#define QR_IMAGE_MEASURE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/result.h>

enum qr_file_kind { QR_FILE_OTHER, QR_FILE_PNG, QR_FILE_JPEG, QR_FILE_GIF, QR_FILE_WEBP };

/* By the first bytes; 12 of them are enough. */
enum qr_file_kind qr_image_file_kind(const uint8_t *bytes, size_t length);

/* Width and height in pixels, of a PNG file as qr_png_measure has it. CORRUPT: the file does not say, or is damaged
 * where it would; LIMIT: sides beyond QR_IMAGE_SIDE_MAX; UNSUPPORTED: of another kind. A JPEG that a camera held
 * sideways (Exif) has the sizes that it has lying. Cost: of a JPEG, a step for each segment before its frame header. */
enum quire_result qr_image_measure(const uint8_t *bytes, size_t length, uint32_t *width, uint32_t *height);

#endif
