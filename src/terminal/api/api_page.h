/* api_page.h - the page and the history of quire/page.h and history.h, with what their handles keep besides. */
#ifndef QR_API_PAGE_H
#define QR_API_PAGE_H

#include <quire/history.h>
#include <quire/page.h>

#include "history.h"
#include "history_file.h"

struct quire_page {
    struct qr_page page;
    uint32_t *held; /* by style id: references that the host holds */
    size_t held_capacity;
};

struct quire_history {
    struct qr_history history;
    uint64_t next_line; /* number of the next line; rows are given the history's numbers while they are pushed */
    /* Where row `at_index` at width `at_cols` (0: not known) is, for reading in order. */
    struct qr_history_at at;
    uint64_t at_index;
    uint32_t at_cols;
    struct qr_file_findings findings; /* of the file, if it lives in one */
};

/* A history that follows a file cannot be changed. */
static inline bool api_history_fixed(const struct quire_history *history) {
    return qr_history_file_read_only(history->history.file);
}

/* After each change. What cannot be written now stays in memory, and quire_history_get_file_info tells. */
static inline void api_history_commit(struct quire_history *history) {
    (void)qr_history_file_commit(&history->history, history->next_line);
}

/* Is `style` 0 or held by the host? */
static inline bool api_style_held(const struct quire_page *page, uint32_t style) {
    return style == 0 || (style < page->held_capacity && page->held[style] > 0);
}

static inline bool api_row_exists(const struct quire_page *page, uint32_t row) {
    return row < qr_page_rows(&page->page);
}

#endif
