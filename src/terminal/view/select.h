/* select.h - the selection as a span of rows and columns of the present view. */
#ifndef QR_SELECT_H
#define QR_SELECT_H

#include <quire/selection.h>

#include "format_writer.h"

/* The selected cells, in reading order: rows as in rows.h. In a block, columns [left, right) of every row. */
struct qr_select_span {
    uint64_t first, last; /* rows, both included */
    uint32_t from, to;    /* columns: from on the first row, up to (not included) on the last */
    bool block;
};

/* False when nothing is selected, or what was selected is gone. */
bool qr_select_span(struct qr_rows *rows, struct qr_select_span *span);

/* The columns [*from, *to) that are selected in a row; false: none. */
bool qr_select_columns(const struct qr_select_span *span, uint64_t row, uint32_t cols, uint32_t *from, uint32_t *to);

void qr_select_start(struct qr_engine *engine, struct qr_position at, bool after, enum quire_selection_unit unit);
void qr_select_extend(struct qr_engine *engine, struct qr_position at, bool after);

/* Writes the selected text, all of it: the writer is flushed. */
void qr_select_write(struct qr_rows *rows, const struct qr_select_span *span, struct qr_writer *writer);

#endif
