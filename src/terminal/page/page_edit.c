/* page_edit.c - the one path that writes cells and the one that clears them. */
#include "page_cells.h"

#include "qr_assert.h"
#include "qr_words.h"

/* What is not ASCII alone in cells that were dressed so: counted, and announced by the row. */
static void dressed(struct qr_page *page, struct qr_row *row, uint32_t count, struct qr_cell dress) {
    qr_page_use_style(page, qr_cell_style(dress), count);
    row->flags |= qr_cell_style(dress) != 0 ? QR_ROW_STYLED : 0;
    row->flags |= dress.bits & QR_CELL_MARKS_MASK ? QR_ROW_MARKED : 0;
}

/* Writes the run, and what hangs on column 0; what hangs on the last column is the caller's. */
static inline struct qr_row *write_ascii(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text,
                                         uint32_t count, struct qr_cell dress) {
    struct qr_row *row = qr_page_row(page, y);
    qr_assert(x + count <= page->block->cols && count > 0);
    qr_page_charge(page, count);
    if (row->length > x && row->flags & (QR_ROW_STYLED | QR_ROW_CLUSTERS | QR_ROW_WIDE))
        qr_row_open_span(page, row, x, x + count);
    struct qr_cell *cells = qr_page_cells(page, row) + x;
    uint64_t bits = dress.bits & QR_CELL_DRESS_MASK;
    qr_words_bytes(&cells->bits, text, count, bits);
    qr_row_reach(row, x + count);
    if (x == 0 || row->flags & QR_ROW_AWAITED)
        qr_page_printed(page, y, x, x + count);
    if (bits != 0)
        dressed(page, row, count, dress);
    return row;
}

void qr_page_put_ascii(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text, uint32_t count,
                       struct qr_cell dress) {
    struct qr_row *row = write_ascii(page, y, x, text, count, dress);
    qr_page_rewritten(page, y, x + count);
    qr_page_touch(page, row);
}

void qr_page_put_ascii_through(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text, uint32_t count,
                               struct qr_cell dress) {
    qr_assert(x + count == page->block->cols);
    bool stays = qr_page_goes_on_full(page, y);
    struct qr_row *row = write_ascii(page, y, x, text, count, dress);
    if (stays) {
        (void)qr_page_new_line(page); /* that the rows below would have had in between */
        qr_page_row(page, y + 1)->flags |= QR_ROW_AWAITED;
    } else {
        qr_page_set_wrapped(page, y, false);
        qr_page_set_wrapped(page, y, true);
    }
    qr_page_touch(page, row);
}

void qr_page_put_run(struct qr_page *page, uint32_t y, uint32_t x, const uint32_t *text, uint32_t count, bool wide,
                     struct qr_cell dress) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t columns = wide ? 2 * count : count;
    qr_assert(x + columns <= page->block->cols && count > 0);
    qr_page_charge(page, columns);
    if (row->length > x)
        qr_row_open_span(page, row, x, x + columns);
    struct qr_cell *cells = qr_page_cells(page, row) + x;
    struct qr_cell tail = qr_cell_make(dress, 0, QR_TAIL);
    uint32_t all = 0; /* bits of the code points: ASCII may be among other text */
    for (uint32_t i = 0; i < count; i++) {
        all |= text[i];
        if (wide) {
            cells[2 * i] = qr_cell_make(dress, text[i], QR_WIDE);
            cells[2 * i + 1] = tail;
        } else {
            cells[i] = qr_cell_make(dress, text[i], QR_NARROW);
        }
    }
    qr_page_use_style(page, qr_cell_style(dress), columns);
    qr_row_reach(row, x + columns);
    qr_page_printed(page, y, x, x + columns);
    qr_page_rewritten(page, y, x + columns);
    row->flags |= qr_row_flags_for(dress) | (wide ? QR_ROW_WIDE : 0) | (all >= 0x80 ? QR_ROW_UNICODE : 0);
    qr_page_touch(page, row);
}

void qr_page_put_cells(struct qr_page *page, uint32_t y, uint32_t x, const struct qr_cell *cells, uint32_t columns) {
    struct qr_row *row = qr_page_row(page, y);
    qr_assert(x + columns <= page->block->cols && columns > 0);
    qr_page_charge(page, columns);
    if (row->length > x)
        qr_row_open_span(page, row, x, x + columns);
    struct qr_cell *to = qr_page_cells(page, row) + x, all = {0};
    for (uint32_t i = 0; i < columns; i++) {
        to[i] = cells[i];
        all.bits |= cells[i].bits;
    }
    if (qr_cell_content(all) < 0x80)
        all.bits &= ~QR_CELL_CONTENT_MASK; /* they were ASCII, each */
    qr_page_use_style(page, qr_cell_style(all), columns);
    qr_row_reach(row, x + columns);
    qr_page_printed(page, y, x, x + columns);
    qr_page_rewritten(page, y, x + columns);
    row->flags |= qr_row_flags_for(all); /* they come of single bits */
    qr_page_touch(page, row);
}

void qr_page_put(struct qr_page *page, uint32_t y, uint32_t x, struct qr_cell cell) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t columns = qr_cell_width(cell) == QR_WIDE ? 2 : 1;
    qr_assert(x + columns <= page->block->cols);
    if (row->length > x)
        qr_row_open_span(page, row, x, x + columns);
    struct qr_cell *cells = qr_page_cells(page, row) + x;
    cells[0] = cell;
    if (columns == 2)
        cells[1] = qr_cell_make(cell, 0, QR_TAIL);
    qr_page_use_style(page, qr_cell_style(cell), columns);
    qr_row_reach(row, x + columns);
    qr_page_printed(page, y, x, x + columns);
    qr_page_rewritten(page, y, x + columns);
    row->flags |= qr_row_flags_for(cell);
    qr_page_touch(page, row);
}

void qr_page_put_spacer(struct qr_page *page, uint32_t y, struct qr_style beside) {
    struct qr_style blank = {0, 0};
    uint32_t id = 0;
    qr_style_set_background(&blank, qr_style_background(beside));
    if (qr_page_add_style(page, blank, &id) != QUIRE_OK)
        id = 0;
    struct qr_cell spacer = {(uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT};
    qr_page_put(page, y, page->block->cols - 1, qr_cell_with_style(spacer, id));
    qr_page_release_style(page, id, 1);
}

void qr_page_replace(struct qr_page *page, uint32_t y, uint32_t x, uint32_t content, bool cluster, bool wide) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    struct qr_cell old = cells[x];
    if (qr_cell_is_cluster(old))
        (void)qr_cluster_set_release(qr_page_sets(page).clusters, qr_cell_content(old));
    bool was_wide = qr_cell_width(old) == QR_WIDE;
    cells[x] = qr_cell_make(old, content, wide ? QR_WIDE : QR_NARROW);
    if (cluster)
        cells[x].bits |= QR_CELL_CLUSTER;
    qr_row_reach(row, x + 1);
    row->flags |= qr_row_flags_for(cells[x]);
    if (was_wide && !wide) {
        cells[x + 1] = qr_cell_blank_like(cells[x + 1]);
        qr_page_rewritten(page, y, x + 2);
    }
    if (qr_cell_width(old) == QR_SPACER)
        qr_page_rewritten(page, y, x + 1);
    qr_page_touch(page, row);
    if (!wide || was_wide)
        return;
    qr_assert(x + 1 < page->block->cols);
    qr_row_split_wide(page, row, x + 2);
    qr_row_release(page, row, x + 1, x + 2);
    cells[x + 1] = qr_cell_make(old, 0, QR_TAIL);
    qr_page_use_style(page, qr_cell_style(old), 1);
    qr_row_reach(row, x + 2);
    qr_page_rewritten(page, y, x + 2);
}

/* Are columns [from, to) of a row this blank already? */
static bool is_cleared(const struct qr_page *page, const struct qr_row *row, uint32_t from, uint32_t to,
                       struct qr_cell blank) {
    if (blank.bits == 0)
        return row->length <= from;
    return row->length >= to && qr_cells_are(qr_page_cells(page, row), from, to, blank);
}

void qr_page_clear(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    if (from >= to)
        return;
    qr_page_charge(page, blank.bits != 0 ? to - from : row->length);
    if (is_cleared(page, row, from, to, blank)) {
        qr_page_rewritten(page, y, to);
        return;
    }
    qr_row_open_span(page, row, from, to);
    qr_row_forget(row, from, to);
    qr_row_fill_blank(page, row, from, to, blank);
    if (row->length == 0)
        row->flags &= QR_ROW_WRAPPED | QR_ROW_PROMPT | QR_ROW_SIZE | QR_ROW_AWAITED | QR_ROW_PICTURED;
    qr_page_rewritten(page, y, to);
    qr_page_touch(page, row);
}

bool qr_page_is_guarded(const struct qr_page *page, uint32_t y) {
    const struct qr_row *row = qr_page_row(page, y);
    const struct qr_cell *cells = qr_page_cells(page, row);
    if (!(row->flags & QR_ROW_MARKED) || row->length == 0)
        return false;
    return qr_cell_is_protected(cells[0]) || qr_cells_run(cells, 0, row->length, QR_CELL_PROTECTED) < row->length;
}

void qr_page_clear_unprotected(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_MARKED)) {
        qr_page_clear(page, y, from, to, blank);
        return;
    }
    const struct qr_cell *cells = qr_page_cells(page, row);
    qr_page_charge(page, QR_ROW_WORK + to - from);
    for (uint32_t x = from, end; x < to; x = end) {
        end = qr_cells_run(cells, x, to, QR_CELL_PROTECTED);
        if (!qr_cell_is_protected(cells[x]))
            qr_page_clear(page, y, x, end, blank);
    }
}
