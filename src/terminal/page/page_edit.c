/* page_edit.c - the one path that writes cells and the one that clears them. */
#include "page.h"

#include "qr_assert.h"

/* What a cell in a row must be announced by. */
static uint16_t flags_for(struct qr_cell cell) {
    uint16_t flags = 0;
    if (qr_cell_style(cell) != 0)
        flags |= QR_ROW_STYLED;
    if (qr_cell_is_cluster(cell))
        flags |= QR_ROW_CLUSTERS | QR_ROW_UNICODE;
    else if (qr_cell_content(cell) > 0x7E)
        flags |= QR_ROW_UNICODE;
    if (qr_cell_width(cell) != QR_NARROW)
        flags |= QR_ROW_WIDE | QR_ROW_UNICODE;
    if (cell.bits & (QR_CELL_PROTECTED | UINT64_C(3) << QR_CELL_SEMANTIC_SHIFT))
        flags |= QR_ROW_MARKED;
    return flags;
}

/* Gives back the style references of cells [from, to), a run of equal styles at a time. */
static void release_styles(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    for (uint32_t x = from; x < to;) {
        uint32_t style = qr_cell_style(cells[x]), end = x + 1;
        while (end < to && qr_cell_style(cells[end]) == style)
            end++;
        qr_page_release_style(page, style, end - x);
        x = end;
    }
}

static void release_clusters(struct qr_page *page, const struct qr_cell *cells, uint32_t from, uint32_t to) {
    struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
    for (uint32_t x = from; x < to; x++) {
        if (qr_cell_is_cluster(cells[x]))
            (void)qr_cluster_set_release(clusters, qr_cell_content(cells[x]));
    }
}

/* Gives back all that cells [from, to) hold. They are to be overwritten by the caller. */
static void release_cells(struct qr_page *page, const struct qr_row *row, uint32_t from, uint32_t to) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    if (to > row->length)
        to = row->length;
    if (from >= to)
        return;
    if (row->flags & QR_ROW_STYLED)
        release_styles(page, cells, from, to);
    if (row->flags & QR_ROW_CLUSTERS)
        release_clusters(page, cells, from, to);
}

/* Turns the head and the tail of a wide character that column x cuts into blanks of the same dress. */
static void split_wide(struct qr_page *page, struct qr_row *row, uint32_t x) {
    if (x == 0 || x >= row->length || !(row->flags & QR_ROW_WIDE))
        return;
    struct qr_cell *cells = qr_page_cells(page, row);
    if (qr_cell_width(cells[x]) != QR_TAIL)
        return;
    if (qr_cell_is_cluster(cells[x - 1]))
        (void)qr_cluster_set_release(qr_page_sets(page).clusters, qr_cell_content(cells[x - 1]));
    cells[x - 1] = qr_cell_blank_like(cells[x - 1]);
    cells[x] = qr_cell_blank_like(cells[x]);
}

/* Makes [from, to) ready to be overwritten: nothing is cut in half at its ends, nothing in it is held. */
static void open_span(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to) {
    split_wide(page, row, from);
    split_wide(page, row, to);
    release_cells(page, row, from, to);
}

static void reach(struct qr_row *row, uint32_t end) {
    if (row->length < end)
        row->length = (uint16_t)end;
}

/* Text was put at column x. */
static void begun(struct qr_page *page, uint32_t y, uint32_t x) {
    struct qr_row *row = qr_page_row(page, y);
    if (x > 0 || row->column == 0)
        return;
    if (row->flags & QR_ROW_AWAITED)
        row->flags &= (uint16_t)~QR_ROW_AWAITED;
    else
        qr_page_begin_line(page, y);
}

/* The columns before `end` say something else now. */
static void rewritten(struct qr_page *page, uint32_t y, uint32_t end) {
    if (end == page->block->cols)
        qr_page_set_wrapped(page, y, false);
}

void qr_page_put_ascii(struct qr_page *page, uint32_t y, uint32_t x, const uint8_t *text, uint32_t count,
                       struct qr_cell dress) {
    struct qr_row *row = qr_page_row(page, y);
    qr_assert(x + count <= page->block->cols && count > 0);
    if (row->length > x)
        open_span(page, row, x, x + count);
    struct qr_cell *cells = qr_page_cells(page, row) + x;
    uint64_t bits = dress.bits & QR_CELL_DRESS_MASK;
    for (uint32_t i = 0; i < count; i++)
        cells[i].bits = bits | text[i];
    qr_page_use_style(page, qr_cell_style(dress), count);
    reach(row, x + count);
    begun(page, y, x);
    rewritten(page, y, x + count);
    if (bits != 0)
        row->flags |= flags_for((struct qr_cell){bits});
    qr_page_touch(page, row);
}

void qr_page_put_run(struct qr_page *page, uint32_t y, uint32_t x, const uint32_t *text, uint32_t count, bool wide,
                     struct qr_cell dress) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t columns = wide ? 2 * count : count;
    qr_assert(x + columns <= page->block->cols && count > 0);
    if (row->length > x)
        open_span(page, row, x, x + columns);
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
    reach(row, x + columns);
    begun(page, y, x);
    rewritten(page, y, x + columns);
    row->flags |= flags_for(dress) | (wide ? QR_ROW_WIDE : 0) | (all >= 0x80 ? QR_ROW_UNICODE : 0);
    qr_page_touch(page, row);
}

void qr_page_put(struct qr_page *page, uint32_t y, uint32_t x, struct qr_cell cell) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t columns = qr_cell_width(cell) == QR_WIDE ? 2 : 1;
    qr_assert(x + columns <= page->block->cols);
    if (row->length > x)
        open_span(page, row, x, x + columns);
    struct qr_cell *cells = qr_page_cells(page, row) + x;
    cells[0] = cell;
    if (columns == 2)
        cells[1] = qr_cell_make(cell, 0, QR_TAIL);
    qr_page_use_style(page, qr_cell_style(cell), columns);
    reach(row, x + columns);
    begun(page, y, x);
    rewritten(page, y, x + columns);
    row->flags |= flags_for(cell);
    qr_page_touch(page, row);
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
    reach(row, x + 1);
    row->flags |= flags_for(cells[x]);
    if (was_wide && !wide) {
        cells[x + 1] = qr_cell_blank_like(cells[x + 1]);
        rewritten(page, y, x + 2);
    }
    if (qr_cell_width(old) == QR_SPACER)
        rewritten(page, y, x + 1);
    qr_page_touch(page, row);
    if (!wide || was_wide)
        return;
    qr_assert(x + 1 < page->block->cols);
    split_wide(page, row, x + 2);
    release_cells(page, row, x + 1, x + 2);
    cells[x + 1] = qr_cell_make(old, 0, QR_TAIL);
    qr_page_use_style(page, qr_cell_style(old), 1);
    reach(row, x + 2);
    rewritten(page, y, x + 2);
}

/* Sets released cells to a blank and counts it. */
static void fill_blank(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_cell *cells = qr_page_cells(page, row);
    if (blank.bits == 0) {
        uint32_t end = to < row->length ? to : row->length;
        for (uint32_t x = from; x < end; x++)
            cells[x].bits = 0;
        if (to >= row->length && from < row->length)
            row->length = (uint16_t)from;
        return;
    }
    for (uint32_t x = from; x < to; x++)
        cells[x] = blank;
    qr_page_use_style(page, qr_cell_style(blank), to - from);
    reach(row, to);
    row->flags |= flags_for(blank);
}

void qr_page_clear(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    if (from >= to)
        return;
    open_span(page, row, from, to);
    fill_blank(page, row, from, to, blank);
    if (row->length == 0)
        row->flags &= QR_ROW_WRAPPED | QR_ROW_PROMPT | QR_ROW_SIZE | QR_ROW_AWAITED;
    rewritten(page, y, to);
    qr_page_touch(page, row);
}

void qr_page_clear_unprotected(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_MARKED)) {
        qr_page_clear(page, y, from, to, blank);
        return;
    }
    for (uint32_t x = from; x < to;) {
        uint32_t end = x;
        while (end < to && !qr_cell_is_protected(qr_page_cells(page, row)[end]))
            end++;
        qr_page_clear(page, y, x, end, blank);
        x = end < to ? end + 1 : end;
    }
}

void qr_page_set_style(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, uint32_t style) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    qr_assert(from < to && to <= page->block->cols);
    qr_page_use_style(page, style, to - from);
    release_styles(page, cells, from, to);
    for (uint32_t x = from; x < to; x++)
        cells[x] = qr_cell_with_style(cells[x], style);
    reach(row, to);
    row->flags |= style != 0 ? QR_ROW_STYLED : 0;
    qr_page_touch(page, row);
}

void qr_page_shift(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, int32_t count, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t width = to - from, by = (uint32_t)(count < 0 ? -count : count);
    if (by == 0)
        return;
    if (by >= width) {
        qr_page_clear(page, y, from, to, blank);
        return;
    }
    struct qr_cell *cells = qr_page_cells(page, row), *last = cells + page->block->cols - 1;
    if (to == page->block->cols && qr_cell_width(*last) == QR_SPACER)
        *last = qr_cell_blank_like(*last);
    rewritten(page, y, to);
    split_wide(page, row, from);
    split_wide(page, row, to);
    if (count > 0) {
        split_wide(page, row, to - by);
        /* From the right, in the order in which single steps lose them: so the ids that come free do not depend on how
         * inserted text was cut into runs. */
        for (uint32_t x = to; x > to - by; x--)
            release_cells(page, row, x - 1, x);
        memmove(cells + from + by, cells + from, (width - by) * sizeof *cells);
        reach(row, row->length > from ? (row->length + by < to ? row->length + by : to) : 0);
        memset(cells + from, 0, by * sizeof *cells);
        fill_blank(page, row, from, from + by, blank);
    } else {
        split_wide(page, row, from + by);
        release_cells(page, row, from, from + by);
        memmove(cells + from, cells + from + by, (width - by) * sizeof *cells);
        memset(cells + to - by, 0, by * sizeof *cells);
        fill_blank(page, row, to - by, to, blank);
    }
    qr_page_touch(page, row);
}

void qr_page_copy_span(struct qr_page *page, uint32_t source_y, uint32_t from, uint32_t to, uint32_t y, uint32_t x) {
    struct qr_row *row = qr_page_row(page, y);
    const struct qr_row *source = qr_page_row(page, source_y);
    uint32_t count = to - from;
    if (count == 0 || (row == source && x == from))
        return;
    split_wide(page, row, x);
    split_wide(page, row, x + count);
    struct qr_cell *cells = qr_page_cells(page, row);
    const struct qr_cell *copied = qr_page_cells(page, source);
    struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
    /* References of the copies are taken before those of the overwritten cells are given back. */
    for (uint32_t i = from; i < to; i++) {
        qr_page_use_style(page, qr_cell_style(copied[i]), 1);
        if (qr_cell_is_cluster(copied[i]))
            (void)qr_cluster_set_use(clusters, qr_cell_content(copied[i]));
    }
    bool cut_left = qr_cell_width(copied[from]) == QR_TAIL;
    bool cut_right = qr_cell_width(copied[to - 1]) == QR_WIDE;
    uint16_t flags = source->flags & (QR_ROW_STYLED | QR_ROW_CLUSTERS | QR_ROW_WIDE | QR_ROW_UNICODE | QR_ROW_MARKED);
    release_cells(page, row, x, x + count);
    memmove(cells + x, copied + from, count * sizeof *cells);
    reach(row, x + count);
    begun(page, y, x);
    rewritten(page, y, x + count);
    row->flags |= flags;
    for (uint32_t i = x; i < x + count; i++) {
        bool lone = (i == x && cut_left) || (i == x + count - 1 && cut_right) ||
                    (qr_cell_width(cells[i]) == QR_SPACER && i + 1 < page->block->cols);
        if (!lone)
            continue;
        if (qr_cell_is_cluster(cells[i]))
            (void)qr_cluster_set_release(clusters, qr_cell_content(cells[i]));
        cells[i] = qr_cell_blank_like(cells[i]);
    }
    qr_page_touch(page, row);
}
