/* history_span.c - lines as a whole: where they begin and end, and how many columns they have. */
#include "history_lines.h"

const struct qr_sealed *qr_history_header(const struct qr_history *history, size_t page) {
    return page < history->tail - history->head ? history->pages[history->head + page].block : NULL;
}

bool qr_history_page_continues(const struct qr_history *history, size_t page) {
    if (page >= qr_history_page_count(history))
        return false;
    const struct qr_sealed *block = qr_history_header(history, page);
    return block ? (block->edges & QR_EDGE_HEAD) != 0
                 : (qr_open_entries(history->open)[0].flags & QR_LINE_CONTINUES) != 0;
}

static void add_segment(struct qr_line_span *span, const struct qr_entry *entry) {
    span->width += entry->width;
    span->wide = span->wide || entry->flags & QR_LINE_WIDE;
}

/* Adds entries from `entry` on that continue the line before them. True if the page ends with them. */
static bool add_segments(struct qr_line_span *span, const struct qr_entry *entries, uint32_t entry, uint32_t count) {
    for (; entry < count && entries[entry].flags & QR_LINE_CONTINUES; entry++)
        add_segment(span, &entries[entry]);
    return entry == count;
}

struct qr_line_span qr_history_line_span(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    struct qr_line_span span = {0};
    add_segment(&span, &lines.entries[entry]);
    bool to_the_end = add_segments(&span, lines.entries, entry + 1, lines.count);
    while (to_the_end && qr_history_page_continues(history, ++page)) {
        const struct qr_sealed *block = qr_history_header(history, page);
        if (!block) {
            (void)add_segments(&span, qr_open_entries(history->open), 0, history->open->entries);
            break;
        }
        span.width += block->head_columns;
        span.wide = span.wide || block->edges & QR_EDGE_HEAD_WIDE;
        to_the_end = (block->edges & QR_EDGE_ALL_HEAD) != 0;
    }
    return span;
}

/* Columns of the line that a page ends with, as far as the page has it. *begins: it begins here. */
static uint64_t columns_at_end(const struct qr_history *history, size_t page, bool *begins) {
    struct qr_lines lines = qr_history_lines(history, page);
    uint32_t entry = lines.count - 1, first = qr_history_first_entry(history, page);
    uint64_t columns = lines.entries[entry].width;
    while (entry > first && lines.entries[entry].flags & QR_LINE_CONTINUES)
        columns += lines.entries[--entry].width;
    *begins = !(lines.entries[entry].flags & QR_LINE_CONTINUES);
    return columns;
}

uint64_t qr_history_columns_before(const struct qr_history *history, size_t page) {
    uint64_t columns = 0;
    bool begins = false;
    while (page-- > 0 && !begins) {
        const struct qr_sealed *block = qr_history_header(history, page);
        if (!block || qr_history_first_entry(history, page) > 0) {
            columns += columns_at_end(history, page, &begins);
        } else {
            begins = !(block->edges & QR_EDGE_ALL_HEAD);
            columns += begins ? block->tail_columns : block->head_columns;
        }
    }
    return columns + (begins ? 0 : history->head_column);
}

uint64_t qr_history_tail_columns(const struct qr_history *history) {
    bool goes_on = qr_history_goes_on(history, qr_history_last_line(history));
    return goes_on ? qr_history_columns_before(history, qr_history_page_count(history)) : 0;
}

bool qr_history_begins_line(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    return !(lines.entries[entry].flags & QR_LINE_CONTINUES) ||
           (page == 0 && entry == qr_history_first_entry(history, 0));
}

void qr_history_to_column(const struct qr_history *history, size_t *page, uint32_t *entry, uint64_t *column) {
    struct qr_lines lines = qr_history_lines(history, *page);
    while (*column > 0 && *column >= lines.entries[*entry].width) {
        bool more = *entry + 1 < lines.count ? (lines.entries[*entry + 1].flags & QR_LINE_CONTINUES) != 0
                                             : qr_history_page_continues(history, *page + 1);
        if (!more)
            return;
        *column -= lines.entries[(*entry)++].width;
        if (*entry < lines.count)
            continue;
        const struct qr_sealed *block;
        while ((block = qr_history_header(history, ++*page)) && *column >= block->head_columns &&
               block->edges & QR_EDGE_ALL_HEAD && qr_history_page_continues(history, *page + 1))
            *column -= block->head_columns;
        lines = qr_history_lines(history, *page);
        *entry = 0;
    }
}

void qr_history_to_line_start(const struct qr_history *history, size_t *page, uint32_t *entry) {
    struct qr_lines lines = qr_history_lines(history, *page);
    while (lines.entries[*entry].flags & QR_LINE_CONTINUES) {
        if (*entry > qr_history_first_entry(history, *page)) {
            --*entry;
            continue;
        }
        if (*page == 0)
            return;
        do
            --*page;
        while (*page > 0 && qr_history_header(history, *page)->edges & QR_EDGE_ALL_HEAD);
        lines = qr_history_lines(history, *page);
        *entry = lines.count - 1;
    }
}

enum qr_step qr_history_step(const struct qr_history *history, size_t *page, uint32_t *entry, struct qr_lines *lines) {
    if (*entry + 1 < lines->count) {
        ++*entry;
    } else {
        if (*page + 1 >= qr_history_page_count(history))
            return QR_STEP_END;
        ++*page;
        *entry = qr_history_first_entry(history, *page);
        *lines = qr_history_lines(history, *page);
    }
    return lines->entries[*entry].flags & QR_LINE_CONTINUES ? QR_STEP_SEGMENT : QR_STEP_LINE;
}
