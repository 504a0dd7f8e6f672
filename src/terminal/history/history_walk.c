/* history_walk.c - from row to row.
 *
 * A step forward reads what the row holds and nothing else, wherever it stands in its line and its page: what was found
 * out about the row (struct qr_row_known) is moved on with it. */
#include "history_lines.h"

struct qr_history_at qr_history_place(size_t page, uint32_t entry, uint64_t column) {
    return (struct qr_history_at){.page = page, .entry = entry, .column = column};
}

void qr_history_know(const struct qr_history *history, struct qr_history_at *at) {
    struct qr_row_known *known = &at->known;
    if (known->set)
        return;
    struct qr_lines lines = qr_history_lines(history, at->page);
    uint64_t column = at->column;
    *known = (struct qr_row_known){.set = true, .page = at->page, .entry = at->entry};
    known->prompt = (lines.entries[at->entry].flags & QR_LINE_PROMPT) != 0;
    known->line = qr_entry_line(&lines, at->entry);
    known->time = qr_entry_time(&lines, at->entry);
    qr_history_to_column(history, &known->page, &known->entry, &column);
    known->before = at->column - column;
}

uint64_t qr_history_line_at(const struct qr_history *history, const struct qr_history_at *at, uint64_t *column) {
    bool oldest = at->page == 0 && at->entry == qr_history_first_entry(history, 0);
    *column = at->column + (oldest ? history->head_column : 0);
    if (at->known.set)
        return at->known.line;
    struct qr_lines lines = qr_history_lines(history, at->page);
    return qr_entry_line(&lines, at->entry);
}

/* --- forward ---------------------------------------------------------------------------------------------------- */

bool qr_history_first_row(const struct qr_history *history, struct qr_history_at *at) {
    if (qr_history_page_count(history) == 0)
        return false;
    *at = qr_history_place(0, qr_history_first_entry(history, 0), 0);
    return true;
}

/* Columns that fit into a row of an entry with wide characters from its column `skip` on; *view, what the row shows,
 * grows by them. A wide character in a view of one column takes one. */
static uint32_t wide_columns(const struct qr_lines *lines, uint32_t entry, uint32_t skip, uint32_t cols,
                             uint32_t *view) {
    struct qr_entry_parts parts = qr_entry_parts(lines, entry);
    uint32_t at = 0, columns = 0;
    for (uint32_t i = parts.breaks + 1; i < parts.runs; i++) {
        uint32_t wide = lines->words[i] >> 7 & 1, count = (lines->words[i] >> 8) + 1u, end = at + (count << wide);
        if (end > skip) {
            uint32_t shown = wide && cols > 1, left = (end - (at > skip ? at : skip)) >> wide;
            uint32_t fit = (cols - *view) >> shown, taken = left < fit ? left : fit;
            *view += taken << shown;
            columns += taken << wide;
            if (taken < left)
                break;
        }
        at = end;
    }
    return columns;
}

static uint32_t row_columns(const struct qr_lines *lines, uint32_t entry, uint32_t skip, uint32_t cols,
                            uint32_t *view) {
    if (lines->entries[entry].flags & QR_LINE_WIDE && lines->entries[entry].flags & QR_LINE_BREAKS)
        return wide_columns(lines, entry, skip, cols, view);
    uint32_t left = lines->entries[entry].width - skip, room = cols - *view, columns = left < room ? left : room;
    *view += columns;
    return columns;
}

/* Moves what is known of a line to the one that begins with entry known->entry of known->page; `same_page`: the entry
 * before stands there too. */
static void begin_line(const struct qr_lines *lines, bool same_page, struct qr_history_at *at) {
    struct qr_row_known *known = &at->known;
    uint32_t entry = known->entry;
    if (!same_page)
        known->line = qr_entry_line(lines, entry);
    else
        known->line = qr_entry_number(lines, entry, known->line);
    if (!same_page || lines->entries[entry].flags & QR_LINE_TIME)
        known->time = qr_entry_time(lines, entry);
    known->prompt = (lines->entries[entry].flags & QR_LINE_PROMPT) != 0;
    known->before = 0;
    at->page = known->page;
    at->entry = entry;
    at->column = 0;
}

bool qr_history_next_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    struct qr_history_at next = *at;
    struct qr_row_known *known = &next.known;
    qr_history_know(history, &next);
    struct qr_lines lines = qr_history_lines(history, known->page);
    uint32_t skip = (uint32_t)(next.column - known->before), view = 0;
    for (;;) {
        skip += row_columns(&lines, known->entry, skip, cols, &view);
        uint32_t width = lines.entries[known->entry].width;
        next.column = known->before + skip;
        if (skip < width)
            break;
        size_t page = known->page;
        enum qr_step step = qr_history_step(history, &known->page, &known->entry, &lines);
        if (step == QR_STEP_END)
            return false;
        if (step == QR_STEP_LINE) {
            begin_line(&lines, page == known->page, &next);
            break;
        }
        known->before += width;
        skip = 0;
    }
    *at = next;
    return true;
}

/* --- backward --------------------------------------------------------------------------------------------------- */

bool qr_history_last_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    size_t count = qr_history_page_count(history);
    if (count == 0)
        return false;
    *at = qr_history_place(count - 1, qr_history_lines(history, count - 1).count - 1, 0);
    qr_history_to_line_start(history, &at->page, &at->entry);
    uint64_t index;
    at->column = qr_history_row_start(history, cols, at->page, at->entry, UINT64_MAX, &index);
    return true;
}

/* Goes back to the entry that holds the row's first cell, if one of the same line was known. */
static void segment_back(const struct qr_history *history, struct qr_history_at *at) {
    struct qr_row_known *known = &at->known;
    while (known->set && at->column < known->before) {
        known->set = qr_history_previous_entry(history, &known->page, &known->entry);
        known->before -= qr_history_lines(history, known->page).entries[known->entry].width;
    }
}

bool qr_history_previous_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    uint64_t index;
    if (at->column > 0) {
        at->column = qr_history_row_start(history, cols, at->page, at->entry, at->column - 1, &index);
        segment_back(history, at);
        return true;
    }
    size_t page = at->page;
    uint32_t entry = at->entry;
    if (!qr_history_previous_entry(history, &page, &entry))
        return false;
    qr_history_to_line_start(history, &page, &entry);
    *at = qr_history_place(page, entry, qr_history_row_start(history, cols, page, entry, UINT64_MAX, &index));
    return true;
}
