/* print_unseen.c - text that fills a screen more than once, where rows that scroll off are gone.
 *
 * On the alternate screen nobody sees the rows of a long text that leave again before it ends, and nothing keeps them.
 * So it is only measured (cluster_scan.h), where each row begins, until what is left fills the screen; that is printed
 * as ever. What rows leave behind, the numbers of lines and the columns of this one, is as if all had been printed. */
#include "print_parts.h"

#include "qr_scan.h"
#include "unicode_breaks.h"

/* Of screens with more rows all is printed. */
#define ROWS_MAX 256u

struct row_begin {
    const uint8_t *p;
    struct qr_break_state state; /* behind the text before it */
    uint64_t column;             /* of the line */
};

/* Rows as text fills them from the cursor on. */
struct rows {
    struct qr_cluster_scan scan;
    const uint8_t *p, *end;
    uint32_t x, cols;
    uint64_t column;                   /* of the line where the row begins */
    uint64_t count;                    /* of rows that were begun */
    struct row_begin begins[ROWS_MAX]; /* of the last ones, by their number */
};

/* Does a row that leaves leave for good, and is it the cursor's row that pushes it? */
static bool rows_vanish(const struct qr_engine *e) {
    const struct qr_margins *margins = &e->margins;
    return qr_is_alternate(e) && !e->watches && margins->top == 0 && margins->bottom == qr_rows(e) &&
           !qr_mode(&e->modes, QR_MODE_LEFT_RIGHT_MARGINS) && e->screen->cursor.y + 1 == qr_rows(e) && qr_rows(e) > 1 &&
           qr_rows(e) <= ROWS_MAX && qr_cols(e) > 1;
}

/* Does the cursor's row go on with its line, in so many columns as others? Text at the beginning of one that went on
 * with another begins a line (qr_page_begun). */
static bool goes_on(const struct qr_engine *e) {
    const struct qr_cursor *cursor = &e->screen->cursor;
    const struct qr_row *row = qr_page_row(&e->screen->page, cursor->y);
    bool begins = cursor->x == 0 && !cursor->pending_wrap && row->column > 0 && !(row->flags & QR_ROW_AWAITED);
    return !begins && qr_row_size(row) == QR_SIZE_SINGLE;
}

static bool scan(struct rows *rows, uint32_t cells, uint32_t columns) {
    qr_cluster_scan(&rows->scan, rows->p, rows->end, cells, columns);
    return rows->scan.found.cells > 0;
}

/* Does what comes need a row of its own, because it is wide and a column is left? A cluster that only becomes wide goes
 * another way. */
static bool is_wide_next(struct rows *rows) {
    struct qr_break_state state = rows->scan.state;
    const uint8_t *p = rows->p;
    bool wide = scan(rows, 1, 2) && rows->scan.found.last_wide &&
                qr_code_point_width(qr_utf8_take(&p), rows->scan.ambiguous) == 2;
    rows->scan.state = state;
    return wide;
}

static void begin_row(struct rows *rows, struct qr_break_state state) {
    rows->column += rows->x;
    rows->x = 0;
    rows->begins[++rows->count % ROWS_MAX] = (struct row_begin){rows->p, state, rows->column};
}

/* Text up to the end of the row, or a step of it. False: there is none, or it is not simple. */
static bool fill(struct rows *rows) {
    struct qr_break_state state = rows->scan.state;
    uint32_t room = rows->cols - rows->x;
    bool found = room > 0 && scan(rows, QR_FREEZE_CELLS, room);
    if (!found) {
        bool full = room == 0 || (room == 1 && is_wide_next(rows));
        if (!full || !scan(rows, QR_FREEZE_CELLS, rows->cols))
            return false;
        begin_row(rows, state);
    }
    rows->x += rows->scan.found.columns;
    rows->p += rows->scan.found.bytes;
    return true;
}

/* The last row of the screen is this one, and empty. */
static void go_to(struct qr_engine *e, const struct row_begin *begin, uint64_t passed) {
    struct qr_screen *screen = e->screen;
    struct qr_page *page = &screen->page;
    qr_screen_settle_blank(screen); /* first: the block may be another one behind it */
    struct qr_row *row = qr_page_row(page, screen->cursor.y);
    uint64_t line = row->line, next_line = page->block->next_line + passed;
    qr_page_row(page, screen->cursor.y - 1)->flags &= (uint16_t)~QR_ROW_WRAPPED; /* in another line; it leaves */
    qr_page_reset_row(page, screen->cursor.y, screen->blank);
    page->block->next_line = next_line;
    row->line = line;
    row->column = begin->column;
    row->flags |= QR_ROW_AWAITED;
    screen->cursor.x = 0;
    screen->cursor.pending_wrap = false;
}

size_t qr_print_past_unseen(struct qr_engine *e, struct qr_cluster_scan *with, const uint8_t *bytes,
                            const uint8_t *end) {
    const struct qr_cursor *cursor = &e->screen->cursor;
    size_t screenful = (size_t)qr_rows(e) * qr_cols(e), length = (size_t)(end - bytes);
    if (length < 2 * screenful || !rows_vanish(e) || !goes_on(e) || qr_text_run(bytes, 2 * screenful) < 2 * screenful)
        return 0;
    struct rows rows;
    rows.scan.state = with->state;
    rows.scan.ambiguous = with->ambiguous;
    rows.scan.graphemes = with->graphemes;
    rows.p = bytes;
    rows.end = end;
    rows.cols = qr_cols(e);
    rows.x = cursor->pending_wrap ? rows.cols : cursor->x;
    rows.column = qr_page_row(&e->screen->page, cursor->y)->column;
    rows.count = 0;
    while (fill(&rows))
        continue;
    if (rows.count < qr_rows(e))
        return 0;
    uint64_t first = rows.count - (qr_rows(e) - 1);
    const struct row_begin *begin = &rows.begins[first % ROWS_MAX];
    go_to(e, begin, first);
    with->state = begin->state;
    return (size_t)(begin->p - bytes);
}
