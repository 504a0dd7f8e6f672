/* page_move.c - cells that move: inside a row, from row to row, in a box. What moves takes its references along, so
 * only what is lost, copied or made is counted; cells behind a row's length are blank and never moved. */
#include "page_cells.h"

#include "qr_arith.h"
#include "qr_assert.h"

/* The part of [from, to) that a row has cells in: where it ends. */
static uint32_t held_end(const struct qr_row *row, uint32_t from, uint32_t to) {
    return qr_max_u32(from, qr_min_u32(row->length, to));
}

/* Cells [from, to) hold nothing and become zero; a row that ends there is shorter. */
static void blank_out(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to) {
    if (from < row->length)
        qr_row_fill_blank(page, row, from, to, (struct qr_cell){0});
}

/* Cells at the row's end that became blank are not its any more. Costs a look at each, once. */
static void trim(const struct qr_page *page, struct qr_row *row) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t length = row->length;
    while (length > 0 && cells[length - 1].bits == 0)
        length--;
    row->length = (uint16_t)length;
}

/* --- inside a row ---------------------------------------------------------------------------------------------- */

/* To the right: what is lost is given back from the right, in the order in which single steps lose it, so that the ids
 * that come free do not depend on how inserted text was cut into runs. */
static void shift_right(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to, uint32_t by) {
    struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t held = held_end(row, from, to);
    qr_row_split_wide(page, row, to - by);
    for (uint32_t x = held; x > to - by; x--)
        qr_row_release(page, row, x - 1, x);
    uint32_t count = qr_min_u32(held, to - by) - from;
    memmove(cells + from + by, cells + from, count * sizeof *cells);
    memset(cells + from, 0, by * sizeof *cells);
    if (count > 0)
        qr_row_reach(row, from + by + count);
}

static void shift_left(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to, uint32_t by) {
    struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t held = held_end(row, from, to);
    qr_row_split_wide(page, row, from + by);
    qr_row_release(page, row, from, from + by);
    uint32_t count = held > from + by ? held - from - by : 0;
    memmove(cells + from, cells + from + by, count * sizeof *cells);
    blank_out(page, row, from + count, to);
}

void qr_page_shift(struct qr_page *page, uint32_t y, uint32_t from, uint32_t to, int32_t count, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    uint32_t by = (uint32_t)(count < 0 ? -count : count);
    if (by == 0)
        return;
    by = qr_min_u32(by, to - from);
    qr_page_rewritten(page, y, to);
    qr_page_charge(page, held_end(row, from, to) - from + by);
    if (row->length <= from && blank.bits == 0)
        return;                                 /* blanks are shifted over blanks */
    qr_page_unpicture_cells(page, y, from, to); /* images do not move inside a line */
    struct qr_cell *last = qr_page_cells(page, row) + page->block->cols - 1;
    if (to == page->block->cols && qr_cell_width(*last) == QR_SPACER)
        *last = qr_cell_blank_like(*last);
    qr_row_split_wide(page, row, from);
    qr_row_split_wide(page, row, to);
    if (count > 0) {
        shift_right(page, row, from, to, by);
        qr_row_fill_blank(page, row, from, from + by, blank);
        trim(page, row);
    } else {
        shift_left(page, row, from, to, by);
        qr_row_fill_blank(page, row, to - by, to, blank);
    }
    qr_page_touch(page, row);
}

/* --- from row to row ------------------------------------------------------------------------------------------- */

/* Of copies at [from, to): the half of a wide character without the other, and a spacer that is not in the last column,
 * are blanks. */
static void mend_copies(struct qr_page *page, struct qr_row *row, uint32_t from, uint32_t to) {
    struct qr_cell *cells = qr_page_cells(page, row);
    struct qr_cluster_set *clusters = qr_page_sets(page).clusters;
    for (uint32_t x = from; x < to; x++) {
        enum qr_cell_width width = qr_cell_width(cells[x]);
        bool lone = (x == from && width == QR_TAIL) || (x + 1 == to && width == QR_WIDE) ||
                    (width == QR_SPACER && x + 1 < page->block->cols);
        if (!lone)
            continue;
        if (qr_cell_is_cluster(cells[x]))
            (void)qr_cluster_set_release(clusters, qr_cell_content(cells[x]));
        cells[x] = qr_cell_blank_like(cells[x]);
    }
}

/* Would a copy of `held` cells, and blanks up to `count`, leave the row at x as it is? */
static bool is_copy(const struct qr_page *page, const struct qr_row *row, uint32_t x, const struct qr_cell *copied,
                    uint32_t held, uint32_t count, uint16_t flags) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    return !(flags & QR_ROW_WIDE) && held_end(row, x, x + count) <= x + held &&
           memcmp(cells + x, copied, held * sizeof *cells) == 0;
}

void qr_page_copy_span(struct qr_page *page, uint32_t source_y, uint32_t from, uint32_t to, uint32_t y, uint32_t x) {
    struct qr_row *row = qr_page_row(page, y);
    const struct qr_row *source = qr_page_row(page, source_y);
    uint32_t count = to - from;
    if (count == 0 || (row == source && x == from))
        return;
    qr_row_split_wide(page, row, x);
    qr_row_split_wide(page, row, x + count);
    uint32_t held = held_end(source, from, to) - from;
    uint16_t flags = source->flags & QR_ROW_CONTENT;
    bool pictured = (source->flags & QR_ROW_PICTURED) != 0;
    struct qr_cell *cells = qr_page_cells(page, row);
    const struct qr_cell *copied = qr_page_cells(page, source) + from;
    qr_page_charge(page, held + held_end(row, x, x + count) - x);
    bool changes = !is_copy(page, row, x, copied, held, count, flags | row->flags);
    if (changes) { /* references of the copies are taken before those of the overwritten cells are given back */
        qr_cells_use(page, copied, 0, held, flags);
        qr_row_release(page, row, x, x + count);
        memmove(cells + x, copied, held * sizeof *cells);
        if (held > 0)
            qr_row_reach(row, x + held);
        blank_out(page, row, x + held, x + count);
    }
    qr_page_begun(page, y, x);
    qr_page_rewritten(page, y, x + count);
    if (!changes)
        return;
    row->flags |= flags;
    if (flags & QR_ROW_WIDE)
        mend_copies(page, row, x, x + count);
    if (pictured)
        qr_page_uncover(page, row, x, x + count);
    qr_page_touch(page, row);
}

/* --- in a box -------------------------------------------------------------------------------------------------- */

/* Where little stands beside a box, its rows change place by exchanging all cells, and what is beside it back. */
static bool is_exchanged(const struct qr_page *page, uint32_t left, uint32_t right) {
    return 2 * (page->block->cols - (right - left)) < right - left;
}

static void exchange_cells(struct qr_cell *a, struct qr_cell *b, uint32_t from, uint32_t to) {
    for (uint32_t x = from; x < to; x++) {
        struct qr_cell cell = a[x];
        a[x] = b[x];
        b[x] = cell;
    }
}

/* Moves the cells [left, right) of row `from` to row `to`, where they are zero; those of `from` are zero then. */
static void exchange_box_row(struct qr_page *page, uint32_t from, uint32_t to, uint32_t left, uint32_t right) {
    struct qr_row *row = qr_page_row(page, to), *source = qr_page_row(page, from);
    uint32_t held = held_end(source, left, right) - left, cells = row->cells;
    if (held == 0)
        return;
    row->cells = source->cells;
    source->cells = cells;
    exchange_cells(qr_page_cells(page, row), qr_page_cells(page, source), 0, left);
    exchange_cells(qr_page_cells(page, row), qr_page_cells(page, source), right,
                   qr_max_u32(right, qr_max_u32(row->length, source->length)));
    qr_page_charge(page, 2 * left);
    if (row->length <= right)
        row->length = (uint16_t)(left + held);
    if (source->length <= right)
        source->length = (uint16_t)left;
    row->flags |= source->flags & QR_ROW_CONTENT;
    qr_page_touch(page, row);
    qr_page_touch(page, source);
}

/* Moves the cells [left, right) of row `from` to row `to`, where nothing is held; those of `from` are to be
 * overwritten. */
static void move_box_row(struct qr_page *page, uint32_t from, uint32_t to, uint32_t left, uint32_t right) {
    struct qr_row *row = qr_page_row(page, to);
    const struct qr_row *source = qr_page_row(page, from);
    uint32_t held = held_end(source, left, right) - left;
    if (held == 0 && row->length <= left)
        return;
    qr_page_charge(page, held);
    memcpy(qr_page_cells(page, row) + left, qr_page_cells(page, source) + left, held * sizeof(struct qr_cell));
    if (held > 0)
        qr_row_reach(row, left + held);
    blank_out(page, row, left + held, right);
    row->flags |= source->flags & QR_ROW_CONTENT;
    qr_page_touch(page, row);
}

/* Rows [from, to) lose what they hold in [left, right). */
static void release_box(struct qr_page *page, uint32_t from, uint32_t to, uint32_t left, uint32_t right) {
    for (uint32_t y = from; y < to; y++) {
        struct qr_row *row = qr_page_row(page, y);
        if (row->length <= left)
            continue;
        qr_row_release(page, row, left, right);
        blank_out(page, row, left, right);
        qr_page_touch(page, row);
    }
}

/* Makes rows [top, bottom) ready: lines end at the box, and no wide character is cut by its sides. True: the box holds
 * something. */
static bool open_box(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right) {
    bool holds = false;
    for (uint32_t y = top > 0 ? top - 1 : top; y < bottom; y++) {
        struct qr_row *row = qr_page_row(page, y);
        if (row->flags & QR_ROW_WRAPPED)
            qr_page_set_wrapped(page, y, false);
        if (y < top || row->length <= left)
            continue;
        qr_page_unpicture_cells(page, y, left, right); /* lines stay where they are, and so do images */
        qr_row_split_wide(page, row, left);
        qr_row_split_wide(page, row, right);
        holds = true;
    }
    return holds;
}

/* Blanks the box in rows [from, to), which hold nothing there. */
static void blank_box(struct qr_page *page, uint32_t from, uint32_t to, uint32_t left, uint32_t right,
                      struct qr_cell blank) {
    for (uint32_t y = from; y < to; y++) {
        struct qr_row *row = qr_page_row(page, y);
        if (row->length <= left && blank.bits == 0)
            continue;
        qr_page_charge(page, held_end(row, left, right) - left + (blank.bits != 0 ? right - left : 0));
        qr_row_fill_blank(page, row, left, right, blank);
        qr_page_touch(page, row);
    }
}

void qr_page_scroll_box(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t left, uint32_t right,
                        int32_t count, struct qr_cell blank) {
    uint32_t height = bottom - top, by = qr_min_u32((uint32_t)(count < 0 ? -count : count), height);
    if (count == 0 || height == 0)
        return;
    bool holds = open_box(page, top, bottom, left, right), exchanged = is_exchanged(page, left, right);
    qr_page_charge(page, height);
    uint32_t lost = count > 0 ? top : bottom - by, fresh = count > 0 ? bottom - by : top;
    for (uint32_t y = count > 0 ? top : top + by; left == 0 && y + (count > 0 ? by : 0) < bottom; y++)
        qr_page_begun(page, y, 0);
    if (!holds && blank.bits == 0)
        return;
    release_box(page, lost, lost + by, left, right);
    for (uint32_t i = 0; i + by < height; i++) {
        uint32_t to = count > 0 ? top + i : bottom - 1 - i, from = count > 0 ? to + by : to - by;
        if (exchanged)
            exchange_box_row(page, from, to, left, right);
        else
            move_box_row(page, from, to, left, right);
    }
    blank_box(page, fresh, fresh + by, left, right, blank);
}
