/* straight_lines.h - lines of ASCII and renditions: most of all that ever scrolls by. */
#ifndef QR_STRAIGHT_LINES_H
#define QR_STRAIGHT_LINES_H

#include "straight_text.h"

/* At the beginning of a line, with nothing in it and no background in the pen: puts lines as long as they are of this
 * kind and the open page has room, and returns the place behind them. Pen, line and numbers have moved on; the row that
 * comes is to be begun. Cost: the bytes. */
const uint8_t *qr_straight_put_lines(struct qr_straight *straight, const uint8_t *bytes, const uint8_t *end);

#endif
