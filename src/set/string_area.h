/* string_area.h - the bytes that a block's values own: URIs, link ids, code points of clusters.
 *
 * An area of chunks of 16 bytes with one bit per chunk, both inside the block. A string is a run of whole chunks; its
 * place is a chunk number, which stays right when the area is copied into a larger one. Allocation is first-fit from a
 * hint, so it is O(chunks / 64) at worst and usually one step.
 *
 *     | struct qr_strings | bitmap: one bit a chunk, set = used | chunks of 16 bytes ... |
 *
 * Chunk 0 is never handed out: place 0 is "no string". */
#ifndef QR_STRING_AREA_H
#define QR_STRING_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QR_STRING_CHUNK 16u

struct qr_strings {
    uint32_t chunks;       /* in the area */
    uint32_t used;         /* chunks in use, chunk 0 included */
    uint32_t hint;         /* word of the bitmap where the next search begins */
    uint32_t bytes_offset; /* of chunk 0, from this struct */
};

/* Bytes that an area of at least `bytes` string bytes takes in the block; false when it is too large. */
bool qr_strings_size(uint32_t bytes, uint32_t *chunks, size_t *size);

/* Makes an empty area in zeroed memory of that size. chunks is a multiple of 64. */
void qr_strings_init(struct qr_strings *strings, uint32_t chunks);

/* Takes room for `length` bytes (> 0); 0 when there is none in one piece. */
uint32_t qr_strings_alloc(struct qr_strings *strings, size_t length);

/* Gives a string back; `length` as it was taken. */
void qr_strings_free(struct qr_strings *strings, uint32_t place, size_t length);

/* The bytes of a string; borrowed like any pointer into a block. */
void *qr_strings_at(const struct qr_strings *strings, uint32_t place);

/* Copies all strings of `from` into the empty, not smaller area `to`; every place stays the same. */
void qr_strings_copy(struct qr_strings *to, const struct qr_strings *from);

/* True when [place, place + length) lies in the area and all its chunks are in use. For checks. */
bool qr_strings_holds(const struct qr_strings *strings, uint32_t place, size_t length);

#endif
