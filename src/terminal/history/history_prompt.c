/* history_prompt.c - from prompt to prompt. */
#include "history_lines.h"

/* The outermost entry in a direction; false in an empty history. */
static bool outermost(const struct qr_history *history, bool last, size_t *page, uint32_t *entry) {
    size_t count = qr_history_page_count(history);
    if (count == 0)
        return false;
    *page = last ? count - 1 : 0;
    *entry = last ? qr_history_lines(history, *page).count - 1 : qr_history_first_entry(history, 0);
    return true;
}

bool qr_history_find_prompt(const struct qr_history *history, uint64_t line, bool backward, uint64_t *found) {
    size_t page;
    uint32_t entry;
    bool there = qr_history_find_line(history, line, &page, &entry);
    if (!there && !outermost(history, backward, &page, &entry))
        return false;
    for (bool step = there;; step = true) {
        bool moved = !step || (backward ? qr_history_previous_entry(history, &page, &entry)
                                        : qr_history_next_entry(history, &page, &entry));
        if (!moved)
            return false;
        struct qr_lines lines = qr_history_lines(history, page);
        if (lines.entries[entry].flags & QR_LINE_PROMPT) {
            *found = qr_entry_line(&lines, entry);
            return true;
        }
    }
}
