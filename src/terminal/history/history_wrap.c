/* history_wrap.c - how a line is cut into rows of a width. */
#include "history_lines.h"

/* Where the wrapping of a line stands behind some of its cells. A wide character in a view of one column takes one. */
struct wrap {
    uint32_t cols, view; /* of the view; of the present row, as it is shown */
    uint64_t at, start;  /* columns of the line so far, and those before the present row */
    uint64_t index;      /* of the present row */
};

/* How far to wrap: to the cell that holds a column, or to the first cell of a row. */
struct goal {
    bool row;
    uint64_t column, index;
};

static void wrap_cells(struct wrap *wrap, uint32_t count, bool wide) {
    uint32_t shift = wide && wrap->cols > 1, fit = (wrap->cols - wrap->view) >> shift;
    if (count > fit) {
        uint32_t row = wrap->cols >> shift, rest = count - fit, rows = (rest + row - 1) / row;
        wrap->index += rows;
        wrap->start = wrap->at + ((uint64_t)(fit + (rows - 1) * row) << wide);
        wrap->view = (rest - (rows - 1) * row) << shift;
    } else {
        wrap->view += count << shift;
    }
    wrap->at += (uint64_t)count << wide;
}

/* How many cells of a kind lead to the goal; UINT64_MAX: more than `count`. */
static uint64_t cells_to(const struct wrap *wrap, const struct goal *goal, uint32_t count, bool wide) {
    if (!goal->row) {
        uint64_t before = goal->column < wrap->at ? 0 : (goal->column - wrap->at) >> wide;
        return before < count ? before + 1 : UINT64_MAX;
    }
    uint64_t rows = goal->index - wrap->index;
    uint32_t shift = wide && wrap->cols > 1;
    if (rows > count)
        return UINT64_MAX;
    uint64_t cells = ((wrap->cols - wrap->view) >> shift) + (rows - 1) * (wrap->cols >> shift) + 1;
    return cells <= count ? cells : UINT64_MAX;
}

/* Wraps cells of one kind; true when the goal is reached. */
static bool wrap_run(struct wrap *wrap, const struct goal *goal, uint32_t count, bool wide) {
    uint64_t cells = cells_to(wrap, goal, count, wide);
    wrap_cells(wrap, cells == UINT64_MAX ? count : (uint32_t)cells, wide);
    return cells != UINT64_MAX;
}

/* Wraps an entry, by its breaks: no text is looked at. */
static bool wrap_entry(struct wrap *wrap, const struct goal *goal, const struct qr_lines *lines, uint32_t entry) {
    if (!(lines->entries[entry].flags & QR_LINE_BREAKS))
        return wrap_run(wrap, goal, lines->entries[entry].width, false);
    struct qr_entry_parts parts = qr_entry_parts(lines, entry);
    for (uint32_t i = parts.breaks + 1; i < parts.runs; i++) {
        if (wrap_run(wrap, goal, (lines->words[i] >> 8) + 1u, (lines->words[i] & 0x80) != 0))
            return true;
    }
    return false;
}

/* Notes how a line is wrapped where a page begins. */
static void note_mark(const struct qr_history *history, size_t page, const struct wrap *wrap, uint64_t evicted) {
    if (page < history->tail - history->head)
        history->pages[history->head + page].mark = (struct qr_wrap_mark){
            wrap->cols, wrap->view, (uint32_t)(wrap->at - wrap->start), wrap->at, wrap->index, evicted};
}

/* Goes to the last page of a line from which the goal can be reached and where its wrapping is known. */
static void begin_at_mark(const struct qr_history *history, const struct goal *goal, struct wrap *wrap,
                          uint64_t evicted, size_t *page, uint32_t *entry) {
    for (size_t at = *page + 1; at < history->tail - history->head && qr_history_page_continues(history, at); at++) {
        const struct qr_history_page *held = &history->pages[history->head + at];
        const struct qr_wrap_mark *mark = &held->mark;
        if (mark->cols == wrap->cols && mark->evicted == evicted) {
            if (goal->row ? mark->index >= goal->index : mark->at > goal->column)
                return;
            *wrap = (struct wrap){mark->cols, mark->view, mark->at, mark->at - mark->back, mark->index};
            *page = at;
            *entry = 0;
        }
        if (!(held->block->edges & QR_EDGE_ALL_HEAD))
            return;
    }
}

/* Wraps a line to a goal or to its end. What is found out at the beginnings of pages is kept for the next time. */
static struct wrap wrap_line(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                             struct goal goal) {
    struct wrap wrap = {.cols = cols};
    struct qr_lines lines = qr_history_lines(history, page);
    uint64_t evicted = lines.entries[entry].flags & QR_LINE_CONTINUES ? history->head_column : 0;
    uint32_t behind = entry + 1;
    while (behind < lines.count && lines.entries[behind].flags & QR_LINE_CONTINUES)
        behind++;
    if (behind == lines.count)
        begin_at_mark(history, &goal, &wrap, evicted, &page, &entry);
    for (;;) {
        lines = qr_history_lines(history, page);
        do {
            if (wrap_entry(&wrap, &goal, &lines, entry))
                return wrap;
        } while (++entry < lines.count && lines.entries[entry].flags & QR_LINE_CONTINUES);
        if (entry < lines.count || !qr_history_page_continues(history, page + 1))
            return wrap;
        note_mark(history, ++page, &wrap, evicted);
        entry = 0;
    }
}

uint64_t qr_history_row_start(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                              uint64_t column, uint64_t *index) {
    struct qr_line_span span = qr_history_line_span(history, page, entry);
    if (span.wide) {
        struct wrap wrap = wrap_line(history, cols, page, entry, (struct goal){.column = column});
        *index = wrap.index;
        return wrap.start;
    }
    if (span.width > 0 && column >= span.width)
        column = span.width - 1;
    *index = span.width == 0 ? 0 : column / cols;
    return *index * cols;
}

uint64_t qr_history_row_column(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                               uint64_t index) {
    uint64_t unused;
    if (index == 0)
        return 0;
    struct qr_line_span span = qr_history_line_span(history, page, entry);
    if (span.wide)
        return wrap_line(history, cols, page, entry, (struct goal){.row = true, .index = index}).start;
    return qr_history_row_start(history, cols, page, entry, index < span.width ? index * cols : UINT64_MAX, &unused);
}

uint64_t qr_history_line_rows(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry) {
    struct qr_line_span span = qr_history_line_span(history, page, entry);
    uint64_t least, most;
    qr_width_rows(span.width, span.wide, cols, &least, &most);
    if (least == most)
        return least;
    return wrap_line(history, cols, page, entry, (struct goal){.column = UINT64_MAX}).index + 1;
}
