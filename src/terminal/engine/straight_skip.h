/* straight_skip.h - floods of lines that scroll off into nowhere: on the alternate screen, or between margins that do
 * not begin with the first row.
 *
 * Such lines leave nothing behind but the pen and the numbers that their rows took. They need not become anything: what
 * is to be known of a line is that it is one row. */
#ifndef QR_STRAIGHT_SKIP_H
#define QR_STRAIGHT_SKIP_H

#include "engine.h"

/* Skips lines from `bytes` on, where one begins in column 0 in a fresh last row of the region that scrolls: those of
 * nothing but ASCII and renditions that fit into a row and end with CR LF, and end not behind `end`. At least as many
 * rows begin behind `end` as the region has but one, so what is on it now is never looked at again. The screen is then
 * as if the lines had been printed and were gone. Returns the place behind them. Cost: the bytes, and a blank region.
 */
const uint8_t *qr_straight_skip(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end);

#endif
