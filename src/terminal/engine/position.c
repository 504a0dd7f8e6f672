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
 * in history, and its columns would name other text than before. */
void qr_begin_lines(struct qr_engine *engine, uint32_t from, uint32_t to) {
    struct qr_page *page = &engine->primary.page;
    for (uint32_t y = from; y < to; y++) {
        const struct qr_row *row = qr_page_row(page, y);
        bool joined = y > from ? (qr_page_row(page, y - 1)->flags & QR_ROW_WRAPPED) != 0
                               : qr_history_goes_on(&engine->history, row->line);
        if (row->column > 0 && !joined)
            qr_page_begin_line(page, y);
    }
}

/* --- selection ------------------------------------------------------------------------------------------------- */

/* The screen row of a position, `above` when it is in history or gone. */
static uint32_t screen_row(const struct qr_engine *engine, struct qr_position position, uint32_t above) {
    uint32_t x, y;
    return qr_position_find(engine->screen, position, &x, &y) ? y : above;
}

bool qr_selection_rewritten(const struct qr_engine *engine) {
    const struct qr_selection *selection = &engine->selection;
    const struct qr_page *page = &engine->screen->page;
    uint32_t anchor = screen_row(engine, selection->anchor, UINT32_MAX);
    uint32_t head = screen_row(engine, selection->head, UINT32_MAX);
    if (anchor == UINT32_MAX && head == UINT32_MAX)
        return false;
    uint32_t first = anchor == UINT32_MAX || head == UINT32_MAX ? 0 : qr_min_u32(anchor, head);
    uint32_t last = anchor == UINT32_MAX ? head : head == UINT32_MAX ? anchor : qr_max_u32(anchor, head);
    for (uint32_t y = first; y <= last; y++) {
        if (qr_page_row(page, y)->version > selection->clock)
            return true;
    }
    return false;
}
