/* straight_skip.h - floods of lines that scroll off into nowhere: on the alternate screen, or between margins that do
 * not begin with the first row.
 *
 * Such lines leave nothing behind but the pen and the numbers that their rows took. They need not become anything: what
 * is to be known of a line is that it is one row. */
#ifndef QR_STRAIGHT_SKIP_H
#define QR_STRAIGHT_SKIP_H

#include "engine.h"

/* Skips the lines in [bytes, end), where one begins in column 0 in a fresh last row of the region that scrolls, if all
 * of them are nothing but ASCII and renditions, fit into a row and end with CR LF. At least as many rows begin behind
 * `end` as the region has but one, so what is on it now is never looked at again; until they have come the region is
 * blank rows without numbers of their own, and nobody may look. False: something else is among them; nothing changed.
 * Cost: the bytes, and a blank region. */
bool qr_straight_skip(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end);

#endif
