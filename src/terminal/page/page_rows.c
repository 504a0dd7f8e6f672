/* page_rows.c - rows: scrolling by moving row entries, line numbers, copying whole rows. */
#include "page.h"

#include "qr_arith.h"
#include "qr_assert.h"

void qr_page_reset_row(struct qr_page *page, uint32_t y, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    row->flags &= (uint16_t)~QR_ROW_WRAPPED; /* the row below is the caller's */
    if (row->length > 0 || blank.bits != 0)
        qr_page_clear(page, y, 0, page->block->cols, blank);
    row->flags &= blank.bits != 0 ? (uint16_t) ~(QR_ROW_PROMPT | QR_ROW_SIZE | QR_ROW_AWAITED) : (uint16_t)0;
    row->line = qr_page_new_line(page);
    row->column = 0;
    qr_page_touch(page, row);
}

/* Reverses the row entries [from, to). */
static void reverse_rows(struct qr_page *page, uint32_t from, uint32_t to) {
    while (from + 1 < to) {
        struct qr_row *a = qr_page_row(page, from), *b = qr_page_row(page, to - 1), saved = *a;
        *a = *b;
        *b = saved;
        from++;
        to--;
    }
}

/* Moves the entries of [top, bottom) up by `count`, the first ones to the end. */
static void rotate_rows(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t count) {
    struct qr_page_header *block = page->block;
    if (top == 0 && bottom == block->rows) {
        block->top = (block->top + count) % block->rows;
        return;
    }
    reverse_rows(page, top, top + count);
    reverse_rows(page, top + count, bottom);
    reverse_rows(page, top, bottom);
}

/* Row y does not go on; no number changes. */
static void cut_wrap(struct qr_page *page, uint32_t y) {
    struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_WRAPPED))
        return;
    row->flags &= (uint16_t)~QR_ROW_WRAPPED;
    qr_page_redraw(page, row);
}

void qr_page_scroll(struct qr_page *page, uint32_t top, uint32_t bottom, int32_t count, struct qr_cell blank) {
    uint32_t height = bottom - top, by = (uint32_t)(count < 0 ? -count : count);
    if (count == 0 || height == 0)
        return;
    by = qr_min_u32(by, height);
    qr_page_charge(page, height);
    if (top > 0)
        qr_page_set_wrapped(page, top - 1, false);
    if (bottom < page->block->rows)
        qr_page_set_wrapped(page, bottom - 1, false);
    rotate_rows(page, top, bottom, count > 0 ? by : height - by);
    uint32_t first = count > 0 ? bottom - by : top;
    for (uint32_t y = first; y < first + by; y++)
        qr_page_reset_row(page, y, blank);
    /* The last row that stayed may have gone on in one that left. Row `bottom` was parted from it above. */
    uint32_t last = count > 0 ? first : bottom;
    if (last > top)
        cut_wrap(page, last - 1);
}

/* Gives row y, and the rows it goes on in, another place: from this column of this line on. What row y went on with
 * before is forgotten. */
static void renumber(struct qr_page *page, uint32_t y, uint64_t line, uint64_t column) {
    qr_page_row(page, y)->flags &= (uint16_t)~QR_ROW_AWAITED;
    for (; y < page->block->rows; y++) {
        struct qr_row *row = qr_page_row(page, y);
        row->line = line;
        row->column = column;
        qr_page_redraw(page, row);
        if (!(row->flags & QR_ROW_WRAPPED))
            break;
        column += qr_page_joined_cols(page, row);
    }
}

static bool can_join(const struct qr_page *page, uint32_t y) {
    bool last = y + 1 == page->block->rows;
    return qr_row_size(qr_page_row(page, y)) == QR_SIZE_SINGLE &&
           (last || qr_row_size(qr_page_row(page, y + 1)) == QR_SIZE_SINGLE);
}

void qr_page_set_wrapped(struct qr_page *page, uint32_t y, bool wrapped) {
    struct qr_row *row = qr_page_row(page, y);
    if (((row->flags & QR_ROW_WRAPPED) != 0) == wrapped || (wrapped && !can_join(page, y)))
        return;
    row->flags ^= QR_ROW_WRAPPED;
    qr_page_redraw(page, row);
    if (y + 1 == page->block->rows)
        return;
    if (!wrapped) {
        renumber(page, y + 1, qr_page_new_line(page), 0);
        return;
    }
    renumber(page, y + 1, row->line, row->column + qr_page_joined_cols(page, row));
    qr_page_row(page, y + 1)->flags |= QR_ROW_AWAITED;
}

void qr_page_set_size(struct qr_page *page, uint32_t y, enum qr_row_size size) {
    struct qr_row *row = qr_page_row(page, y);
    if (qr_row_size(row) == size)
        return;
    if (size != QR_SIZE_SINGLE) {
        if (y > 0)
            qr_page_set_wrapped(page, y - 1, false);
        qr_page_set_wrapped(page, y, false);
    }
    row->flags = (uint16_t)((row->flags & ~(unsigned)QR_ROW_SIZE) | (unsigned)size << QR_ROW_SIZE_SHIFT);
    qr_page_touch(page, row);
}

void qr_page_begin_line(struct qr_page *page, uint32_t y) {
    if (y > 0 && qr_page_row(page, y - 1)->flags & QR_ROW_WRAPPED)
        qr_page_set_wrapped(page, y - 1, false);
    else
        renumber(page, y, qr_page_new_line(page), 0);
}

void qr_page_import_row(struct qr_page *to, uint32_t to_y, const struct qr_page *from, uint32_t from_y) {
    const struct qr_row *source = qr_page_row(from, from_y);
    const struct qr_cell *cells = qr_page_cells(from, source);
    uint32_t seen = qr_min_u32(qr_page_row_cols(from, source), to->block->cols);
    uint32_t length = qr_min_u32(source->length, seen);
    qr_page_reset_row(to, to_y, (struct qr_cell){0});
    qr_page_charge(to, length);
    for (uint32_t x = 0; x < length; x++) {
        struct qr_cell cell = cells[x];
        enum qr_cell_width width = qr_cell_width(cell);
        if (width == QR_TAIL)
            continue;
        if ((width == QR_WIDE && x + 1 >= seen) || (width == QR_SPACER && x + 1 != to->block->cols))
            cell = qr_cell_blank_like(cell);
        if (cell.bits == 0)
            continue;
        struct qr_cell imported = qr_page_import_cell(to, from, cell);
        qr_page_put(to, to_y, x, imported);
        qr_page_release_style(to, qr_cell_style(imported), 1); /* put took its own */
    }
    struct qr_row *row = qr_page_row(to, to_y);
    row->flags |= source->flags & QR_ROW_PROMPT;
    row->time = source->time;
    if (source->flags & QR_ROW_WRAPPED && to->block->cols == from->block->cols)
        row->flags |= QR_ROW_WRAPPED;
    qr_page_adopt_line(to, row, source->line, source->column);
}
