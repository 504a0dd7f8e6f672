/* page_rows.c - rows: scrolling by moving row entries, line numbers, copying whole rows. */
#include "page.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_assert.h"

/* Most rows that scroll off hold text alone, which nothing has to be told of. */
static void empty_row(struct qr_page *page, struct qr_row *row) {
    if (row->length ==
        0) /* setting nothing takes long, too, where a processor masks it and the memory was never touched */
        return;
    qr_page_charge(page, row->length);
    memset(qr_page_cells(page, row), 0, row->length * sizeof(struct qr_cell));
    row->length = 0;
}

void qr_page_reset_row(struct qr_page *page, uint32_t y, struct qr_cell blank) {
    struct qr_row *row = qr_page_row(page, y);
    row->flags &= (uint16_t)~QR_ROW_WRAPPED; /* the row below is the caller's */
    if (blank.bits == 0 && !(row->flags & (QR_ROW_STYLED | QR_ROW_CLUSTERS | QR_ROW_WIDE)))
        empty_row(page, row);
    else if (row->length > 0 || blank.bits != 0)
        qr_page_clear(page, y, 0, page->block->cols, blank);
    row->flags &=
        blank.bits != 0 ? (uint16_t) ~(QR_ROW_PROMPT | QR_ROW_SIZE | QR_ROW_AWAITED | QR_ROW_PICTURED) : (uint16_t)0;
    row->line = qr_page_new_line(page);
    row->column = 0;
    qr_page_touch(page, row);
}

/* --- moving row entries ---------------------------------------------------------------------------------------- */

/* The table is a ring. Entries are named by y as rows are, but y may run over the last row into the first. */

#define TAKEN_OUT 8u /* entries that are moved past others in one go */

static struct qr_row *entry_at(const struct qr_page *page, uint32_t y) {
    return qr_page_row(page, y < page->block->rows ? y : y - page->block->rows);
}

/* Entries up to the end of the ring's memory, this one among them; and those from its beginning to before this one. */
static uint32_t to_seam(const struct qr_page *page, const struct qr_row *entry) {
    return page->block->rows - (uint32_t)(entry - qr_rows_offset_at(page->block, page->block->row_table));
}

static uint32_t from_seam(const struct qr_page *page, const struct qr_row *entry) {
    return (uint32_t)(entry - qr_rows_offset_at(page->block, page->block->row_table));
}

/* Copies `count` entries from `from` on to `to`, which is a lower number, beginning with the first. */
static void copy_down(struct qr_page *page, uint32_t to, uint32_t from, uint32_t count) {
    for (uint32_t part; count > 0; count -= part, to += part, from += part) {
        struct qr_row *here = entry_at(page, to);
        const struct qr_row *there = entry_at(page, from);
        part = qr_min_u32(count, qr_min_u32(to_seam(page, here), to_seam(page, there)));
        memmove(here, there, part * sizeof *here);
    }
}

/* The same where `to` is the higher number, beginning with the last. */
static void copy_up(struct qr_page *page, uint32_t to, uint32_t from, uint32_t count) {
    for (uint32_t part; count > 0; count -= part) {
        struct qr_row *here = entry_at(page, to + count - 1);
        const struct qr_row *there = entry_at(page, from + count - 1);
        part = qr_min_u32(count, qr_min_u32(from_seam(page, here), from_seam(page, there)) + 1);
        memmove(here - (part - 1), there - (part - 1), part * sizeof *here);
    }
}

/* Moves `count` entries from y on behind the `behind` entries that follow them, count being TAKEN_OUT at most. */
static void move_behind(struct qr_page *page, uint32_t y, uint32_t count, uint32_t behind) {
    struct qr_row taken[TAKEN_OUT];
    for (uint32_t i = 0; i < count; i++)
        taken[i] = *entry_at(page, y + i);
    copy_down(page, y, y + count, behind);
    for (uint32_t i = 0; i < count; i++)
        *entry_at(page, y + behind + i) = taken[i];
}

/* Moves `count` entries, TAKEN_OUT at most, before the `before` entries from y on that precede them. */
static void move_before(struct qr_page *page, uint32_t y, uint32_t before, uint32_t count) {
    struct qr_row taken[TAKEN_OUT];
    for (uint32_t i = 0; i < count; i++)
        taken[i] = *entry_at(page, y + before + i);
    copy_up(page, y + count, y, before);
    for (uint32_t i = 0; i < count; i++)
        *entry_at(page, y + i) = taken[i];
}

static void reverse_entries(struct qr_page *page, uint32_t y, uint32_t count) {
    for (uint32_t from = y, to = y + count; from + 1 < to; from++) {
        struct qr_row *a = entry_at(page, from), *b = entry_at(page, --to), saved = *a;
        *a = *b;
        *b = saved;
    }
}

/* One entry behind or before others that no seam parts from it: what scrolling by a line is. False: one does. */
static bool move_one(struct qr_page *page, uint32_t y, uint32_t others, bool behind) {
    struct qr_row *first = entry_at(page, y);
    if (to_seam(page, first) <= others)
        return false;
    struct qr_row saved = behind ? first[0] : first[others];
    memmove(first + !behind, first + behind, others * sizeof *first);
    first[behind ? others : 0] = saved;
    return true;
}

/* Changes places: the `first` entries from y on and the `second` ones behind them, each in the order they have. */
static void exchange(struct qr_page *page, uint32_t y, uint32_t first, uint32_t second) {
    if (first == 0 || second == 0 || (first == 1 && move_one(page, y, second, true)) ||
        (second == 1 && move_one(page, y, first, false)))
        return;
    if (first <= TAKEN_OUT) {
        move_behind(page, y, first, second);
    } else if (second <= TAKEN_OUT) {
        move_before(page, y, first, second);
    } else {
        reverse_entries(page, y, first);
        reverse_entries(page, y + first, second);
        reverse_entries(page, y, first + second);
    }
}

/* Moves the entries of [top, bottom) up by `up`, the first ones to the end. Where most rows move, the ring is turned
 * instead, by the fewer rows, and those outside of [top, bottom) change places with the ones that left it. Returns how
 * many entries were touched. */
static uint32_t rotate_rows(struct qr_page *page, uint32_t top, uint32_t bottom, uint32_t up) {
    struct qr_page_header *block = page->block;
    uint32_t height = bottom - top, down = height - up, outside = block->rows - height;
    uint32_t turn = qr_min_u32(up, down);
    if (height <= outside + turn) {
        exchange(page, top, up, down);
        return height;
    }
    if (up == turn) {
        block->top = (block->top + up) % block->rows;
        exchange(page, bottom - up, outside, up);
    } else {
        block->top = (block->top + block->rows - down) % block->rows;
        exchange(page, bottom, down, outside);
    }
    return outside + turn;
}

/* --- scrolling ------------------------------------------------------------------------------------------------- */

/* Row y does not go on; no number changes. */
static void cut_wrap(struct qr_page *page, uint32_t y) {
    struct qr_row *row = qr_page_row(page, y);
    if (!(row->flags & QR_ROW_WRAPPED))
        return;
    row->flags &= (uint16_t)~QR_ROW_WRAPPED;
    qr_page_redraw(page, row);
}

/* Row y does not go on, and the row below begins a line. */
static void end_wrap(struct qr_page *page, uint32_t y) {
    if (qr_page_row(page, y)->flags & QR_ROW_WRAPPED)
        qr_page_set_wrapped(page, y, false);
}

void qr_page_scroll(struct qr_page *page, uint32_t top, uint32_t bottom, int32_t count, struct qr_cell blank) {
    uint32_t height = bottom - top, by = (uint32_t)(count < 0 ? -count : count);
    if (count == 0 || height == 0)
        return;
    by = qr_min_u32(by, height);
    if (top > 0)
        end_wrap(page, top - 1);
    if (bottom < page->block->rows)
        end_wrap(page, bottom - 1);
    qr_page_charge(page, rotate_rows(page, top, bottom, count > 0 ? by : height - by));
    uint32_t first = count > 0 ? bottom - by : top;
    for (uint32_t y = first; y < first + by; y++)
        qr_page_reset_row(page, y, blank);
    /* The last row that stayed may have gone on in one that left. Row `bottom` was parted from it above. */
    uint32_t last = count > 0 ? first : bottom;
    if (last > top)
        cut_wrap(page, last - 1);
}

/* Columns of the line that stand in a row. */
static uint32_t held_cols(const struct qr_page *page, const struct qr_row *row) {
    return row->flags & QR_ROW_WRAPPED ? qr_page_joined_cols(page, row) : page->block->cols;
}

/* Gives row y, and the rows it goes on in, another place: from this column of this line on. What row y went on with
 * before is forgotten. */
static void renumber(struct qr_page *page, uint32_t y, uint64_t line, uint64_t column) {
    qr_page_row(page, y)->flags &= (uint16_t)~QR_ROW_AWAITED;
    for (; y < page->block->rows; y++) {
        struct qr_row *row = qr_page_row(page, y);
        if (row->flags & QR_ROW_PICTURED && page->moved)
            page->moved(page->moved_user, row->line, row->column, held_cols(page, row), line, column);
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
    row->flags |= source->flags & (QR_ROW_PROMPT | QR_ROW_PICTURED);
    row->time = source->time;
    if (source->flags & QR_ROW_WRAPPED && to->block->cols == from->block->cols)
        row->flags |= QR_ROW_WRAPPED;
    qr_page_adopt_line(to, row, source->line, source->column);
}
