/* sgr_read.h - renditions from bytes, the frequent ones at once.
 *
 * Programs write the same few short renditions over and over ("1m", "0;32m"): what such a one made of a pen is
 * remembered by its bytes. What is not repeated is mostly colours ("38;2;212;155;187m"), alone or among parameters that
 * stand for themselves, and is read as it stands. All others are taken apart as control sequences (csi_scan.h, sgr.h),
 * which says the same and costs three times as much. */
#ifndef QR_SGR_READ_H
#define QR_SGR_READ_H

#include <stdint.h>

#include "qr_style.h"

/* Pairs of places: what is asked for again and again falls on one place with something else sooner than one thinks. */
#define QR_SGR_MEMO 64u

struct qr_sgr_known {
    uint64_t bytes; /* behind CSI, the final last and highest; 0: none */
    struct qr_style before, after;
};

/* What short renditions made of pens. Always true, so nothing ever has to be forgotten; all zero is empty. */
struct qr_sgr_memo {
    struct qr_sgr_known pairs[QR_SGR_MEMO][2];
};

/* qr_sgr_read for any that is not "m" or "0m". */
const uint8_t *qr_sgr_read_other(struct qr_sgr_memo *memo, const uint8_t *p, const uint8_t *end, struct qr_style *pen);

/* Reads a rendition from behind its CSI, applies it to *pen, and returns the place behind its final. NULL: it is not
 * whole in [p, end), has too many parameters, or is another sequence; nothing changed. Every other rendition brings the
 * default one back, whatever the pen was: that is seen at once. */
static inline const uint8_t *qr_sgr_read(struct qr_sgr_memo *memo, const uint8_t *p, const uint8_t *end,
                                         struct qr_style *pen) {
    if (end - p < 2 || (p[0] != 'm' && (p[0] != '0' || p[1] != 'm')))
        return qr_sgr_read_other(memo, p, end, pen);
    *pen = (struct qr_style){0, pen->second & QR_STYLE_LINK_MASK};
    return p[0] == 'm' ? p + 1 : p + 2;
}

#endif
