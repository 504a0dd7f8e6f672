/* plain_text.h - how much of UTF-8 text is characters that stand by themselves.
 *
 * Most text is: letters and ideographs that are clusters of their own, of one width for a while. Where nobody needs the
 * code points (history is UTF-8), the bytes can be copied as they came. Decoding and the look at the properties are one
 * loop here. */
#ifndef QR_PLAIN_TEXT_H
#define QR_PLAIN_TEXT_H

#include <stdint.h>

#include "qr_scan.h"

struct qr_plain_text {
    uint32_t bytes, cells; /* 0 cells: what begins here is not plain, ill-formed, a control, or less than four bytes
                              from the end */
    unsigned width;        /* columns of each */
};

/* The plain text at the beginning of the bytes: well-formed, at most so many cells and columns. Runs are found by this
 * version of qr_scan.h. Cost: the bytes. */
struct qr_plain_text qr_plain_text_by(const struct qr_scan_version *version, const uint8_t *bytes, const uint8_t *end,
                                      uint32_t cells, uint32_t columns, unsigned ambiguous);

static inline struct qr_plain_text qr_plain_text(const uint8_t *bytes, const uint8_t *end, uint32_t cells,
                                                 uint32_t columns, unsigned ambiguous) {
    return qr_plain_text_by(qr_scan_chosen(), bytes, end, cells, columns, ambiguous);
}

#endif
