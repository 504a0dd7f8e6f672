/* range.h - places of the text (quire/place.h) as rows and columns of the present width, and back.
 *
 * A bound is a place as it is shown: in front of column x of a row, or behind its last column (x is the columns of the
 * row then). A place where a line goes on in the next row is in front of column 0 of that. */
#ifndef QR_RANGE_H
#define QR_RANGE_H

#include <quire/place.h>

#include "text_span.h"

struct qr_bound {
    uint64_t row; /* as in rows.h */
    uint32_t x;
};

/* The bound of a place; false when it is no more. Cost: the rows of the screen, and a search in history. */
bool qr_bound_of(struct qr_rows *rows, struct quire_place place, struct qr_bound *bound);

/* The place of a bound; a row must be there. Cost: that of going to the row. */
struct quire_place qr_place_of(struct qr_rows *rows, struct qr_bound bound);

/* The place of a column of a row that one looks at, up to its columns. */
static inline struct quire_place qr_place_in(const struct qr_row_view *view, uint32_t x) {
    return (struct quire_place){view->row->line, view->column + x};
}

static inline bool qr_bound_before(struct qr_bound a, struct qr_bound b) {
    return a.row < b.row || (a.row == b.row && a.x < b.x);
}

/* The rows and columns of a range. NOT_FOUND: one of its places is no more. INVALID: it ends before it begins. */
enum quire_result qr_range_span(struct qr_rows *rows, const struct quire_range *range, struct qr_text_span *span);

/* The same; NULL: all that is shown. */
enum quire_result qr_range_or_all(struct qr_rows *rows, const struct quire_range *range, struct qr_text_span *span);

/* All that is shown. */
struct qr_text_span qr_range_all(struct qr_rows *rows);

#endif
