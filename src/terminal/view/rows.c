#include "rows.h"

#include "qr_arith.h"

enum quire_result qr_rows_open(struct qr_rows *rows, struct qr_engine *engine) {
    uint64_t history = qr_is_alternate(engine) ? 0 : qr_history_rows(qr_engine_history(engine), qr_cols(engine));
    return qr_rows_open_known(rows, engine, history);
}

enum quire_result qr_rows_open_known(struct qr_rows *rows, struct qr_engine *engine, uint64_t history) {
    *rows = (struct qr_rows){.engine = engine, .cols = qr_cols(engine), .history = history};
    rows->count = rows->history + qr_rows(engine);
    if (rows->history == 0)
        return QUIRE_OK;
    return qr_engine_make_page(engine, &rows->scratch, rows->cols, 1);
}

void qr_rows_close(struct qr_rows *rows) {
    if (rows->scratch.block)
        qr_page_destroy(&rows->scratch);
}

/* Goes to a row of history, by a step if it is the one behind the last. */
static bool seek(struct qr_rows *rows, uint64_t index) {
    struct qr_history *history = qr_engine_history(rows->engine);
    if (rows->at_known && index == rows->at_index)
        return true;
    if (rows->at_known && index == rows->at_index + 1)
        rows->at_known = qr_history_next_row(history, rows->cols, &rows->at);
    else if (rows->at_known && index + 1 == rows->at_index)
        rows->at_known = qr_history_previous_row(history, rows->cols, &rows->at);
    else
        rows->at_known = qr_history_row_at(history, rows->cols, index, &rows->at);
    rows->at_index = index;
    return rows->at_known;
}

/* The columns of a row of history that goes on: history may end inside a row. */
static uint32_t joined_columns(const struct qr_row_view *view) {
    return qr_min_u32(view->row->length, qr_page_joined_cols(view->page, view->row));
}

/* The last row of history may have left its last column to a wide character that is on the screen, where history does
 * not see it: the spacer has the background of that. */
static void dress_spacer(struct qr_rows *rows) {
    const struct qr_page *screen = qr_shown_page(rows->engine);
    const struct qr_row *last = qr_page_row(&rows->scratch, 0);
    if (last->length < rows->cols || qr_cell_width(qr_page_cells(&rows->scratch, last)[rows->cols - 1]) != QR_SPACER)
        return;
    struct qr_cell next = qr_page_cells(screen, qr_page_row(screen, 0))[0];
    qr_page_put_spacer(&rows->scratch, 0, qr_page_style(screen, qr_cell_style(next)));
    qr_page_row(&rows->scratch, 0)->flags |= QR_ROW_WRAPPED;
}

bool qr_rows_place(struct qr_rows *rows, uint64_t index, struct qr_history_at *at) {
    if (index >= rows->history || !seek(rows, index))
        return false;
    *at = rows->at;
    return true;
}

/* However that line was left there: the screen may have been written over since. */
bool qr_rows_joined(const struct qr_rows *rows) {
    const struct qr_engine *engine = rows->engine;
    return rows->history > 0 &&
           qr_history_goes_on(qr_engine_history_const(engine), qr_page_row(qr_shown_page(engine), 0)->line);
}

bool qr_rows_get(struct qr_rows *rows, uint64_t index, struct qr_row_view *view) {
    struct qr_engine *engine = rows->engine;
    if (index >= rows->count)
        return false;
    if (index >= rows->history) {
        uint32_t y = (uint32_t)(index - rows->history);
        const struct qr_row *row = qr_page_row(qr_shown_page(engine), y);
        *view = (struct qr_row_view){qr_shown_page(engine), row, row->column, 0, false};
        view->wrapped = row->flags & QR_ROW_WRAPPED;
        view->columns = view->wrapped ? qr_page_joined_cols(view->page, row) : qr_line_cols(engine, y);
        return true;
    }
    if (!seek(rows, index))
        return false;
    qr_history_thaw_row(qr_engine_history(engine), &rows->at, &rows->scratch, 0);
    view->page = &rows->scratch;
    view->row = qr_page_row(&rows->scratch, 0);
    (void)qr_history_line_at(qr_engine_history(engine), &rows->at, &view->column);
    view->wrapped = view->row->flags & QR_ROW_WRAPPED && (index + 1 != rows->history || qr_rows_joined(rows));
    if (view->wrapped && index + 1 == rows->history)
        dress_spacer(rows);
    view->row = qr_page_row(&rows->scratch, 0); /* a style may have moved the page */
    view->columns = view->wrapped ? joined_columns(view) : rows->cols;
    return true;
}

uint32_t qr_rows_columns(const struct qr_rows *rows, uint64_t index) {
    bool screen = index >= rows->history && index < rows->count;
    return screen ? qr_line_cols(rows->engine, (uint32_t)(index - rows->history)) : rows->cols;
}

/* Where history has a row without its last column only, the line went on with a wide character on the screen, or ends
 * there. What that column named may be gone. */
static bool has_column(struct qr_rows *rows, uint64_t index, uint32_t x) {
    struct qr_row_view view;
    if (x + 1 < rows->cols)
        return true;
    if (x >= rows->cols || !qr_rows_get(rows, index, &view))
        return false;
    return view.row->length == rows->cols ? qr_cell_width(qr_page_cells(view.page, view.row)[x]) != QR_SPACER
                                          : view.row->length + 1u < rows->cols;
}

bool qr_rows_find(struct qr_rows *rows, struct qr_position position, uint64_t *index, uint32_t *x) {
    struct qr_engine *engine = rows->engine;
    uint32_t y;
    if (qr_position_find(qr_shown_screen(engine), position, x, &y)) {
        *index = rows->history + y;
        return *x < rows->cols;
    }
    struct qr_history_at at;
    uint64_t column;
    if (qr_is_alternate(engine) ||
        !qr_history_find(qr_engine_history(engine), rows->cols, position.line, position.column, &at, index))
        return false;
    (void)qr_history_line_at(qr_engine_history(engine), &at, &column);
    *x = position.column - column < rows->cols ? (uint32_t)(position.column - column) : rows->cols;
    return has_column(rows, *index, *x);
}

/* An empty default cell, or a spacer without a colour. */
static bool is_plain_blank(struct qr_cell cell) {
    return cell.bits == (uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT || cell.bits == 0;
}

uint32_t qr_row_content(const struct qr_row_view *view) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    uint32_t length = qr_page_row_reach(view->page, view->row);
    while (length > 0 && is_plain_blank(cells[length - 1]))
        length--;
    return length;
}
