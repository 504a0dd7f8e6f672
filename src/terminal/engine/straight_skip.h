/* straight_skip.h - lines of a stretch whose rows go nowhere: on the alternate screen, below the first row of a region,
 * or where no history is kept.
 *
 * Such lines leave nothing behind but the pen and the numbers that their rows took. They need not become anything: what
 * is to be known of a line is that it is one row. */
#ifndef QR_STRAIGHT_SKIP_H
#define QR_STRAIGHT_SKIP_H

#include "straight_text.h"

/* At the beginning of a line, with nothing in it: skips lines as long as they are nothing but ASCII, renditions and
 * links, fit into a row and end with CR LF, and returns the place behind them. Pen, line and numbers have moved on; the
 * row that comes is to be begun. Cost: the bytes. */
const uint8_t *qr_straight_skip_lines(struct qr_straight *straight, const uint8_t *bytes, const uint8_t *end);

#endif
