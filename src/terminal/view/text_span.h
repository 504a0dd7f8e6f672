/* text_span.h - text of rows, as selections and the text format have it: soft-wrapped rows joined, blanks at the end of
 * a line's last row removed, a line end between lines.
 *
 * Rows of history are never made into cells: the pages keep UTF-8, and what lies between two places of a line is handed
 * on as it is. Cost: finding the two ends, then copying (a line costs some nanoseconds besides its bytes; one of many
 * pages is no dearer a byte than many lines). Rows of the screen are read cell by cell. */
#ifndef QR_TEXT_SPAN_H
#define QR_TEXT_SPAN_H

#include "format_writer.h"

/* Rows of rows.h, both included: from column `from` of the first one up to (not included) column `to` of the last one.
 * Columns from the width of the rows on stand for a row's end. */
struct qr_text_span {
    uint64_t first, last;
    uint32_t from, to;
    bool ends; /* only for the last row of history and for the last of all: it ends its line, whatever follows, and the
                * line end is written */
};

/* Writes the text of a span; the writer says how much that was, and whether it stopped. */
void qr_text_write(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span);

/* Columns [from, to) of every row, each ended by a line end but the last. Rows of history are thawed. */
void qr_text_write_block(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span);

/* The rows of a span as VT sequences and as a page of HTML: what quire_format_write makes of all. Rows of history are
 * thawed. A wide character belongs to its first column. */
void qr_format_vt_span(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span);
void qr_format_html_span(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span);

/* The columns [*from, *to) of row `row` that belong to a span, of its first `end` ones; whole cells. */
void qr_span_columns(const struct qr_text_span *span, uint64_t row, const struct qr_row_view *view, uint32_t end,
                     uint32_t *from, uint32_t *to);

/* Columns of a row of cells up to the last one that is no blank. Cost: the blanks at its end. */
uint32_t qr_text_columns(const struct qr_page *page, const struct qr_row *row);

#endif
