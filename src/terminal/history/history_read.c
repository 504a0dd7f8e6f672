/* history_read.c - rows of a view of any width out of logical lines. */
#include "history.h"

#include <string.h>

/* A line as a whole: its segments together. */
struct extent {
    uint64_t width;
    bool wide;
    size_t last_page; /* the last one that has a part of it */
};

/* The header of a sealed page; NULL for the open one. It tells of a line that goes over the page's ends without a look
 * at the entries, which may be compressed. */
static const struct qr_sealed *header_of(const struct qr_history *history, size_t page) {
    return page < history->tail - history->head ? history->pages[history->head + page].block : NULL;
}

/* Does a page, which need not be there, begin inside a line? */
static bool page_continues(const struct qr_history *history, size_t page) {
    if (page >= qr_history_page_count(history))
        return false;
    const struct qr_sealed *block = header_of(history, page);
    return block ? (block->edges & QR_EDGE_HEAD) != 0
                 : (qr_open_entries(history->open)[0].flags & QR_LINE_CONTINUES) != 0;
}

static void add_segment(struct extent *extent, const struct qr_entry *entry) {
    extent->width += entry->width;
    extent->wide = extent->wide || entry->flags & QR_LINE_WIDE;
}

/* Adds entries from `entry` on that continue the line before them. True if the page ends with them. */
static bool add_segments(struct extent *extent, const struct qr_entry *entries, uint32_t entry, uint32_t count) {
    for (; entry < count && entries[entry].flags & QR_LINE_CONTINUES; entry++)
        add_segment(extent, &entries[entry]);
    return entry == count;
}

static struct extent extent_of(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    struct extent extent = {.last_page = page};
    add_segment(&extent, &lines.entries[entry]);
    bool to_the_end = add_segments(&extent, lines.entries, entry + 1, lines.count);
    while (to_the_end && page_continues(history, ++page)) {
        const struct qr_sealed *block = header_of(history, page);
        extent.last_page = page;
        if (!block) {
            (void)add_segments(&extent, qr_open_entries(history->open), 0, history->open->entries);
            break;
        }
        extent.width += block->head_columns;
        extent.wide = extent.wide || block->edges & QR_EDGE_HEAD_WIDE;
        to_the_end = (block->edges & QR_EDGE_ALL_HEAD) != 0;
    }
    return extent;
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
        const struct qr_sealed *block = header_of(history, page);
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

/* --- wrapping -------------------------------------------------------------------------------------------------- */

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
    for (size_t at = *page + 1; at < history->tail - history->head && page_continues(history, at); at++) {
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
        if (entry < lines.count || !page_continues(history, page + 1))
            return wrap;
        note_mark(history, ++page, &wrap, evicted);
        entry = 0;
    }
}

uint64_t qr_history_row_start(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                              uint64_t column, uint64_t *index) {
    struct extent extent = extent_of(history, page, entry);
    if (extent.wide) {
        struct wrap wrap = wrap_line(history, cols, page, entry, (struct goal){.column = column});
        *index = wrap.index;
        return wrap.start;
    }
    if (extent.width > 0 && column >= extent.width)
        column = extent.width - 1;
    *index = extent.width == 0 ? 0 : column / cols;
    return *index * cols;
}

uint64_t qr_history_row_column(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                               uint64_t index) {
    uint64_t unused;
    if (index == 0)
        return 0;
    struct extent extent = extent_of(history, page, entry);
    if (extent.wide)
        return wrap_line(history, cols, page, entry, (struct goal){.row = true, .index = index}).start;
    return qr_history_row_start(history, cols, page, entry, index < extent.width ? index * cols : UINT64_MAX, &unused);
}

uint64_t qr_history_line_rows(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry) {
    struct extent extent = extent_of(history, page, entry);
    uint64_t least, most;
    qr_width_rows(extent.width, extent.wide, cols, &least, &most);
    if (least == most)
        return least;
    return wrap_line(history, cols, page, entry, (struct goal){.column = UINT64_MAX}).index + 1;
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

/* Where the code point stands that `count` others come before. */
static const uint8_t *skip_code_points(const uint8_t *at, const uint8_t *end, uint32_t count) {
    static const uint64_t ones = UINT64_C(0x0101010101010101);
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        uint64_t inside = word >> 7 & ~(word >> 6) & ones; /* bytes 10xxxxxx */
        uint32_t begun = 8 - (uint32_t)(inside * ones >> 56);
        if (begun > count)
            break;
        count -= begun;
    }
    for (; at < end; at++) {
        if ((*at & 0xC0) == 0x80)
            continue;
        if (count == 0)
            break;
        count--;
    }
    return at;
}

/* Skips cells of the runs of a reader at the beginning of its entry. */
static void skip_runs(struct qr_entry_reader *reader, uint32_t cells) {
    while (reader->runs < reader->runs_end) {
        bool escaped = *reader->runs >> 8 == 255;
        reader->run_style = escaped ? reader->runs[1] : *reader->runs >> 8;
        reader->run_left = escaped ? reader->runs[2] : (*reader->runs & 255u) + 1;
        reader->runs += escaped ? 3 : 1;
        if (reader->run_left > cells) {
            reader->run_left -= cells;
            return;
        }
        cells -= reader->run_left;
    }
    reader->run_left = 0;
}

/* Skips columns of the entry that a reader is at the beginning of. */
static void entry_skip(struct qr_entry_reader *reader, uint32_t columns) {
    uint32_t cells = columns, code_points = columns;
    if (reader->flags & QR_LINE_BREAKS) {
        cells = code_points = 0;
        while (columns > 0 && reader->breaks < reader->breaks_end) {
            uint16_t word = *reader->breaks++;
            uint32_t wide = word >> 7 & 1, count = (word >> 8) + 1u, wanted = (columns + wide) >> wide;
            uint32_t taken = wanted < count ? wanted : count;
            reader->break_left = count - taken;
            columns -= taken << wide < columns ? taken << wide : columns;
            cells += taken;
            code_points += taken * (word & 0x7Fu);
        }
    }
    if (reader->flags & QR_LINE_ASCII && cells <= (size_t)(reader->text_end - reader->text))
        reader->text += cells;
    else
        reader->text = skip_code_points(reader->text, reader->text_end, code_points);
    skip_runs(reader, cells);
}

void qr_history_to_column(const struct qr_history *history, size_t *page, uint32_t *entry, uint64_t *column) {
    struct qr_lines lines = qr_history_lines(history, *page);
    while (*column > 0 && *column >= lines.entries[*entry].width) {
        bool more = *entry + 1 < lines.count ? (lines.entries[*entry + 1].flags & QR_LINE_CONTINUES) != 0
                                             : page_continues(history, *page + 1);
        if (!more)
            return;
        *column -= lines.entries[(*entry)++].width;
        if (*entry < lines.count)
            continue;
        const struct qr_sealed *block;
        while ((block = header_of(history, ++*page)) && *column >= block->head_columns &&
               block->edges & QR_EDGE_ALL_HEAD && page_continues(history, *page + 1))
            *column -= block->head_columns;
        lines = qr_history_lines(history, *page);
        *entry = 0;
    }
}

/* Begins to read a line at a column. */
static void line_read_at(struct line_reader *r, const struct qr_history *history, const struct qr_history_at *at) {
    size_t page = at->page;
    uint32_t entry = at->entry;
    uint64_t column = at->column;
    qr_history_to_column(history, &page, &entry, &column);
    line_read(r, history, page, entry);
    entry_skip(&r->reader, column < r->lines.entries[entry].width ? (uint32_t)column : r->lines.entries[entry].width);
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

/* --- moving ---------------------------------------------------------------------------------------------------- */

bool qr_history_begins_line(const struct qr_history *history, size_t page, uint32_t entry) {
    struct qr_lines lines = qr_history_lines(history, page);
    return !(lines.entries[entry].flags & QR_LINE_CONTINUES) ||
           (page == 0 && entry == qr_history_first_entry(history, 0));
}

bool qr_history_first_row(const struct qr_history *history, struct qr_history_at *at) {
    if (qr_history_page_count(history) == 0)
        return false;
    *at = (struct qr_history_at){0, qr_history_first_entry(history, 0), 0};
    return true;
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
        while (*page > 0 && header_of(history, *page)->edges & QR_EDGE_ALL_HEAD);
        lines = qr_history_lines(history, *page);
        *entry = lines.count - 1;
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

/* Moves to the line behind the one that begins at a place. */
static bool next_line(const struct qr_history *history, const struct extent *extent, struct qr_history_at *at) {
    size_t page = extent->last_page;
    uint32_t entry = page == at->page ? at->entry + 1 : 0;
    struct qr_lines lines = qr_history_lines(history, page);
    while (entry < lines.count && lines.entries[entry].flags & QR_LINE_CONTINUES)
        entry++;
    if (entry == lines.count) {
        if (++page >= qr_history_page_count(history))
            return false;
        entry = 0;
    }
    *at = (struct qr_history_at){page, entry, 0};
    return true;
}

bool qr_history_next_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at) {
    struct extent extent = extent_of(history, at->page, at->entry);
    if (!extent.wide) {
        if (at->column + cols >= extent.width)
            return next_line(history, &extent, at);
        at->column += cols;
        return true;
    }
    struct line_reader r;
    bool more;
    line_read_at(&r, history, at);
    uint64_t columns = row_columns(&r, cols, &more);
    if (!more)
        return next_line(history, &extent, at);
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
    uint16_t first_flags = qr_history_lines(history, at->page).entries[at->entry].flags;
    line_read_at(&r, history, at);
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
    if (!more) /* the end of the line, unless it goes on on the screen */
        more = r.lines.entries[r.entry].flags & QR_LINE_GOES_ON && r.entry + 1 == r.lines.count &&
               r.page + 1 == qr_history_page_count(history);
    if (more && x + 1 == cols && cols > 1)
        qr_page_put(page, y, x, (struct qr_cell){(uint64_t)QR_SPACER << QR_CELL_WIDTH_SHIFT});
    if (more)
        row->flags |= QR_ROW_WRAPPED;
    if (at->column == 0 && first_flags & QR_LINE_PROMPT)
        row->flags |= QR_ROW_PROMPT;
    struct qr_lines lines = qr_history_lines(history, at->page);
    row->time = qr_entry_time(&lines, at->entry);
    uint64_t column, line = qr_history_line_at(history, at, &column);
    qr_page_adopt_line(page, row, line, column);
}
