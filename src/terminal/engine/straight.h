/* straight.h - floods of lines, from bytes to history without a stop on the screen.
 *
 * When more lines come at once than the screen has rows, most of them scroll off before anybody can look. They need not
 * become cells: what would come to history is text and runs, and that is nearly what the bytes are. So a stretch of
 * bytes that holds nothing but text, SGR, links, HT and line ends is taken apart:
 *
 *     | up to a line end | rows that scroll off            | rows that stay, and some before them |
 *       the slow way       straight into history pages       the slow way, on a blank screen
 *
 * It is begun only while everything is as usual (straight.c: as_usual): autowrap, no insert or origin mode, no left and
 * right margins, the plain character set, UTF-8 input, nobody who watches text. Rows of the whole primary screen go
 * into its history; those of the alternate screen, between margins below the first row, or without a history go into
 * nowhere, and their bytes are skipped where they are simple (straight_skip.h). What scrolls off a region that begins
 * with the first row of the primary screen and does not fill it comes to history the slow way. What is not usual ends a
 * stretch before it happens. Afterwards screen, history, numbers, times and pen are what the slow way would have left;
 * only ids of styles and versions of rows are others. tests/engine/test_straight.c holds the two against each other. */
#ifndef QR_STRAIGHT_H
#define QR_STRAIGHT_H

#include "engine.h"

/* Feeds bytes while that can be done straight, and the bytes around it the slow way. Returns how many were fed, 0 when
 * there was nothing of the kind; *slow: so many bytes behind them are not worth asking about. Cost where it feeds
 * nothing: a look at the bytes up to the first that is not of a stretch. */
size_t qr_straight_feed(struct qr_engine *engine, const uint8_t *bytes, size_t length, size_t *slow);

#endif
