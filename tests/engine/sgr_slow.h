/* sgr_slow.h - the slow way to read a rendition, beside which the quick ones are tested. */
#ifndef SGR_SLOW_H
#define SGR_SLOW_H

#include "csi_scan.h"
#include "sgr.h"

/* Takes a control sequence apart and applies it, if it is a rendition. What is behind it; NULL: it is none, or not
 * whole. */
static inline const uint8_t *sgr_slow(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    struct qr_sequence sequence;
    const uint8_t *behind = qr_csi_scan(p, end, &sequence);
    if (!behind || sequence.final != 'm' || sequence.prefix || sequence.intermediate_count)
        return NULL;
    *pen = qr_sgr_apply(*pen, &sequence);
    return behind;
}

#endif
