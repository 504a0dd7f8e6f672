/* quick.h - what nearly all output to a screen consists of, obeyed while it is bytes: ASCII that stays on its row,
 * renditions, and moves of the cursor. */
#ifndef QR_QUICK_H
#define QR_QUICK_H

#include "engine.h"

/* Obeys what is at the beginning of [bytes, end) as far as it is such, and while nothing is in force that it would have
 * to be asked about. Returns the place behind it: `bytes` where nothing was done. What the terminal is afterwards is
 * what it would be had the parser's events said the same. Cost: a few tens of instructions for each of them. */
const uint8_t *qr_quick_feed(struct qr_engine *engine, const uint8_t *bytes, const uint8_t *end);

#endif
