/* select.h - the selection as a span of rows and columns of the present view. */
#ifndef QR_SELECT_H
#define QR_SELECT_H

#include <quire/selection.h>

#include "range.h"

/* What is selected in a view. It belongs to the view, so each of two views of one terminal has its own. */
struct qr_selection {
    struct qr_watch watch; /* ends[0] is the anchor, ends[1] the head, which moves */
    uint8_t unit;          /* enum quire_selection_unit */
    bool after[2];         /* the boundary is behind the cell of that end (cell units) */
    bool placed;           /* a block: what follows is known */
    uint32_t x[2];         /* columns of its ends */
    uint64_t height;       /* rows between them */
    uint32_t fresh;        /* its last rows, which were on the screen */
    uint64_t begins;       /* a hash of where these begin in their lines */
    bool has_goal;         /* the head goes up and down: */
    uint32_t goal;         /* in this column, as far as rows have it */
};

/* The selected cells, in reading order: rows as in rows.h. In a block, columns [left, right) of every row. */
struct qr_select_span {
    uint64_t first, last; /* rows, both included */
    uint32_t from, to;    /* columns: from on the first row, up to (not included) on the last */
    bool block;
    struct qr_bound ends[2]; /* the anchor and the head, at the edges of what they select */
};

/* False when nothing is selected in this terminal, or what was selected is gone or was written over: then the selection
 * is no more. Cost: the rows of the screen, and a search in history for each end that is there. */
bool qr_select_span(struct qr_rows *rows, struct qr_selection *selection, struct qr_select_span *span);

/* The same of a selection that may be empty; false when it is no more. */
bool qr_select_ends(struct qr_rows *rows, struct qr_selection *selection, struct qr_select_span *span);

/* What the cell at a place is in words: cells of one class hold together. 0: blank. */
uint32_t qr_select_class(struct qr_rows *rows, uint64_t row, uint32_t x);
/* Moves from a cell to the last one, or the first, that holds together with it. Cost: a look at each between. */
void qr_select_run_edge(struct qr_rows *rows, uint64_t *row, uint32_t *x, bool forward);

/* Selects from one bound to another one (select_move.c). */
void qr_select_set(struct qr_rows *rows, struct qr_selection *selection, struct qr_bound anchor, struct qr_bound head,
                   enum quire_selection_unit unit);
/* Moves the head as a key does; false: nothing is selected. Cost: what it goes over. */
bool qr_select_move(struct qr_rows *rows, struct qr_selection *selection, enum quire_selection_step step);

/* The columns [*from, *to) that are selected in a row; false: none. */
bool qr_select_columns(const struct qr_select_span *span, uint64_t row, uint32_t cols, uint32_t *from, uint32_t *to);

void qr_select_start(struct qr_selection *selection, struct qr_engine *engine, struct qr_position at, bool after,
                     enum quire_selection_unit unit);
void qr_select_extend(struct qr_selection *selection, struct qr_engine *engine, struct qr_position at, bool after);

/* Is something selected in this terminal, as far as is known without a look? */
static inline bool qr_select_active(const struct qr_selection *selection, const struct qr_engine *engine) {
    return selection->watch.engine == engine && !selection->watch.broken;
}

/* Writes the selected text, all of it: the writer is flushed. */
void qr_select_write(struct qr_rows *rows, const struct qr_select_span *span, struct qr_writer *writer);

#endif
