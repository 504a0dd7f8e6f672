/* api_page.h - the page and the history of quire/page.h and history.h, with what their handles keep besides. */
#ifndef QR_API_PAGE_H
#define QR_API_PAGE_H

#include <quire/history.h>
#include <quire/page.h>

#include "history.h"
#include "history_file.h"
#include "history_text.h"

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
    bool calls_out;                   /* a callback of the host is running: nothing may change or read the history */
    struct qr_text_row *text;         /* rows of cells become lines in it; NULL until the first ones come */
};

/* A row that is being pushed (api_history.c): the number of its line, and where in the line it begins. */
struct api_push {
    uint64_t line, column;
    bool continues;
};

/* Around what appends a row to qr_history: what it returned goes through end, which takes back what a failed one left,
 * and counts lines. Limits and files are the caller's, once for all rows. */
struct api_push api_push_begin(const struct quire_history *history);
enum quire_result api_push_end(struct quire_history *history, const struct api_push *push, enum quire_result result);

/* A history that follows a file cannot be changed. */
static inline bool api_history_fixed(const struct quire_history *history) {
    return qr_history_file_read_only(history->history.file);
}

/* After each change. What cannot be written now stays in memory, and quire_history_get_file_info tells. */
static inline void api_history_commit(struct quire_history *history) {
    (void)qr_history_file_commit(&history->history, history->next_line);
}

/* Row y, which came from history, becomes a line of the page's own numbering; it goes on in the next row where it did
 * there. The row above is the caller's. */
void api_page_own_row(struct qr_page *page, uint32_t y);

/* Is `style` 0 or held by the host? */
static inline bool api_style_held(const struct quire_page *page, uint32_t style) {
    return style == 0 || (style < page->held_capacity && page->held[style] > 0);
}

/* Is it a style that the host or a cell holds? */
static inline bool api_style_living(const struct quire_page *page, uint32_t style) {
    return style == 0 || (page && qr_style_set_is_living(qr_page_sets(&page->page).styles, style));
}

static inline bool api_row_exists(const struct quire_page *page, uint32_t row) {
    return row < qr_page_rows(&page->page);
}

#endif
