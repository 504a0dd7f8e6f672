/* api_resize.c - quire_page_resize: a page of another size, wrapped anew through a history, or cut and padded.
 *
 * The new page is made of the old one's sets, so that ids of styles that the host holds stay; then rows come into it:
 * from the old page as they are, or through history, the one way in which lines are cut into rows. The old page is let
 * go when nothing can fail any more. */
#include <quire/history.h>

#include "api_page.h"
#include "qr_arith.h"

struct place {
    uint32_t row, col;
};

/* --- cut and padded --------------------------------------------------------------------------------------------- */

/* Rows that were cut no longer go on: those below them are lines of their own, the last ones first. */
static void part_cut_rows(struct qr_page *page) {
    uint32_t rows = qr_page_rows(page);
    qr_page_row(page, rows - 1)->flags &= (uint16_t)~QR_ROW_WRAPPED;
    for (uint32_t y = rows - 1; y-- > 0;) {
        const struct qr_row *row = qr_page_row(page, y), *next = qr_page_row(page, y + 1);
        if (!(row->flags & QR_ROW_WRAPPED) && row->line == next->line)
            qr_page_begin_line(page, y + 1);
    }
}

static void cut(struct qr_page *made, const struct qr_page *page, struct place *cursor) {
    uint32_t rows = qr_page_rows(made), above = cursor->row >= rows ? cursor->row + 1 - rows : 0;
    for (uint32_t y = 0; y < rows && y + above < qr_page_rows(page); y++)
        qr_page_import_row(made, y, page, y + above);
    part_cut_rows(made);
    cursor->row -= above;
    cursor->col = qr_min_u32(cursor->col, qr_page_cols(made) - 1);
}

/* --- wrapped anew ----------------------------------------------------------------------------------------------- */

/* A place of history: a character, or what would stand there. */
struct anchor {
    uint64_t line, column;
};

struct rewrap {
    struct quire_history *history;
    struct qr_page *made;
    struct anchor top, cursor; /* where the old page began, and where the cursor was */
    bool full;                 /* the old page had no blank rows at its end: history may come back in */
};

/* Rows from the top that hold something, or the cursor. */
static uint32_t used_rows(const struct qr_page *page, const struct place *cursor) {
    uint32_t used = qr_page_rows(page);
    while (used > cursor->row + 1 && qr_page_row(page, used - 1)->length == 0 &&
           !(qr_page_row(page, used - 2)->flags & QR_ROW_WRAPPED))
        used--;
    return used;
}

static enum quire_result push_rows(struct rewrap *r, const struct quire_page *page, uint32_t used,
                                   const struct place *cursor) {
    enum quire_result result = QUIRE_OK;
    for (uint32_t y = 0; y < used && result == QUIRE_OK; y++) {
        struct api_push push = api_push_begin(r->history);
        struct qr_row *row = qr_page_row(&page->page, y);
        uint64_t number = row->line;
        if (y == 0)
            r->top = (struct anchor){push.line, push.column};
        if (y == cursor->row)
            r->cursor = (struct anchor){push.line, push.column + cursor->col};
        row->line = push.line;
        result = qr_history_append_row(&r->history->history, &page->page, y);
        row->line = number;
        result = api_push_end(r->history, &push, result);
    }
    return result;
}

/* The row of history that the new page begins with. False: there is none. */
static bool find_top(const struct rewrap *r, struct qr_history_at *top) {
    const struct qr_history *h = &r->history->history;
    uint32_t cols = qr_page_cols(r->made), rows = qr_page_rows(r->made);
    struct qr_history_at at;
    uint64_t column;
    if (!qr_history_last_row(h, cols, &at))
        return false;
    bool seen = false; /* the row that holds the old page's first character */
    for (uint32_t taken = 1;; taken++) {
        *top = at;
        uint64_t line = qr_history_line_at(h, &at, &column);
        seen = seen || (line == r->top.line && column <= r->top.column);
        if (taken == rows || (seen && !r->full) || !qr_history_previous_row(h, cols, &at))
            return true;
    }
}

/* The cursor in a row that begins with this place, if it belongs there; rows come from the top. */
static void place_cursor(const struct rewrap *r, uint32_t y, const struct anchor *begin, struct place *cursor) {
    uint64_t beyond = r->cursor.column - begin->column, last = qr_page_cols(r->made) - 1;
    if (begin->line == r->cursor.line && begin->column <= r->cursor.column)
        *cursor = (struct place){y, (uint32_t)(beyond < last ? beyond : last)};
}

/* Rows from `at` on come into the page, as lines of its own numbering. */
static void take_rows(const struct rewrap *r, struct qr_history_at at, struct place *cursor) {
    struct qr_history *h = &r->history->history;
    uint32_t cols = qr_page_cols(r->made), rows = qr_page_rows(r->made), y = 0;
    *cursor = (struct place){0, 0};
    do {
        struct anchor begin;
        begin.line = qr_history_line_at(h, &at, &begin.column);
        place_cursor(r, y, &begin, cursor);
        qr_history_thaw_row(h, &at, r->made, y);
    } while (++y < rows && qr_history_next_row(h, cols, &at));
    while (y-- > 0) /* from the bottom: a row takes those along that it goes on in */
        api_page_own_row(r->made, y);
}

static enum quire_result rewrap_rows(struct rewrap *r, const struct quire_page *page, struct place *cursor) {
    struct qr_history *h = &r->history->history;
    uint32_t used = used_rows(&page->page, cursor);
    struct qr_history_at top;
    uint64_t failures = qr_history_failures(h);
    r->full = used == qr_page_rows(&page->page);
    enum quire_result result = push_rows(r, page, used, cursor);
    if (result != QUIRE_OK || !find_top(r, &top))
        return result;
    take_rows(r, top, cursor);
    result = qr_history_trouble_since(h, failures);
    return result == QUIRE_OK ? qr_history_truncate(h, &top) : result;
}

static enum quire_result rewrap(struct quire_history *history, const struct quire_page *page, struct qr_page *made,
                                struct place *cursor) {
    struct rewrap r = {.history = history, .made = made};
    uint64_t next_line = history->next_line;
    size_t mark;
    enum quire_result result = qr_history_begin(&history->history, &mark);
    if (result != QUIRE_OK)
        return result;
    result = rewrap_rows(&r, page, cursor);
    history->at_cols = 0;
    if (result != QUIRE_OK) {
        qr_history_rollback(&history->history, mark);
        history->next_line = next_line;
        return result;
    }
    qr_history_commit(&history->history);
    qr_history_trim(&history->history);
    api_history_commit(history);
    return QUIRE_OK;
}

/* --- both ------------------------------------------------------------------------------------------------------- */

enum quire_result quire_page_resize(struct quire_page *page, uint32_t cols, uint32_t rows,
                                    struct quire_history *history, uint32_t *row, uint32_t *col) {
    struct place cursor = {row && col ? *row : 0, row && col ? *col : 0};
    struct qr_page made;
    if (!row != !col || !api_row_exists(page, cursor.row) || cursor.col >= qr_page_cols(&page->page) ||
        (history && history->calls_out))
        return QUIRE_INVALID;
    if (history && api_history_fixed(history))
        return QUIRE_DENIED;
    enum quire_result result = qr_page_create_like(&made, &page->page, cols, rows);
    if (result != QUIRE_OK)
        return result;
    if (history)
        result = rewrap(history, page, &made, &cursor);
    else
        cut(&made, &page->page, &cursor);
    if (result != QUIRE_OK) {
        qr_page_destroy(&made);
        return result;
    }
    qr_page_destroy(&page->page);
    page->page = made;
    if (row)
        *row = cursor.row;
    if (col)
        *col = cursor.col;
    return QUIRE_OK;
}
