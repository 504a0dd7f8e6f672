/* string_area.h - the bytes that a block's values own: URIs, link ids, code points of clusters.
 *
 * An area of chunks of 16 bytes inside the block. A string is a run of whole chunks; its place is the number of the
 * first one. Strings are taken one behind the other and never looked for: room that is given back is counted and stays
 * where it is until the owner of the strings moves those that live together (qr_page_compact_strings, or a rebuild).
 * So taking and giving back cost the same in an area that is torn to pieces as in a fresh one, and so does the answer
 * that there is no room.
 *
 *     | struct qr_strings | chunks of 16 bytes: none | handed out at some time ... | end: zero ... |
 *
 * Chunk 0 is never handed out: place 0 is "no string". What it is not: it does not know its strings, so it cannot move
 * them by itself. Why not a bitmap of free chunks and first fit: a hostile program makes every search go through all of
 * it, 2 ms each in 64 MiB. */
#ifndef QR_STRING_AREA_H
#define QR_STRING_AREA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define QR_STRING_CHUNK 16u

struct qr_strings {
    uint32_t chunks;       /* in the area */
    uint32_t used;         /* chunks of strings that were not given back, chunk 0 included */
    uint32_t end;          /* the first chunk never handed out; from here on all is zero */
    uint32_t bytes_offset; /* of chunk 0, from this struct */
};

/* Chunks that a string of so many bytes takes. */
static inline uint32_t qr_strings_chunks(size_t length) {
    return (uint32_t)((length + QR_STRING_CHUNK - 1) / QR_STRING_CHUNK);
}

/* Bytes that an area of at least `bytes` string bytes takes in the block; false when it is too large. */
bool qr_strings_size(uint32_t bytes, uint32_t *chunks, size_t *size);

/* Makes an empty area in zeroed memory of that size. */
void qr_strings_init(struct qr_strings *strings, uint32_t chunks);

/* Takes room for `length` bytes (> 0) at the end; 0 when so much is not left there. O(1). */
uint32_t qr_strings_alloc(struct qr_strings *strings, size_t length);

/* Gives a string back; `length` as it was taken. O(1); the room can be taken again when the area was compacted. */
void qr_strings_free(struct qr_strings *strings, uint32_t place, size_t length);

/* The bytes of a string; borrowed like any pointer into a block. */
static inline void *qr_strings_at(const struct qr_strings *strings, uint32_t place) {
    return (void *)((uintptr_t)strings + strings->bytes_offset + (size_t)place * QR_STRING_CHUNK);
}

/* The area holds these chunks, from chunk 1 on, and nothing else: the end of moving strings together, in memory
 * outside. All of them are in use, and there are no more than there were. */
void qr_strings_refill(struct qr_strings *strings, const void *bytes, uint32_t chunks);

/* True when [place, place + length) was handed out at some time. For checks. O(1). */
bool qr_strings_holds(const struct qr_strings *strings, uint32_t place, size_t length);

#endif
