/* row_strips.h - where the strips of placements (placements.h) are seen in one row of text.
 *
 * A strip stands at a column of a line; a row shows some columns of it. An inline strip is seen where the cells of a
 * screen still say so (QR_CELL_PICTURED), in runs; in history strips have been cut to what is seen. It may be seen in
 * several rows, where its line was wrapped inside of it. For frames and
 * formats, which have rows from different places. Cost: a binary search, and the strips of the line. */
#ifndef QR_ROW_STRIPS_H
#define QR_ROW_STRIPS_H

#include "page.h"
#include "placements.h"

/* What a row shows: columns [begin, end) of a line, in `cols` columns. */
struct qr_strip_row {
    uint64_t line, begin, end;   /* end: UINT64_MAX where the line ends in this row */
    uint32_t cols;               /* its cells, seen or not */
    const struct qr_cell *cells; /* of a screen; NULL: of history */
};

/* Columns [x, x + cols) of the row show columns [from, from + cols) of a strip's placement; they may reach beyond the
 * row. False: no more are wanted. */
typedef bool qr_strip_run(void *user, const struct qr_strip *strip, uint32_t x, uint32_t from, uint32_t cols);

/* Tells the strips of one screen's placements, in the order in which they stand in the line. */
void qr_row_strips(const struct qr_images *images, bool alternate, const struct qr_strip_row *row, qr_strip_run *run,
                   void *user);

#endif
