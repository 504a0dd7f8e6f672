/* history_widths.c - how many lines of a page have which width, and what that says about rows. */
#include "history.h"

#include <string.h>

/* Counting in progress: small widths have places of their own. */
struct tally {
    uint16_t small[QR_WIDTHS_SMALL * 2];
    uint32_t large;
};

/* So many lines of one width. */
static void add_lines(struct qr_width_count *count, struct tally *tally, uint32_t columns, bool wide, uint32_t lines) {
    uint32_t value = columns << 1 | wide;
    if (columns < QR_WIDTHS_SMALL) {
        tally->small[value] = (uint16_t)(tally->small[value] + lines);
        return;
    }
    for (uint32_t i = 0; i < tally->large; i++) {
        if (count->widths[i].columns_wide == value) {
            count->widths[i].lines += lines;
            return;
        }
    }
    count->widths[tally->large++] = (struct qr_width){value, lines};
}

static bool is_wide(struct qr_entry entry) {
    return (entry.flags & QR_LINE_WIDE) != 0;
}

/* Width and flags as they lie in memory, which is one load. */
static inline uint32_t shape_of(const struct qr_entry *entry) {
    return (uint32_t)entry->flags << 16 | entry->width;
}

/* The last of the entries from `first` on that are as wide and have the same flags: floods are lines like each other.
 */
static uint32_t last_alike(const struct qr_entry *entries, uint32_t first, uint32_t count) {
    uint32_t shape = shape_of(&entries[first]), i = first + 1;
    while (i < count && shape_of(&entries[i]) == shape)
        i++;
    return i - 1;
}

/* The lines from entry `first` on, where one begins. */
static void count_lines(struct qr_width_count *count, struct tally *tally, const struct qr_entry *entries,
                        uint32_t first, uint32_t entry_count) {
    for (uint32_t next; first < entry_count; first = next) {
        uint32_t last = last_alike(entries, first, entry_count), columns = entries[last].width;
        bool wide = is_wide(entries[last]);
        if (last > first)
            add_lines(count, tally, columns, wide, last - first);
        for (next = last + 1; next < entry_count && entries[next].flags & QR_LINE_CONTINUES; next++) {
            columns += entries[next].width;
            wide = wide || is_wide(entries[next]);
        }
        if (next < entry_count) {
            add_lines(count, tally, columns, wide, 1);
            continue;
        }
        count->tail_columns = columns;
        count->edges |= wide ? QR_EDGE_TAIL_WIDE : 0;
    }
}

void qr_widths_count(struct qr_width_count *count, const struct qr_entry *entries, uint32_t entry_count) {
    struct tally tally = {.large = 0};
    uint32_t i = 0;
    count->edges = count->head_columns = count->tail_columns = 0;
    for (; i < entry_count && entries[i].flags & QR_LINE_CONTINUES; i++) {
        count->head_columns += entries[i].width;
        count->edges |= QR_EDGE_HEAD | (is_wide(entries[i]) ? (uint32_t)QR_EDGE_HEAD_WIDE : 0u);
    }
    if (i == entry_count)
        count->edges |= QR_EDGE_ALL_HEAD;
    count_lines(count, &tally, entries, i, entry_count);
    count->count = tally.large;
    for (uint32_t value = 0; value < QR_WIDTHS_SMALL * 2; value++) {
        if (tally.small[value] > 0)
            count->widths[count->count++] = (struct qr_width){value, tally.small[value]};
    }
}

void qr_width_rows(uint64_t columns, bool wide, uint32_t cols, uint64_t *least, uint64_t *most) {
    if (wide && cols == 1) { /* a wide character takes one row, as a narrow one does */
        *least = columns / 2;
        *most = columns;
        return;
    }
    *least = *most = columns <= cols ? 1 : (columns + cols - 1) / cols;
    if (wide && columns > cols) /* each row but the last may be a column short */
        *most = 1 + (columns - cols + cols - 2) / (cols - 1);
}

void qr_widths_rows(const struct qr_sealed *block, uint32_t cols, uint64_t *least, uint64_t *most) {
    const struct qr_width *widths = qr_widths_offset_at(block, block->width_table);
    *least = *most = 0;
    for (uint32_t i = 0; i < block->widths; i++) {
        uint32_t columns = widths[i].columns_wide >> 1;
        uint64_t low, high;
        if (columns <= cols && cols > 1) {
            low = high = 1;
        } else if (!(widths[i].columns_wide & 1)) {
            low = high = columns == 0 ? 1 : (columns - 1) / cols + 1; /* 32 bits: much faster than 64 */
        } else {
            qr_width_rows(columns, true, cols, &low, &high);
        }
        *least += low * widths[i].lines;
        *most += high * widths[i].lines;
    }
}

void qr_history_forget_rows(struct qr_history_page *page) {
    page->rows_cols = page->tail_cols = 0;
    page->estimated = false;
}

void qr_history_forget_tail(struct qr_history *history) {
    history->packed = history->packed < history->tail ? history->packed : history->tail;
    for (size_t i = history->tail; i > history->head; i--) {
        struct qr_history_page *page = &history->pages[i - 1];
        page->tail_cols = 0;
        if (page->first > 0 || page->block->edges & QR_EDGE_HEAD)
            qr_history_forget_rows(page); /* may be the oldest, whose last line is counted with the others */
        if (!(page->block->edges & QR_EDGE_ALL_HEAD))
            return;
    }
}
