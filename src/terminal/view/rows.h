/* rows.h - history and screen as one list of rows, for everything that reads a terminal: frames, selections, formats.
 *
 * Row 0 is the oldest row of history at the screen's width, the screen's rows come last. While the alternate screen is
 * shown there is no history. A row of history is thawed into a page of one row; reading in order, either way, is cheap.
 */
#ifndef QR_ROWS_H
#define QR_ROWS_H

#include <stdbool.h>
#include <stdint.h>

#include "access.h"

struct qr_rows {
    struct qr_engine *engine;
    uint32_t cols;
    uint64_t history; /* rows of history */
    uint64_t count;   /* with the screen's */
    struct qr_page scratch;
    struct qr_history_at at; /* where row `at_index` of history is */
    uint64_t at_index;
    bool at_known;
};

/* One row: in `page` at `y`. Valid until the next call. */
struct qr_row_view {
    const struct qr_page *page;
    const struct qr_row *row;
    uint64_t column;  /* of its line, where the row begins */
    uint32_t columns; /* that belong to the line: no spacer, only what there is where history ends inside a line, and
                       * half of them where the row is of double size */
    bool wrapped;     /* the line goes on in the next row */
};

enum quire_result qr_rows_open(struct qr_rows *rows, struct qr_engine *engine);
/* The same with a number of rows that history is taken to have (qr_history_rows_known). */
enum quire_result qr_rows_open_known(struct qr_rows *rows, struct qr_engine *engine, uint64_t history);
void qr_rows_close(struct qr_rows *rows);
/* False for a row that is not there. */
bool qr_rows_get(struct qr_rows *rows, uint64_t index, struct qr_row_view *view);

/* Columns of a row that can be seen; rows of history are of single size. */
uint32_t qr_rows_columns(const struct qr_rows *rows, uint64_t index);

/* Where a row of history is; false for one that is not there. As cheap as qr_rows_get in order. */
bool qr_rows_place(struct qr_rows *rows, uint64_t index, struct qr_history_at *at);

/* The last line of history goes on in the screen's first row. */
bool qr_rows_joined(const struct qr_rows *rows);

/* The row and column of a position; false when its line is gone, or has come to end before it. */
bool qr_rows_find(struct qr_rows *rows, struct qr_position position, uint64_t *index, uint32_t *x);

/* Columns of a row up to its last cell that is neither an empty default one nor a spacer without a colour. */
uint32_t qr_row_content(const struct qr_row_view *view);

#endif
