/* format_images.h - images in documents (JSON, HTML): what stands in the rows that are written.
 *
 * Placements are met strip by strip, as their rows are written. JSON lists each once, with the row where it was met
 * first; HTML puts a slice into each row, and the pixels of an image, as a rule of its own, before the first slice.
 * What was met already is remembered by number. Placements that have no strips (Unicode placeholders, relative ones)
 * are not in documents; text formats have no images.
 *
 * Cost: a search for each row; of HTML also the pixels of each image, as a PNG file in base64. Failure: without memory
 * an image is left out, and `lacked_memory` says so. */
#ifndef QR_FORMAT_IMAGES_H
#define QR_FORMAT_IMAGES_H

#include "format_writer.h"
#include "images.h"

/* Numbers that were seen before, sorted. */
struct qr_seen_numbers {
    uint64_t *numbers;
    size_t capacity, count;
};

struct qr_format_images {
    struct qr_images *store; /* NULL: there is none, and nothing is written */
    const struct quire_allocator *allocator;
    bool alternate;
    struct qr_seen_numbers seen;
    bool lacked_memory;
};

void qr_format_images_open(struct qr_format_images *images, struct qr_engine *engine);
void qr_format_images_close(struct qr_format_images *images);

/* The member "images" of the JSON document, with its comma; nothing where none is in rows [first, rows->count). */
void qr_json_images(struct qr_writer *writer, struct qr_format_images *images, struct qr_rows *rows, uint64_t first);

/* The slices of images in a row, before its text. */
void qr_html_images(struct qr_writer *writer, struct qr_format_images *images, const struct qr_rows *rows,
                    const struct qr_row_view *view);
/* Does a row show any? */
bool qr_row_has_images(const struct qr_format_images *images, const struct qr_rows *rows,
                       const struct qr_row_view *view);

#endif
