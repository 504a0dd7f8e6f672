/* history_widths.c - how many lines of a page have which width, and what that says about rows. */
#include "history.h"

#include <string.h>

/* Counting in progress: small widths have places of their own. */
struct tally {
    uint16_t small[QR_WIDTHS_SMALL * 2];
    uint32_t large;
};

static void add_line(struct qr_width_count *count, struct tally *tally, uint32_t columns, bool wide) {
    uint32_t value = columns << 1 | wide;
    if (columns < QR_WIDTHS_SMALL) {
        tally->small[value]++;
        return;
    }
    for (uint32_t i = 0; i < tally->large; i++) {
        if (count->widths[i].columns_wide == value) {
            count->widths[i].lines++;
            return;
        }
    }
    count->widths[tally->large++] = (struct qr_width){value, 1};
}

void qr_widths_count(struct qr_width_count *count, const struct qr_entry *entries, uint32_t entry_count) {
    struct tally tally = {.large = 0};
    uint32_t columns = 0, i = 0;
    bool wide = false;
    count->edges = count->head_columns = count->tail_columns = 0;
    for (; i < entry_count && entries[i].flags & QR_LINE_CONTINUES; i++) {
        count->head_columns += entries[i].width;
        count->edges |= QR_EDGE_HEAD | (entries[i].flags & QR_LINE_WIDE ? (uint32_t)QR_EDGE_HEAD_WIDE : 0u);
    }
    if (i == entry_count)
        count->edges |= QR_EDGE_ALL_HEAD;
    for (uint32_t first = i; i < entry_count; i++) {
        if (i > first && !(entries[i].flags & QR_LINE_CONTINUES)) {
            add_line(count, &tally, columns, wide);
            columns = 0;
            wide = false;
        }
        columns += entries[i].width;
        wide = wide || entries[i].flags & QR_LINE_WIDE;
    }
    count->tail_columns = columns;
    count->edges |= wide ? QR_EDGE_TAIL_WIDE : 0;
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
