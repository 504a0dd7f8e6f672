/* history_blank.c - what stands in for a page that cannot be read, so that views need no other case: lines of blanks,
 * as many and as wide as the page's header says. So what was counted from the header stays right, and no text is made
 * up. It is never stored: whoever writes asks qr_history_load first (history_cache.h). */
#include "history_cache.h"

#include <string.h>

/* A page in the making. */
struct blanks {
    const struct qr_sealed *to;
    uint32_t entry, text; /* used so far */
};

/* Does the page behind this one begin inside a line? */
static bool next_continues(const struct qr_history *history, const struct qr_history_page *page) {
    const struct qr_history_page *next = page + 1;
    if (next < history->pages + history->tail)
        return (next->block->edges & QR_EDGE_HEAD) != 0;
    return history->open && history->open->entries > 0 &&
           (qr_open_entries(history->open)[0].flags & QR_LINE_CONTINUES) != 0;
}

/* Entries that a line needs. The page had no fewer for it. */
static uint32_t entries_for(uint64_t columns) {
    return columns <= QR_ENTRY_WIDTH_MAX ? 1 : (uint32_t)((columns + QR_ENTRY_WIDTH_MAX - 1) / QR_ENTRY_WIDTH_MAX);
}

/* Adds a line of so many entries, as far as there are entries and text. */
static void put_line(struct blanks *blanks, uint64_t columns, uint32_t count, bool continues) {
    const struct qr_sealed *to = blanks->to;
    struct qr_entry *entries = qr_entries_offset_at(to, to->entry_table);
    for (uint32_t i = 0; i < count && blanks->entry < to->entries; i++) {
        uint64_t width = columns < QR_ENTRY_WIDTH_MAX ? columns : QR_ENTRY_WIDTH_MAX;
        width = blanks->text + width <= to->text_bytes ? width : to->text_bytes - blanks->text;
        uint32_t flags = QR_LINE_ASCII | (i > 0 || continues ? (uint32_t)QR_LINE_CONTINUES : 0u) |
                         (i + 1 < count ? (uint32_t)QR_LINE_GOES_ON : 0u);
        entries[blanks->entry++] =
            (struct qr_entry){(uint16_t)blanks->text, (uint16_t)to->words, (uint16_t)width, (uint16_t)flags};
        blanks->text += (uint32_t)width;
        columns -= columns < QR_ENTRY_WIDTH_MAX ? columns : QR_ENTRY_WIDTH_MAX;
    }
}

void qr_history_make_blank(const struct qr_history *history, const struct qr_history_page *page, struct qr_sealed *to) {
    memcpy(to, page->block, qr_rest_begin(page->block));
    memset((uint8_t *)to + qr_rest_begin(to), 0, to->size - qr_rest_begin(to));
    memset(qr_text_offset_at(to, to->text), ' ', to->text_bytes);
    const struct qr_width *widths = qr_widths_offset_at(to, to->width_table);
    struct blanks blanks = {to, 0, 0};
    bool head = (to->edges & QR_EDGE_HEAD) != 0, all = (to->edges & QR_EDGE_ALL_HEAD) != 0;
    if (head)
        put_line(&blanks, to->head_columns, all ? to->entries : entries_for(to->head_columns), true);
    for (uint32_t i = 0; i < to->widths; i++) {
        uint32_t columns = widths[i].columns_wide >> 1;
        for (uint32_t n = 0; n < widths[i].lines; n++)
            put_line(&blanks, columns, entries_for(columns), false);
    }
    put_line(&blanks, to->tail_columns, to->entries - blanks.entry, false); /* with what entries are left */
    struct qr_entry *last = qr_entries_offset_at(to, to->entry_table) + to->entries - 1;
    last->flags = (uint16_t)((last->flags & ~QR_LINE_GOES_ON) | (next_continues(history, page) ? QR_LINE_GOES_ON : 0));
}
