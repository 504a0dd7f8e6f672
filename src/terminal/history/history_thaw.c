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

void qr_history_thaw_row(const struct qr_history *history, struct qr_history_at *at, struct qr_page *page, uint32_t y) {
    struct qr_line_reader r;
    struct qr_frozen_cell cell;
    struct qr_cell dress = {0};
    uint32_t cols = qr_page_cols(page), x = 0, style = 0;
    size_t style_page = SIZE_MAX;
    bool more = false;
    qr_page_reset_row(page, y, (struct qr_cell){0});
    qr_history_know(history, at);
    qr_line_read(&r, history, at);
    while (qr_line_next(&r, &cell)) {
        uint32_t width = cell.wide && cols > 1 ? 2 : 1;
        if (x + width > cols) {
            more = true;
            break;
        }
        if (cell.style != style || style_page != r.page) {
            qr_page_release_style(page, qr_cell_style(dress), 1);
            dress = cell.style ? thaw_dress(&r.lines, cell.style, page) : (struct qr_cell){0};
            style = cell.style;
            style_page = r.page;
        }
        qr_page_put(page, y, x, thaw_cell(&cell, dress, page));
        x += width;
    }
    qr_page_release_style(page, qr_cell_style(dress), 1);
    struct qr_row *row = qr_page_row(page, y);
    if (!more) /* the end of the line, unless it goes on on the screen */
        more = r.lines.entries[r.entry].flags & QR_LINE_GOES_ON && r.entry + 1 == r.lines.count &&
               r.page + 1 == qr_history_page_count(history);
    if (more && x + 1 == cols && cols > 1)
        qr_page_put(page, y, x, (struct qr_cell){(uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT});
    if (more)
        row->flags |= QR_ROW_WRAPPED;
    if (at->column == 0 && at->known.prompt)
        row->flags |= QR_ROW_PROMPT;
    row->time = at->known.time;
    uint64_t column, line = qr_history_line_at(history, at, &column);
    qr_page_adopt_line(page, row, line, column);
}
