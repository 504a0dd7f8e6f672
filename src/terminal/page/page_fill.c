/* page_fill.c - many cells at once: one cell everywhere, spaces in place of what was there, another style. */
#include "page_cells.h"

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_words.h"

/* --- one cell everywhere ---------------------------------------------------------------------------------------- */

void qr_page_fill(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, struct qr_cell cell) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    qr_assert(from < to && to <= page->block->cols && qr_cell_width(cell) == QR_NARROW && !qr_cell_is_cluster(cell));
    bool changes = row->length < to || !qr_cells_are(cells, from, to, cell);
    qr_page_charge(page, to - from);
    if (changes) {
        qr_row_open_span(page, row, from, to);
        qr_row_forget(row, from, to);
        qr_cells_set(cells, from, to, cell);
        qr_page_use_style(page, qr_cell_style(cell), to - from);
        qr_row_reach(row, to);
        row->flags |= qr_row_flags_for(cell);
    }
    qr_page_printed(page, y, from, to);
    qr_page_rewritten(page, y, to);
    if (changes)
        qr_page_touch(page, row);
}

void qr_page_put_copies(struct qr_page *page, uint32_t y, uint32_t x, struct qr_cell cell, uint32_t count) {
    bool wide = qr_cell_width(cell) == QR_WIDE;
    if (!wide && !qr_cell_is_cluster(cell)) {
        qr_page_fill(page, y, x, x + count, cell);
        return;
    }
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row) + x, tail = qr_cell_make(cell, 0, QR_TAIL);
    uint32_t columns = wide ? 2 * count : count;
    qr_assert(x + columns <= page->block->cols && count > 0);
    qr_page_charge(page, columns);
    if (qr_cell_is_cluster(cell)) /* before its last copy may be given back */
        (void)qr_cluster_set_use_multiple(qr_page_sets(page).clusters, qr_cell_content(cell), count);
    qr_page_use_style(page, qr_cell_style(cell), columns);
    qr_row_open_span(page, row, x, x + columns);
    qr_cells_set(cells, 0, columns, cell);
    for (uint32_t i = 1; wide && i < columns; i += 2)
        cells[i] = tail;
    qr_row_reach(row, x + columns);
    qr_page_printed(page, y, x, x + columns);
    qr_page_rewritten(page, y, x + columns);
    row->flags |= qr_row_flags_for(cell);
    qr_page_touch(page, row);
}

bool qr_page_is_filled(struct qr_page *page, struct qr_cell cell) {
    uint32_t cols = page->block->cols, length = cell.bits != 0 ? cols : 0;
    for (uint32_t y = 0; y < page->block->rows; y++) {
        const struct qr_row *row = qr_page_row(page, y);
        qr_page_charge(page, length);
        if (row->length != length || row->column != 0 || row->flags & (QR_ROW_WRAPPED | QR_ROW_SIZE) ||
            !qr_cells_are(qr_page_cells(page, row), 0, length, cell))
            return false;
    }
    return true;
}

static bool span_is(struct qr_page *page, uint32_t y, uint32_t left, uint32_t right, struct qr_cell cell) {
    const struct qr_row *row = qr_page_row(page, y);
    uint32_t end = cell.bits != 0 ? right : qr_min_u32(row->length, right);
    if (row->column != 0 || row->flags & QR_ROW_WRAPPED || row->length < end)
        return false;
    qr_page_charge(page, end > left ? end - left : 0);
    return qr_cells_are(qr_page_cells(page, row), left, end, cell);
}

bool qr_page_box_is(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                    struct qr_cell cell) {
    if (!span_is(page, bottom - 1, left, right, cell))
        return false;
    for (uint32_t y = top; y + 1 < bottom; y++) {
        if (!span_is(page, y, left, right, cell))
            return false;
    }
    return true;
}

void qr_page_refill(struct qr_page *page, struct qr_cell was, struct qr_cell cell, bool erases) {
    uint32_t cols = page->block->cols, rows = page->block->rows;
    qr_assert(was.bits != 0 && cell.bits != 0);
    qr_page_release_style(page, qr_cell_style(was), cols * rows);
    qr_page_use_style(page, qr_cell_style(cell), cols * rows);
    qr_page_charge(page, (uint64_t)cols * rows);
    for (uint32_t y = 0; y < rows; y++) {
        struct qr_row *row = qr_page_row(page, y);
        qr_cells_set(qr_page_cells(page, row), 0, cols, cell);
        row->flags = (uint16_t)((row->flags & ~(unsigned)QR_ROW_AWAITED) | qr_row_flags_for(cell));
        if (erases)
            row->line = qr_page_new_line(page);
        qr_page_touch(page, row);
    }
}

/* --- spaces ----------------------------------------------------------------------------------------------------- */

#define CONTENT_END (QR_CELL_CONTENT_MASK + 1)

/* Is a cell to become a space? */
static bool becomes_space(struct qr_cell cell, enum qr_spaces which) {
    bool shows = qr_cell_content(cell) != 0 || qr_cell_width(cell) != QR_NARROW;
    if (which == QR_SPACES_FOR_BLANKS)
        return !shows;
    return shows && !(which == QR_SPACES_FOR_UNPROTECTED && qr_cell_is_protected(cell));
}

/* One by one: a wide character goes as a whole, a cluster is given back. These spaces are no print: one in the first
 * column is what the row awaited. */
static void put_spaces(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, enum qr_spaces which) {
    struct qr_row *row = qr_page_row(page, y);
    bool begins = from == 0 && becomes_space(qr_page_cells(page, row)[0], which);
    uint16_t awaited = begins ? (uint16_t)0 : row->flags & QR_ROW_AWAITED;
    for (uint32_t x = from; x < to; x++) {
        struct qr_cell cell = qr_page_cells(page, qr_page_row(page, y))[x];
        if (!becomes_space(cell, which))
            continue;
        qr_page_use_style(page, qr_cell_style(cell), 1); /* its last reference may be the cell's */
        qr_page_put(page, y, x, qr_cell_make(cell, ' ', QR_NARROW));
        qr_page_release_style(page, qr_cell_style(cell), 1);
    }
    row->flags = (uint16_t)((row->flags & ~(unsigned)QR_ROW_AWAITED) | awaited);
}

/* Narrow cells without clusters hold nothing but a style, which stays: they are changed in place. Returns whether any
 * was. The arithmetic is that of vectors: `shows`, `guarded` and `turns` are 0 or 1. */
static bool turn_to_spaces(struct qr_cell *cells, uint32_t from, uint32_t to, enum qr_spaces which) {
    uint64_t changed = 0, blanks = which == QR_SPACES_FOR_BLANKS, guards = which == QR_SPACES_FOR_UNPROTECTED;
    for (uint32_t x = from; x < to; x++) {
        uint64_t bits = cells[x].bits, shows = ((bits & QR_CELL_CONTENT_MASK) + QR_CELL_CONTENT_MASK) / CONTENT_END;
        uint64_t guarded = bits / QR_CELL_PROTECTED & guards, turns = (shows ^ blanks) & (guarded ^ 1), all = 0 - turns;
        uint64_t space = (bits & ~(QR_CELL_CONTENT_MASK & all)) | (' ' & all);
        changed |= space ^ bits;
        cells[x].bits = space;
    }
    return changed != 0;
}

void qr_page_put_spaces(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, enum qr_spaces which) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    qr_page_charge(page, to - from);
    qr_page_unpicture_cells(page, y, from, to);
    if (row->flags & (QR_ROW_WIDE | QR_ROW_CLUSTERS)) {
        put_spaces(page, y, from, to, which);
        return;
    }
    bool last = becomes_space(cells[to - 1], which);
    if (becomes_space(cells[from], which))
        qr_page_begun(page, y, from);
    uint32_t end = which == QR_SPACES_FOR_BLANKS ? to : qr_max_u32(from, qr_min_u32(to, row->length));
    if (which == QR_SPACES_FOR_BLANKS)
        from = qr_cells_content(cells, from, to); /* there may be none */
    bool changes = from < end && turn_to_spaces(cells, from, end, which);
    if (which == QR_SPACES_FOR_BLANKS)
        qr_row_reach(row, to);
    if (last)
        qr_page_rewritten(page, y, to);
    if (changes)
        qr_page_touch(page, row);
}

/* --- styles ----------------------------------------------------------------------------------------------------- */

uint32_t qr_page_style_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    return qr_cells_run(qr_page_cells(page, qr_page_row(page, y)), from, to, QR_CELL_STYLE_MASK);
}

static bool is_drawn(struct qr_cell cell) {
    return qr_cell_content(cell) != 0 || qr_cell_width(cell) == QR_TAIL;
}

uint32_t qr_page_dress_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    return qr_cells_run(qr_page_cells(page, qr_page_row(page, y)), from, to, QR_CELL_DRESS_MASK);
}

uint32_t qr_page_drawn_run(const struct qr_page *page, uint32_t y, uint32_t from, uint32_t to) {
    const struct qr_row *row = qr_page_row(page, y);
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t end = qr_page_style_run(page, y, from, to), x = from;
    if (!(row->flags & QR_ROW_WIDE))
        return qr_cells_content(cells, from, end);
    while (x < end && is_drawn(cells[x]))
        x++;
    return x;
}

void qr_page_set_style(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, uint32_t style) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t before = qr_cell_style(cells[from]);
    qr_assert(from < to && to <= page->block->cols);
    qr_page_charge(page, to - from);
    if (style == before)
        return;
    qr_page_use_style(page, style, to - from);
    qr_page_release_style(page, before, to - from);
    qr_words_put(&cells[from].bits, to - from, QR_CELL_STYLE_MASK, (uint64_t)style << QR_CELL_STYLE_SHIFT);
    qr_row_reach(row, to);
    row->flags |= style != 0 ? QR_ROW_STYLED : 0;
    qr_page_touch(page, row);
}

uint32_t qr_page_restyle(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, uint32_t style) {
    struct qr_row *row = qr_page_row(page, y);
    struct qr_cell *cells = qr_page_cells(page, row) + from;
    uint32_t before = qr_cell_style(*cells);
    if (row->flags & QR_ROW_WIDE || style == before) {
        uint32_t end = qr_page_drawn_run(page, y, from, to);
        if (end > from)
            qr_page_set_style(page, y, from, end, style);
        return end;
    }
    uint32_t count =
        (uint32_t)qr_words_replace(&cells->bits, to - from, QR_CELL_STYLE_MASK, (uint64_t)before << QR_CELL_STYLE_SHIFT,
                                   (uint64_t)style << QR_CELL_STYLE_SHIFT, QR_CELL_CONTENT_MASK);
    qr_page_charge(page, count);
    if (count == 0)
        return from;
    qr_page_use_style(page, style, count);
    qr_page_release_style(page, before, count);
    qr_row_reach(row, from + count);
    row->flags |= style != 0 ? QR_ROW_STYLED : 0;
    qr_page_touch(page, row);
    return from + count;
}
