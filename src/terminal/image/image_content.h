/* image_content.h - what an image shows: its bytes as they came, with width and height. Immutable and counted.
 *
 * The store interns contents (images.h), a frame of a view holds those that it shows, and a host may hold one to read
 * it on a thread of its own. So the count is the one thing here that several threads touch (qr_count.h); all else is
 * written before the content is shared.
 *
 * Bytes are kept as they came: a PNG file stays one, and pixels are decoded into memory of whoever wants to see them.
 * Pixels that nobody has looked at for a while are packed (LZ4, where the library has it): a packed content is another
 * content with the same hash, and takes the place of the first in the store. What is read is the same.
 *
 * Pixels are rows from the top, without gaps, straight alpha (not multiplied with it), in sRGB as they came. */
#ifndef QR_IMAGE_CONTENT_H
#define QR_IMAGE_CONTENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/result.h>

/* Sides of an image, in pixels. Larger ones are refused. */
#define QR_IMAGE_SIDE_MAX 32768u

enum qr_content_kind {
    QR_CONTENT_RGB,    /* 3 bytes a pixel */
    QR_CONTENT_RGBA,   /* 4 bytes */
    QR_CONTENT_PNG,    /* a PNG file */
    QR_CONTENT_FOREIGN /* a file that only the host can decode: it cannot be read until the host has (image.h) */
};

/* Who decodes PNG files: the library's own decoder (image_png.h) or the host's. Writes width x height RGBA pixels, rows
 * `stride` bytes apart. Called on the thread that reads; false: the file is broken, what was written means nothing. */
struct qr_png_decoder {
    bool (*decode)(void *user, const uint8_t *bytes, size_t length, uint32_t width, uint32_t height, uint8_t *rgba,
                   size_t stride);
    void *user;
};

struct qr_content {
    uint32_t uses; /* qr_count.h */
    uint8_t kind;  /* enum qr_content_kind, of what it is when unpacked */
    bool is_packed;
    uint32_t number;        /* among others while they are written down; the terminal's thread only */
    uint32_t width, height; /* pixels */
    size_t length;          /* of `bytes` */
    uint64_t hash[2]; /* of what it is when unpacked, with sizes and kind, under the store's seed; 0, 0: not yet */
    struct qr_png_decoder png;
    struct quire_allocator allocator;
    uint8_t bytes[];
};

/* A content that one holds, whose bytes are to be filled in before it is shared. LIMIT: sides are none or too large, or
 * `length` is not that of the pixels; OUT_OF_MEMORY. */
enum quire_result qr_content_create(const struct quire_allocator *allocator, enum qr_content_kind kind, uint32_t width,
                                    uint32_t height, size_t length, struct qr_content **content);
/* The same of one that nobody else holds, for bytes of the same length: they are to be filled in again. LIMIT: nothing
 * has changed. */
enum quire_result qr_content_renew(struct qr_content *content, enum qr_content_kind kind, uint32_t width,
                                   uint32_t height);
void qr_content_hold(struct qr_content *content);
/* The last one who lets go releases it. NULL is allowed. */
void qr_content_release(struct qr_content *content);

/* Bytes that it takes, header and all: what the budget counts. */
size_t qr_content_bytes(const struct qr_content *content);

/* Bytes of what it is when unpacked. */
size_t qr_content_length(const struct qr_content *content);

/* The pixels as they lie, where they do: RGB or RGBA that is not packed. Else NULL. */
const uint8_t *qr_content_pixels(const struct qr_content *content);

/* Writes all pixels as RGBA, rows `stride` bytes apart (at least 4 * width). CORRUPT: a broken PNG; UNSUPPORTED: nobody
 * here can decode it; OUT_OF_MEMORY. What was written then means nothing. Cost: that of decoding or of a copy. */
enum quire_result qr_content_read(const struct qr_content *content, uint8_t *rgba, size_t stride);

/* The same, packed, as a new content; NULL: it would not become smaller by an eighth, or no memory. */
struct qr_content *qr_content_pack(const struct qr_content *content);

#endif
