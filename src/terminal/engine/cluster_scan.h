/* cluster_scan.h - how far UTF-8 text lies in cells, without decoding it for anybody.
 *
 * Where text goes to history as it came (straight_text.c), all that is to be known of it is where its cells end and how
 * wide they are. This is that and no more: cells of one row side by side, what joins them, and their breaks in the
 * words of history. It stops before whatever is not so simple, and then everything is as the way that knows it all
 * (straight_text.c, print.c) would have left it there: each place between two code points is a sound one to go on from.
 *
 * It stops before: a control and DEL, C1 controls, ill-formed bytes, and what is not whole, or begins less than four
 * bytes from the end without being ASCII; a new cell beyond the limits; a code point that joins what was there before
 * the scan, or stands on nothing; the one too many for a cluster; one that makes a cluster wide where there is no
 * column for it, or narrow. */
#ifndef QR_CLUSTER_SCAN_H
#define QR_CLUSTER_SCAN_H

#include "history_text.h"
#include "unicode_properties.h"

struct qr_cluster_scan {
    /* What the text is scanned with. */
    struct qr_break_state state; /* behind the text so far; all zero: nothing joins what is there. Goes on */
    unsigned ambiguous;          /* columns of ambiguous characters */
    bool graphemes;              /* mode 2027: what takes columns may join as well */
    struct qr_text_piece found;
    uint16_t breaks[QR_FREEZE_CELLS]; /* of it */
};

/* At most so many cells (QR_FREEZE_CELLS) and columns. Cost: the bytes. */
void qr_cluster_scan(struct qr_cluster_scan *scan, const uint8_t *bytes, const uint8_t *end, uint32_t cells,
                     uint32_t columns);

#endif
