/* link_read.h - hyperlinks (OSC 8) from their bytes, the ordinary ones, which are nearly all.
 *
 * Ordinary is what is whole in the buffer, printable ASCII, and within the limits: nothing is to be said of it and
 * nothing to be left out (osc_link.c has the rules). Everything else goes through the parser and comes to the same. */
#ifndef QR_LINK_READ_H
#define QR_LINK_READ_H

#include <stdint.h>
#include <string.h>

#include "span.h"

/* Parts of OSC 8, where they lie in its bytes. */
struct qr_link_parts {
    struct qr_span uri; /* empty: the end of a link */
    struct qr_span id;  /* empty: it has none */
};

/* The value of id= among the parameters "key=value:key=value"; NULL and 0: there is none. */
struct qr_span qr_link_id(struct qr_span parameters);

#define QR_LINK_INTRODUCER "\033]8;"
#define QR_LINK_INTRODUCER_BYTES (sizeof QR_LINK_INTRODUCER - 1)
/* The end of a link as nearly all programs write it. */
#define QR_LINK_END QR_LINK_INTRODUCER ";\033\\"
#define QR_LINK_END_BYTES (sizeof QR_LINK_END - 1)

/* qr_link_read for any that is not QR_LINK_END. */
const uint8_t *qr_link_read_any(const uint8_t *p, const uint8_t *end, struct qr_link_parts *parts);

/* Reads the ordinary OSC 8 that begins at `p` with ESC. Returns the place behind its terminator; NULL: it is no such
 * one. Borrows the bytes. Cost: its bytes, by vectors; of what is none no more than the longest link has. */
static inline const uint8_t *qr_link_read(const uint8_t *p, const uint8_t *end, struct qr_link_parts *parts) {
    if ((size_t)(end - p) < QR_LINK_END_BYTES || memcmp(p, QR_LINK_END, QR_LINK_END_BYTES) != 0)
        return qr_link_read_any(p, end, parts);
    *parts = (struct qr_link_parts){{p + QR_LINK_END_BYTES, 0}, {NULL, 0}};
    return p + QR_LINK_END_BYTES;
}

#endif
