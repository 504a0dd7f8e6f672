/* position.c - places in the text as (line, column), for selections and for keeping cursors on their characters. */
#include "engine.h"

#include "qr_arith.h"

/* Columns of row y that count in its line: all of them where it wraps, less a spacer. */
static uint32_t line_columns(const struct qr_screen *screen, uint32_t y) {
    const struct qr_row *row = qr_page_row(&screen->page, y);
    const struct qr_cell *cells = qr_page_cells(&screen->page, row);
    uint32_t cols = qr_page_cols(&screen->page);
    bool spacer = row->flags & QR_ROW_WRAPPED && qr_cell_width(cells[cols - 1]) == QR_SPACER;
    return spacer ? cols - 1 : cols;
}

/* Where row y begins in its line. */
static uint64_t row_column(const struct qr_engine *engine, const struct qr_screen *screen, uint32_t y) {
    uint64_t column = 0, line = qr_page_row(&screen->page, y)->line;
    while (y > 0 && qr_page_row(&screen->page, y - 1)->flags & QR_ROW_WRAPPED)
        column += line_columns(screen, --y);
    if (y == 0 && screen == &engine->primary && qr_history_goes_on(&engine->history, line))
        column += qr_history_tail_columns(&engine->history);
    return column;
}

struct qr_position qr_position_of(const struct qr_engine *engine, const struct qr_screen *screen, uint32_t x,
                                  uint32_t y) {
    return (struct qr_position){qr_page_row(&screen->page, y)->line, row_column(engine, screen, y) + x};
}

bool qr_position_find(const struct qr_engine *engine, const struct qr_screen *screen, struct qr_position position,
                      uint32_t *x, uint32_t *y) {
    uint32_t rows = qr_page_rows(&screen->page);
    for (uint32_t row = 0; row < rows; row++) {
        const struct qr_row *entry = qr_page_row(&screen->page, row);
        if (entry->line != position.line)
            continue;
        uint64_t begin = row_column(engine, screen, row);
        uint32_t columns = line_columns(screen, row);
        bool last = !(entry->flags & QR_ROW_WRAPPED);
        if (position.column < begin)
            return false;
        if (position.column < begin + columns || last) {
            *x = (uint32_t)(position.column - begin);
            *y = row;
            return true;
        }
    }
    return false;
}

/* --- selection ------------------------------------------------------------------------------------------------- */

/* The screen row of a position, `above` when it is in history or gone. */
static uint32_t screen_row(const struct qr_engine *engine, struct qr_position position, uint32_t above) {
    uint32_t x, y;
    return qr_position_find(engine, engine->screen, position, &x, &y) ? y : above;
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
