/* history_number.c - lines by number. */
#include "history_lines.h"

bool qr_history_page_may_hold(const struct qr_history *history, size_t page, uint64_t line) {
    if (page == history->tail - history->head)
        return line >= history->open->least_line && line <= history->open->greatest_line;
    const struct qr_sealed *block = history->pages[history->head + page].block;
    return line >= block->least_line && line <= block->greatest_line;
}

bool qr_history_find_entry(const struct qr_history *history, size_t page, uint64_t line, uint32_t *entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    uint64_t number = lines.first_line;
    for (uint32_t i = 0; i < lines.count; i++) {
        if (i > 0)
            number = qr_entry_number(&lines, i, number);
        if (number == line && i >= qr_history_first_entry(history, page)) {
            *entry = i;
            return true;
        }
    }
    return false;
}

bool qr_history_find_line(const struct qr_history *history, uint64_t line, size_t *page, uint32_t *entry) {
    for (*page = qr_history_page_count(history); (*page)-- > 0;) {
        if (qr_history_page_may_hold(history, *page, line) && qr_history_find_entry(history, *page, line, entry))
            return true;
    }
    return false;
}

bool qr_history_holds(const struct qr_history *history, uint64_t line) {
    size_t page;
    uint32_t entry;
    return qr_history_find_line(history, line, &page, &entry);
}
