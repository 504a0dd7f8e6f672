/* select_move.c - selections that are set by places, and extended by keys.
 *
 * A selection keeps cells (select.h), because those are what can be watched; an end between two cells is kept as the
 * cell inside the selection, with the edge of it that is meant. Ends that lie behind the text of a row are the end of
 * that text. */
#include "select.h"

#include "qr_arith.h"

/* Columns up to which a row holds text of its line. */
static uint32_t text_end(struct qr_rows *rows, uint64_t row) {
    struct qr_row_view view;
    if (!qr_rows_get(rows, row, &view))
        return 0;
    return view.wrapped ? view.columns : qr_text_columns(view.page, view.row);
}

/* The row goes on in the next one. */
static bool goes_on(struct qr_rows *rows, uint64_t row) {
    struct qr_row_view view;
    return qr_rows_get(rows, row, &view) && view.wrapped && row + 1 < rows->count;
}

static bool is_tail(struct qr_rows *rows, struct qr_bound at) {
    struct qr_row_view view;
    return at.x > 0 && at.x < qr_rows_columns(rows, at.row) && qr_rows_get(rows, at.row, &view) &&
           qr_cell_width(qr_page_cells(view.page, view.row)[at.x]) == QR_TAIL;
}

/* The end of the row before, or of that text. */
static struct qr_bound end_of_row(struct qr_rows *rows, uint64_t row) {
    return (struct qr_bound){row, text_end(rows, row)};
}

static struct qr_bound within_text(struct qr_rows *rows, struct qr_bound at) {
    at.x = qr_min_u32(at.x, text_end(rows, at.row));
    return at;
}

/* --- ends -------------------------------------------------------------------------------------------------------- */

/* An end as a cell and one of its edges. */
struct end {
    struct qr_position cell;
    bool after;
};

static struct end end_at(struct qr_rows *rows, struct qr_bound at, bool after) {
    struct quire_place begin = qr_place_of(rows, (struct qr_bound){at.row, 0});
    return (struct end){{begin.line, begin.column + at.x - after}, after};
}

/* The end that comes first: in front of the first cell that is selected, if there is one in its row. */
static struct end first_end(struct qr_rows *rows, struct qr_bound at) {
    at = within_text(rows, at);
    return end_at(rows, at, at.x > 0 && at.x == text_end(rows, at.row));
}

/* The end that comes last: behind the last cell that is selected, which may be one of the row before. Whole units do
 * not reach into a row of which nothing is selected. */
static struct end last_end(struct qr_rows *rows, struct qr_bound at, bool units) {
    at = within_text(rows, at);
    if (at.x == 0 && at.row > 0 && (units || goes_on(rows, at.row - 1)))
        at = end_of_row(rows, at.row - 1);
    return end_at(rows, at, at.x > 0);
}

static struct end block_end(struct qr_rows *rows, struct qr_bound at) {
    return end_at(rows, at, at.x > 0 && at.x >= qr_rows_columns(rows, at.row));
}

void qr_select_set(struct qr_rows *rows, struct qr_selection *s, struct qr_bound anchor, struct qr_bound head,
                   enum quire_selection_unit unit) {
    bool backward = qr_bound_before(head, anchor), empty = !backward && !qr_bound_before(anchor, head);
    bool units = unit == QUIRE_SELECT_WORD || unit == QUIRE_SELECT_LINE;
    struct end ends[2];
    if (unit == QUIRE_SELECT_BLOCK) {
        ends[0] = block_end(rows, anchor);
        ends[1] = block_end(rows, head);
    } else {
        ends[backward] = first_end(rows, backward ? head : anchor);
        ends[!backward] = empty ? ends[backward] : last_end(rows, backward ? anchor : head, units);
    }
    qr_select_start(s, rows->engine, ends[0].cell, ends[0].after, unit);
    qr_select_extend(s, rows->engine, ends[1].cell, ends[1].after);
}

/* --- steps ------------------------------------------------------------------------------------------------------- */

/* Where keys do not go beyond. */
static struct qr_bound limit_of(struct qr_rows *rows) {
    struct qr_text_span all = qr_range_all(rows);
    return within_text(rows, (struct qr_bound){all.last, all.to});
}

static struct qr_bound step_left(struct qr_rows *rows, struct qr_bound at) {
    if (at.x == 0 && at.row > 0) {
        bool joined = goes_on(rows, at.row - 1);
        at = end_of_row(rows, at.row - 1);
        if (!joined)
            return at;
    }
    at.x -= at.x > 0;
    at.x -= is_tail(rows, at);
    return at;
}

static struct qr_bound step_right(struct qr_rows *rows, struct qr_bound at) {
    uint32_t end = text_end(rows, at.row);
    if (at.x >= end && at.row < limit_of(rows).row) {
        bool joined = goes_on(rows, at.row);
        at = (struct qr_bound){at.row + 1, 0};
        if (!joined)
            return at;
        end = text_end(rows, at.row);
    }
    at.x += at.x < end;
    at.x += is_tail(rows, at);
    return at;
}

/* Up and down keep to the column in which that began. */
static struct qr_bound step_row(struct qr_rows *rows, struct qr_selection *s, struct qr_bound at, bool down) {
    s->goal = s->has_goal ? s->goal : at.x;
    s->has_goal = true;
    if (down && at.row >= limit_of(rows).row)
        return end_of_row(rows, at.row);
    if (!down && at.row == 0)
        return (struct qr_bound){0, 0};
    at.row += down ? 1 : UINT64_MAX;
    at = within_text(rows, (struct qr_bound){at.row, s->goal});
    at.x -= is_tail(rows, at);
    return at;
}

/* The cell beside a bound; false where the line ends there. */
static bool cell_beside(struct qr_rows *rows, struct qr_bound at, bool forward, struct qr_bound *cell) {
    bool edge = forward ? at.x >= text_end(rows, at.row) : at.x == 0;
    if (!edge) {
        *cell = (struct qr_bound){at.row, forward ? at.x : at.x - 1};
        return true;
    }
    if (!forward && (at.row == 0 || !goes_on(rows, at.row - 1)))
        return false;
    if (forward && !goes_on(rows, at.row))
        return false;
    *cell = forward ? (struct qr_bound){at.row + 1, 0} : (struct qr_bound){at.row - 1, text_end(rows, at.row - 1) - 1};
    return true;
}

/* Over a line end; false where there is no other line. */
static bool over_line_end(struct qr_rows *rows, struct qr_bound *at, bool forward) {
    if (forward ? at->row >= limit_of(rows).row : at->row == 0)
        return false;
    *at = forward ? (struct qr_bound){at->row + 1, 0} : end_of_row(rows, at->row - 1);
    return true;
}

/* Over blanks and a word, run by run: a row is read once for each of them that it has a part of. */
static struct qr_bound step_word(struct qr_rows *rows, struct qr_bound at, bool forward) {
    struct qr_bound cell;
    uint32_t class = 0, line_ends = 0;
    while (class == 0) {
        if (!cell_beside(rows, at, forward, &cell)) {
            if (line_ends++ > 0 || !over_line_end(rows, &at, forward))
                break;
            continue;
        }
        class = qr_select_class(rows, cell.row, cell.x);
        qr_select_run_edge(rows, &cell.row, &cell.x, forward);
        at = within_text(rows, (struct qr_bound){cell.row, cell.x + forward});
    }
    return at;
}

/* The end of the line, or its beginning as far as it is there. */
static struct qr_bound step_line(struct qr_rows *rows, struct qr_bound at, bool end) {
    struct quire_place place = qr_place_of(rows, at);
    struct qr_bound edge = {0, 0};
    place.column = end ? UINT64_MAX : 0;
    bool there = qr_bound_of(rows, place, &edge);
    return end && there ? within_text(rows, edge) : edge;
}

static struct qr_bound stepped(struct qr_rows *rows, struct qr_selection *s, struct qr_bound at,
                               enum quire_selection_step step) {
    switch (step) {
    case QUIRE_STEP_LEFT:
        return step_left(rows, at);
    case QUIRE_STEP_RIGHT:
        return step_right(rows, at);
    case QUIRE_STEP_UP:
    case QUIRE_STEP_DOWN:
        return step_row(rows, s, at, step == QUIRE_STEP_DOWN);
    case QUIRE_STEP_WORD_LEFT:
    case QUIRE_STEP_WORD_RIGHT:
        return step_word(rows, at, step == QUIRE_STEP_WORD_RIGHT);
    case QUIRE_STEP_LINE_START:
    case QUIRE_STEP_LINE_END:
        return step_line(rows, at, step == QUIRE_STEP_LINE_END);
    case QUIRE_STEP_START:
        return (struct qr_bound){0, 0};
    case QUIRE_STEP_END:
        break;
    }
    return limit_of(rows);
}

/* The corner of a block: columns and rows by themselves. */
static struct qr_bound stepped_corner(struct qr_rows *rows, struct qr_bound at, enum quire_selection_step step) {
    uint32_t cols = qr_rows_columns(rows, at.row);
    struct qr_bound to = {at.row, 0};
    switch (step) {
    case QUIRE_STEP_LEFT:
        return (struct qr_bound){at.row, at.x - (at.x > 0)};
    case QUIRE_STEP_RIGHT:
        return (struct qr_bound){at.row, at.x + (at.x < cols)};
    case QUIRE_STEP_UP:
        return (struct qr_bound){at.row - (at.row > 0), at.x};
    case QUIRE_STEP_DOWN:
        return (struct qr_bound){at.row + (at.row < limit_of(rows).row), at.x};
    case QUIRE_STEP_WORD_LEFT:
        to = step_word(rows, at, false);
        return to.row == at.row ? to : (struct qr_bound){at.row, 0};
    case QUIRE_STEP_WORD_RIGHT:
        to = step_word(rows, at, true);
        return to.row == at.row ? to : end_of_row(rows, at.row);
    case QUIRE_STEP_LINE_START:
        return to;
    case QUIRE_STEP_LINE_END:
        return end_of_row(rows, at.row);
    case QUIRE_STEP_START:
        return (struct qr_bound){0, at.x};
    case QUIRE_STEP_END:
        break;
    }
    return (struct qr_bound){limit_of(rows).row, at.x};
}

bool qr_select_move(struct qr_rows *rows, struct qr_selection *s, enum quire_selection_step step) {
    struct qr_select_span span;
    if (!qr_select_ends(rows, s, &span))
        return false;
    struct qr_bound anchor = span.ends[0], head = span.ends[1];
    if (span.block) {
        qr_select_set(rows, s, anchor, stepped_corner(rows, head, step), QUIRE_SELECT_BLOCK);
        return true;
    }
    bool rows_only = step == QUIRE_STEP_UP || step == QUIRE_STEP_DOWN;
    head = stepped(rows, s, within_text(rows, head), step);
    uint32_t goal = s->goal;
    qr_select_set(rows, s, anchor, head, QUIRE_SELECT_CELL);
    s->has_goal = rows_only;
    s->goal = goal;
    return true;
}
