/* position.c - places in the text as (line, column), for selections and for keeping cursors on their characters. */
#include "engine.h"

#include "qr_arith.h"

struct qr_position qr_position_of(const struct qr_screen *screen, uint32_t x, uint32_t y) {
    const struct qr_row *row = qr_page_row(&screen->page, y);
    return (struct qr_position){row->line, row->column + x};
}

/* A column behind the end of a line counts as one of its last row. */
static bool row_holds(const struct qr_page *page, const struct qr_row *row, struct qr_position position) {
    return row->line == position.line && row->column <= position.column &&
           (!(row->flags & QR_ROW_WRAPPED) || position.column - row->column < qr_page_joined_cols(page, row));
}

bool qr_position_find(const struct qr_screen *screen, struct qr_position position, uint32_t *x, uint32_t *y) {
    for (uint32_t at = 0; at < qr_page_rows(&screen->page); at++) {
        const struct qr_row *row = qr_page_row(&screen->page, at);
        if (!row_holds(&screen->page, row, position))
            continue;
        *x = (uint32_t)(position.column - row->column);
        *y = at;
        return true;
    }
    return false;
}

/* A line whose beginning is gone (it was deleted, or scrolled off where no history was kept) would begin with column 0
 * in history, and its columns would name other text than before. Only the oldest line of a history may begin in the
 * middle. */
void qr_begin_lines(struct qr_engine *engine, uint32_t from, uint32_t to) {
    struct qr_page *page = &engine->primary.page;
    struct qr_history *history = &engine->history;
    const struct qr_row *first = qr_page_row(page, from);
    qr_history_begin_at(history, first->column);
    if (first->column > 0 && history->lines > 0 && !qr_history_goes_on(history, first->line))
        qr_page_begin_line(page, from);
    for (uint32_t y = from + 1; y < to; y++) {
        if (qr_page_row(page, y)->column > 0 && !(qr_page_row(page, y - 1)->flags & QR_ROW_WRAPPED))
            qr_page_begin_line(page, y);
    }
}
