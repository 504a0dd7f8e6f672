/* string_collect.h - the data of a string put together, for those who want it whole.
 *
 * The parser hands strings on in pieces (string_begin, string_data, string_end) and holds nothing. Who wants one whole
 * has a collector: begun with the string, given its data, and looked at when it ends. One that grows beyond the limit,
 * or for which there is no memory, is lost: all of it is forgotten at once, and the rest of its data is swallowed.
 *
 * Memory is taken with the first byte, so empty strings take none. It is kept for the next string, up to
 * QR_STRING_KEPT_BYTES; what is more goes back when the string is forgotten. */
#ifndef QR_STRING_COLLECT_H
#define QR_STRING_COLLECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>

#include "parser.h"

/* A buffer larger than this is given back as soon as its string has ended. */
#define QR_STRING_KEPT_BYTES 65536

struct qr_string_collector {
    struct quire_allocator allocator;
    uint8_t *bytes; /* NULL where nothing was ever collected */
    size_t length, capacity;
    size_t limit; /* of the string under way; the owner may set it while there are no data */
    uint8_t lost; /* QR_STRING_END_TOO_LONG or _NO_MEMORY: it is swallowed; 0: it is not */
};

/* Takes no memory yet; NULL for `allocator` is malloc. */
void qr_string_collector_init(struct qr_string_collector *collector, const struct quire_allocator *allocator,
                              size_t limit);
/* Gives back all memory. */
void qr_string_collector_finish(struct qr_string_collector *collector);

/* A string begins or has been dealt with: its data are forgotten, and it is not lost. */
void qr_string_forget(struct qr_string_collector *collector);

/* More of it. False: it is lost. Linear in `length`, but for the times that the buffer grows. */
bool qr_string_collect(struct qr_string_collector *collector, const uint8_t *bytes, size_t length);

/* How a string that ended in `how` ends for who collects it. */
static inline enum qr_string_end qr_string_collected(const struct qr_string_collector *collector,
                                                     enum qr_string_end how) {
    return collector->lost && how != QR_STRING_END_CANCELLED ? (enum qr_string_end)collector->lost : how;
}

/* What there is of it; never NULL. Good until it is forgotten. */
static inline const uint8_t *qr_string_bytes(const struct qr_string_collector *collector) {
    return collector->bytes ? collector->bytes : (const uint8_t *)"";
}

#endif
