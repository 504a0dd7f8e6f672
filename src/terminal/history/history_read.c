/* history_read.c - rows of a view of any width out of logical lines. */
#include "history.h"

#include "qr_assert.h"

/* A line as a whole: its segments together. */
struct extent {
    uint64_t width;
    bool wide;
    bool goes_on; /* on the screen: it is the last line and unfinished */
};

static struct extent extent_of(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    struct extent extent = {lines.entries[entry].width, (lines.entries[entry].flags & QR_LINE_WIDE) != 0, false};
    for (;;) {
        uint16_t flags = lines.entries[entry].flags;
        size_t before = page;
        if (!qr_history_next_entry(history, &page, &entry)) {
            extent.goes_on = (flags & QR_LINE_GOES_ON) != 0;
            return extent;
        }
        if (page != before)
            lines = qr_history_lines(history, page);
        if (!(lines.entries[entry].flags & QR_LINE_CONTINUES))
            return extent;
        extent.width += lines.entries[entry].width;
        extent.wide = extent.wide || lines.entries[entry].flags & QR_LINE_WIDE;
    }
}

/* --- reading the cells of a line ------------------------------------------------------------------------------- */

struct line_reader {
    const struct qr_history *history;
    size_t page;
    uint32_t entry;
    struct qr_lines lines;
    struct qr_entry_reader reader;
};

static void line_read(struct line_reader *r, const struct qr_history *history, size_t page, uint32_t entry) {
    r->history = history;
    r->page = page;
    r->entry = entry;
    r->lines = qr_history_lines(history, page);
    qr_entry_read(&r->reader, &r->lines, entry);
}

/* Goes on with the next segment of the line; false when there is none. */
static bool next_segment(struct line_reader *r) {
    size_t page = r->page;
    uint32_t entry = r->entry;
    if (!qr_history_next_entry(r->history, &page, &entry))
        return false;
    struct qr_lines lines = qr_history_lines(r->history, page);
    if (!(lines.entries[entry].flags & QR_LINE_CONTINUES))
        return false;
    line_read(r, r->history, page, entry);
    return true;
}

static bool line_next(struct line_reader *r, struct qr_frozen_cell *cell) {
    while (!qr_entry_next(&r->reader, cell)) {
        if (!next_segment(r))
            return false;
    }
    return true;
}

/* Skips columns from the line's beginning: whole segments at once. */
static void line_skip(struct line_reader *r, uint64_t columns) {
    while (columns > 0 && r->lines.entries[r->entry].width <= columns) {
        columns -= r->lines.entries[r->entry].width;
        if (!next_segment(r)) {
            r->reader.text = r->reader.text_end;
            return;
        }
    }
    struct qr_frozen_cell cell;
    while (columns > 0 && qr_entry_next(&r->reader, &cell))
        columns -= cell.wide ? 2 : 1;
}

/* Columns of a row that begins at the reader's cell: `cols`, or one less where a wide character did not fit, or what is
 * left of the line. `more`: the line has further cells. A wide character in a view of one column counts one. */
static uint64_t row_columns(struct line_reader *r, uint32_t cols, bool *more) {
    struct qr_frozen_cell cell;
    uint64_t view = 0, columns = 0;
    *more = false;
    while (line_next(r, &cell)) {
        uint32_t width = cell.wide && cols > 1 ? 2 : 1;
        if (view + width > cols) {
            *more = true;
            break;
        }
        view += width;
        columns += cell.wide ? 2 : 1;
    }
    return columns;
}

/* Calls up rows of a line with wide characters until the row that holds `column`; returns where that row begins. */
static uint64_t wide_row_start(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                               uint64_t column, uint64_t *index) {
    struct line_reader r;
    struct qr_frozen_cell cell;
    uint64_t start = 0, at = 0;
    uint32_t view = 0;
    *index = 0;
    line_read(&r, history, page, entry);
    while (line_next(&r, &cell)) {
        uint32_t width = cell.wide && cols > 1 ? 2 : 1;
        if (view + width > cols) {
            start = at;
            view = 0;
            ++*index;
        }
        view += width;
        at += cell.wide ? 2 : 1;
        if (at > column)
            break;
    }
    return start;
}

uint64_t qr_history_row_start(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                              uint64_t column, uint64_t *index) {
    struct extent extent = extent_of(history, page, entry);
    if (extent.wide)
        return wide_row_start(history, cols, page, entry, column, index);
    if (extent.width > 0 && column >= extent.width)
        column = extent.width - 1;
    *index = extent.width == 0 ? 0 : column / cols;
    return *index * cols;
}

uint64_t qr_history_line_rows(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry) {
    struct extent extent = extent_of(history, page, entry);
    uint64_t least, most, index;
    qr_width_rows(extent.width, extent.wide, cols, &least, &most);
    if (least == most)
        return least;
    wide_row_start(history, cols, page, entry, UINT64_MAX, &index);
    return index + 1;
}

bool qr_history_begins_line(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    return !(lines.entries[entry].flags & QR_LINE_CONTINUES) ||
           (page == 0 && entry == qr_history_first_entry(history, 0));
}

/* --- moving ---------------------------------------------------------------------------------------------------- */

bool qr_history_first_row(const struct qr_history *history, struct qr_history_at *at) {
    if (qr_history_page_count(history) == 0)
        return false;
    *at = (struct qr_history_at){0, qr_history_first_entry(history, 0), 0};
    return true;
}

void qr_history_to_line_start(const struct qr_history *history, size_t *page, uint32_t *entry) {
    for (;;) {
        struct qr_lines lines = qr_history_lines(history, *page);
        if (!(lines.entries[*entry].flags & QR_LINE_CONTINUES) || !qr_history_previous_entry(history, page, entry))
            return;
    }
}

bool qr_history_last_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    size_t count = qr_history_page_count(history);
    if (count == 0)
        return false;
    at->page = count - 1;
    at->entry = qr_history_lines(history, count - 1).count - 1;
    qr_history_to_line_start(history, &at->page, &at->entry);
    uint64_t index;
    at->column = qr_history_row_start(history, cols, at->page, at->entry, UINT64_MAX, &index);
    return true;
}

bool qr_history_previous_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    uint64_t index;
    if (at->column > 0) {
        at->column = qr_history_row_start(history, cols, at->page, at->entry, at->column - 1, &index);
        return true;
    }
    size_t page = at->page;
    uint32_t entry = at->entry;
    if (!qr_history_previous_entry(history, &page, &entry))
        return false;
    qr_history_to_line_start(history, &page, &entry);
    *at = (struct qr_history_at){page, entry, qr_history_row_start(history, cols, page, entry, UINT64_MAX, &index)};
    return true;
}

/* Moves to the line behind the one that begins at (page, entry). */
static bool next_line(const struct qr_history *history, struct qr_history_at *at) {
    size_t page = at->page;
    uint32_t entry = at->entry;
    while (qr_history_next_entry(history, &page, &entry)) {
        struct qr_lines lines = qr_history_lines(history, page);
        if (!(lines.entries[entry].flags & QR_LINE_CONTINUES)) {
            *at = (struct qr_history_at){page, entry, 0};
            return true;
        }
    }
    return false;
}

bool qr_history_next_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    struct extent extent = extent_of(history, at->page, at->entry);
    if (!extent.wide) {
        if (at->column + cols >= extent.width)
            return next_line(history, at);
        at->column += cols;
        return true;
    }
    struct line_reader r;
    bool more;
    line_read(&r, history, at->page, at->entry);
    line_skip(&r, at->column);
    uint64_t columns = row_columns(&r, cols, &more);
    if (!more)
        return next_line(history, at);
    at->column += columns;
    return true;
}

/* --- lines by number ------------------------------------------------------------------------------------------- */

uint64_t qr_history_line_at(const struct qr_history *history, const struct qr_history_at *at, uint64_t *column) {
    struct qr_lines lines = qr_history_lines(history, at->page);
    bool oldest = at->page == 0 && at->entry == qr_history_first_entry(history, 0);
    *column = at->column + (oldest ? history->head_column : 0);
    return qr_entry_line(&lines, at->entry);
}

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

/* --- thawing --------------------------------------------------------------------------------------------------- */

/* The dress of cells with a style of history, in another page. One reference on the style is the caller's. */
static struct qr_cell thaw_dress(const struct qr_lines *lines, uint32_t index, struct qr_page *page) {
    struct qr_style style = qr_lines_style(lines, index);
    uint64_t fold = style.second >> QR_STYLE_FOLD_SHIFT & 7;
    uint32_t link = 0, id = 0;
    style.second &= ~(UINT64_C(7) << QR_STYLE_FOLD_SHIFT);
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_lines_link(lines, qr_style_link(style));
        if (qr_page_add_link(page, &key, &link) != QUIRE_OK)
            link = 0;
        qr_style_set_link(&style, link);
    }
    if (qr_page_add_style(page, style, &id) != QUIRE_OK)
        id = 0;
    qr_page_release_link(page, link);
    struct qr_cell dress = {(fold & 1 ? QR_CELL_PROTECTED : 0) | (fold >> 1) << QR_CELL_SEMANTIC_SHIFT};
    return qr_cell_with_style(dress, id);
}

static struct qr_cell thaw_cell(const struct qr_frozen_cell *cell, struct qr_cell dress, struct qr_page *page) {
    uint32_t text[QUIRE_CLUSTER_MAX], id, count = 0;
    const uint8_t *at = cell->text;
    for (; count < cell->code_points && count < QUIRE_CLUSTER_MAX; count++)
        text[count] = qr_utf8_take(&at);
    enum qr_cell_width width = cell->wide && qr_page_cols(page) > 1 ? QR_WIDE : QR_NARROW;
    if (count > 1 && qr_page_add_cluster(page, text, count, &id) == QUIRE_OK) {
        struct qr_cell made = qr_cell_make(dress, id, width);
        made.bits |= QR_CELL_CLUSTER;
        return made;
    }
    return qr_cell_make(dress, text[0], width);
}

void qr_history_thaw_row(const struct qr_history *history, const struct qr_history_at *at, struct qr_page *page,
                         uint32_t y) {
    struct line_reader r;
    struct qr_frozen_cell cell;
    struct qr_cell dress = {0};
    uint32_t cols = qr_page_cols(page), x = 0, style = 0;
    size_t style_page = SIZE_MAX;
    bool more = false;
    qr_page_reset_row(page, y, (struct qr_cell){0});
    line_read(&r, history, at->page, at->entry);
    uint16_t first_flags = r.lines.entries[at->entry].flags;
    line_skip(&r, at->column);
    while (line_next(&r, &cell)) {
        uint32_t width = cell.wide && cols > 1 ? 2 : 1;
        if (x + width > cols) {
            more = true;
            break;
        }
        if (cell.style != style || style_page != r.page) {
            qr_page_release_style(page, qr_cell_style(dress), 1);
            dress = cell.style ? thaw_dress(&r.lines, cell.style, page) : (struct qr_cell){0};
            style = cell.style;
            style_page = r.page;
        }
        qr_page_put(page, y, x, thaw_cell(&cell, dress, page));
        x += width;
    }
    qr_page_release_style(page, qr_cell_style(dress), 1);
    struct qr_row *row = qr_page_row(page, y);
    if (!more)
        more = extent_of(history, at->page, at->entry).goes_on;
    if (more)
        row->flags |= QR_ROW_WRAPPED;
    if (more && x + 1 == cols && cols > 1)
        qr_page_put(page, y, x, (struct qr_cell){(uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT});
    if (at->column == 0 && first_flags & QR_LINE_PROMPT)
        row->flags |= QR_ROW_PROMPT;
    struct qr_lines lines = qr_history_lines(history, at->page);
    row->time = qr_entry_time(&lines, at->entry);
    uint64_t column;
    qr_page_adopt_line(page, row, qr_history_line_at(history, at, &column));
}
