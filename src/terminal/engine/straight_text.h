/* straight_text.h - the layout of a stretch: its bytes become rows of text, as print.c would lay them out in cells. */
#ifndef QR_STRAIGHT_TEXT_H
#define QR_STRAIGHT_TEXT_H

#include "engine.h"
#include "history_text.h"
#include "straight_pen.h"
#include "straight_short.h"
#include "unicode_properties.h"

/* The cursor and the row that it is in. */
struct qr_straight {
    struct qr_engine *engine;
    uint32_t cols;
    uint32_t x;      /* of the cursor; cols: behind the last column, a wrap is pending */
    uint32_t filled; /* columns of the row that are in it; those before x are blank */
    uint64_t line;   /* of the row, */
    uint64_t column; /* and columns of the line before it */
    struct qr_straight_pen pen;
    struct qr_text_dress dress; /* the pen as history keeps it */
    struct qr_text_dress blank; /* of the row's blanks: the background that the pen had when it began */
    struct qr_text_dress ghost; /* of column `filled`, when a wide character there became narrow, */
    bool has_ghost;
    bool just_printed;           /* as of struct qr_printer */
    struct qr_break_state state; /* behind the last character */
    /* Where the row began, to go back to; NULL when that is inside a character's bytes. */
    const uint8_t *row_at;
    uint32_t row_x;
    struct qr_straight_pen row_pen;
    bool stopped; /* history did not take a row: it begins at row_at, and everything is as it was there */
    struct qr_straight_short renditions; /* of straight_lines.c */
    struct qr_text_row row;
};

/* Begins where the cursor of the screen is, in a row that is blank and begins a line; `at` are the bytes to come. Takes
 * the row's line, the pen and nothing else from the screen. `kept`: rows come into history, else they go nowhere. */
void qr_straight_begin(struct qr_straight *straight, struct qr_engine *engine, bool kept, const uint8_t *at);

/* Lays out bytes of a stretch, up to `end`, where a row begins, and returns that, or where the row begins that history
 * had no memory for (`stopped`). Cost: the bytes. */
const uint8_t *qr_straight_lines(struct qr_straight *straight, const uint8_t *bytes, const uint8_t *end);

#endif
