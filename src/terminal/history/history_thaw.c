/* history_thaw.c - rows of history become cells again. */
#include "history_lines.h"

/* The dress of cells with a style of history, in another page. One reference on the style is the caller's. */
static struct qr_cell thaw_dress(const struct qr_lines *lines, uint32_t index, struct qr_page *page) {
    struct qr_style style = qr_lines_style(lines, index);
    uint64_t fold = style.second >> QR_STYLE_FOLD_SHIFT & 7;
    uint32_t link = 0, id = 0;
    style.second &= ~(UINT64_C(7) << QR_STYLE_FOLD_SHIFT);
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_lines_link(lines, qr_style_link(style));
        if (qr_page_add_link(page, &key, &link) != QUIRE_OK)
            link = 0;
        qr_style_set_link(&style, link);
    }
    if (qr_page_add_style(page, style, &id) != QUIRE_OK)
        id = 0;
    qr_page_release_link(page, link);
    struct qr_cell dress = {(fold & 1 ? QR_CELL_PROTECTED : 0) | (fold >> 1) << QR_CELL_SEMANTIC_SHIFT};
    return qr_cell_with_style(dress, id);
}

static struct qr_cell thaw_cell(const struct qr_frozen_cell *cell, struct qr_cell dress, struct qr_page *page) {
    uint32_t text[QUIRE_CLUSTER_MAX], id, count = 0;
    const uint8_t *at = cell->text;
    for (; count < cell->code_points && count < QUIRE_CLUSTER_MAX; count++)
        text[count] = qr_utf8_take(&at);
    enum qr_cell_width width = cell->wide && qr_page_cols(page) > 1 ? QR_WIDE : QR_NARROW;
    if (count > 1 && qr_page_add_cluster(page, text, count, &id) == QUIRE_OK) {
        struct qr_cell made = qr_cell_make(dress, id, width);
        made.bits |= QR_CELL_CLUSTER;
        return made;
    }
    return qr_cell_make(dress, text[0], width);
}

/* A row in the making. */
struct thawing {
    struct qr_line_reader reader;
    struct qr_page *page;
    uint32_t y, x;
    struct qr_cell dress; /* of the last cells; one reference on its style is held */
    uint32_t style;       /* what it is in the page of history that they came from */
    size_t style_page;
    bool more;            /* the row goes on */
    struct qr_style over; /* of the wide character that goes over to the next row */
};

static void dress_as(struct thawing *t, uint32_t style) {
    if (style == t->style && t->style_page == t->reader.page)
        return;
    qr_page_release_style(t->page, qr_cell_style(t->dress), 1);
    t->dress = style ? thaw_dress(&t->reader.lines, style, t->page) : (struct qr_cell){0};
    t->style = style;
    t->style_page = t->reader.page;
}

/* ASCII comes in runs. */
static bool thaw_ascii(struct thawing *t) {
    const uint8_t *text;
    uint32_t style, count = qr_entry_ascii(&t->reader.reader, qr_page_cols(t->page) - t->x, &text, &style);
    if (count == 0)
        return false;
    dress_as(t, style);
    qr_page_put_ascii(t->page, t->y, t->x, text, count, t->dress);
    t->x += count;
    return true;
}

/* False where the row ends. */
static bool thaw_next(struct thawing *t) {
    struct qr_frozen_cell cell;
    uint32_t cols = qr_page_cols(t->page);
    if (thaw_ascii(t))
        return true;
    if (!qr_line_next(&t->reader, &cell))
        return false;
    uint32_t width = cell.wide && cols > 1 ? 2 : 1;
    if (t->x + width > cols) {
        t->more = true;
        t->over = cell.style ? qr_lines_style(&t->reader.lines, cell.style) : t->over;
        return false;
    }
    dress_as(t, cell.style);
    qr_page_put(t->page, t->y, t->x, thaw_cell(&cell, t->dress, t->page));
    t->x += width;
    return true;
}

/* Does a line that ended go on on the screen? */
static bool goes_on(const struct qr_history *history, const struct qr_line_reader *r) {
    return r->lines.entries[r->entry].flags & QR_LINE_GOES_ON && r->entry + 1 == r->lines.count &&
           r->page + 1 == qr_history_page_count(history);
}

void qr_history_thaw_row(const struct qr_history *history, struct qr_history_at *at, struct qr_page *page, uint32_t y) {
    struct thawing t = {.page = page, .y = y, .style_page = SIZE_MAX};
    uint32_t cols = qr_page_cols(page);
    qr_page_reset_row(page, y, (struct qr_cell){0});
    qr_history_know(history, at);
    qr_line_read(&t.reader, history, at);
    while (thaw_next(&t))
        ;
    qr_page_release_style(page, qr_cell_style(t.dress), 1);
    t.more = t.more || goes_on(history, &t.reader);
    if (t.more && t.x + 1 == cols && cols > 1)
        qr_page_put_spacer(page, y, t.over);
    struct qr_row *row = qr_page_row(page, y);
    if (t.more)
        row->flags |= QR_ROW_WRAPPED;
    if (at->column == 0 && at->known.prompt)
        row->flags |= QR_ROW_PROMPT;
    row->time = at->known.time;
    uint64_t column, line = qr_history_line_at(history, at, &column);
    qr_page_adopt_line(page, row, line, column);
}
