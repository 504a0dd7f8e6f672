/* text_span.c - see text_span.h. */
#include "text_span.h"

#include <string.h>

#include "history_lines.h"
#include "qr_arith.h"

/* --- blanks ------------------------------------------------------------------------------------------------------ */

static void write_blanks(struct qr_writer *w, uint64_t count) {
    static const char blanks[] = "                                                                ";
    for (; count > 0 && !w->stopped;) {
        size_t piece = count < sizeof blanks - 1 ? (size_t)count : sizeof blanks - 1;
        qr_write(w, blanks, piece);
        count -= piece;
    }
}

/* Blanks that bytes [from, to) of an entry's text end with: cells of one space each, which a cluster that ends with a
 * space is not. */
static uint32_t trailing_blanks(const struct qr_lines *lines, uint32_t entry, uint32_t from, uint32_t to) {
    uint32_t count = 0, most = to - from;
    if (lines->entries[entry].flags & QR_LINE_BREAKS && to > from && lines->text[to - 1] == ' ') {
        struct qr_entry_parts parts = qr_entry_parts(lines, entry);
        for (most = 0; parts.runs > parts.breaks + 1 && (lines->words[parts.runs - 1] & 255) == 1; parts.runs--)
            most += (lines->words[parts.runs - 1] >> 8) + 1u;
        most = qr_min_u32(most, to - from);
    }
    while (count < most && lines->text[to - count - 1] == ' ')
        count++;
    return count;
}

/* --- walking over entries ---------------------------------------------------------------------------------------- */

/* A place between two cells of history: a column of the line that begins with an entry; UINT64_MAX: its end. */
struct place {
    size_t page;
    uint32_t entry;
    uint64_t column;
};

struct walk {
    struct qr_writer *writer;
    const struct qr_history *history;
    struct qr_lines lines; /* of the present page */
    size_t page;
    uint32_t entry, cols;
    struct place line; /* where the present line begins; columns of it before the present entry */
    uint64_t blanks;   /* at the end of what was read of the line; not written yet */
    const struct place *to;
};

/* Where the byte lies that a column of an entry begins with. */
static uint32_t byte_of(const struct qr_lines *lines, uint32_t entry, uint64_t column) {
    struct qr_entry_reader reader;
    uint32_t width = lines->entries[entry].width;
    if (column >= width)
        return entry + 1 < lines->count ? lines->entries[entry + 1].text : lines->text_bytes;
    qr_entry_read(&reader, lines, entry);
    qr_entry_skip(&reader, (uint32_t)column);
    return (uint32_t)(reader.text - lines->text);
}

static bool in_last_line(const struct walk *walk) {
    return walk->to && walk->line.page == walk->to->page && walk->line.entry == walk->to->entry;
}

/* Writes the present entry from its column `skip` on. False when that reached the end of the span. */
static bool write_entry(struct walk *walk, uint64_t skip) {
    const struct qr_lines *lines = &walk->lines;
    uint64_t width = lines->entries[walk->entry].width, end = width;
    bool ends = in_last_line(walk) && walk->to->column <= walk->line.column + width;
    if (ends)
        end = walk->to->column > walk->line.column ? walk->to->column - walk->line.column : 0;
    uint32_t from = byte_of(lines, walk->entry, skip), to = byte_of(lines, walk->entry, end);
    uint32_t blanks = from < to ? trailing_blanks(lines, walk->entry, from, to) : 0;
    if (from + blanks < to) {
        write_blanks(walk->writer, walk->blanks);
        qr_write(walk->writer, (const char *)lines->text + from, to - blanks - from);
        walk->blanks = 0;
    }
    walk->blanks += blanks;
    return !ends;
}

/* Ends the present line, whose columns are all read: blanks of its last row are not written. */
static void end_line(struct walk *walk, uint64_t columns) {
    if (walk->blanks > 0) {
        uint64_t index, row = qr_history_row_start(walk->history, walk->cols, walk->line.page, walk->line.entry,
                                                   UINT64_MAX, &index);
        uint64_t dropped = columns - row;
        write_blanks(walk->writer, walk->blanks > dropped ? walk->blanks - dropped : 0);
        walk->blanks = 0;
        walk->lines = qr_history_lines(walk->history, walk->page); /* the line may have many pages */
    }
    qr_write(walk->writer, "\n", 1);
}

/* Copies `length` bytes that lie in a text of `text_bytes`: short ones as one piece of a fixed size where that much may
 * be read. */
static inline void copy_short(char *to, const uint8_t *text, uint32_t text_bytes, uint32_t from, uint32_t length) {
    if (length <= 16 && from + 16 <= text_bytes)
        memcpy(to, text + from, 16);
    else
        memcpy(to, text + from, length);
}

/* Writes whole lines of one entry from the present one on, up to entry `end` of the page or to a line that is not so
 * simple. This is what most of most histories is, and where the time goes. */
static void write_simple_lines(struct walk *walk, uint32_t end) {
    struct qr_writer *w = walk->writer;
    const struct qr_lines *lines = &walk->lines;
    const struct qr_entry *entries = lines->entries;
    size_t used = w->used;
    uint32_t i = walk->entry;
    for (; i < end && !(entries[i + 1].flags & QR_LINE_CONTINUES); i++) {
        uint32_t from = entries[i].text, to = entries[i + 1].text;
        if (to > from && lines->text[to - 1] == ' ') {
            if (entries[i].flags & QR_LINE_BREAKS || entries[i].width > walk->cols)
                break;
            while (to > from && lines->text[to - 1] == ' ')
                to--;
        }
        if (to - from + 17 > sizeof w->buffer - used) {
            w->used = used;
            qr_write_flush(w);
            used = 0;
            if (to - from + 17 > sizeof w->buffer)
                break;
        }
        copy_short(w->buffer + used, lines->text, lines->text_bytes, from, to - from);
        used += to - from;
        w->buffer[used++] = '\n';
    }
    w->used = used;
    walk->entry = i;
}

static void begin_line(struct walk *walk) {
    uint32_t end = walk->lines.count - 1; /* whether its last line goes on is not seen in the page alone */
    if (walk->to && walk->to->page == walk->page)
        end = qr_min_u32(end, walk->to->entry);
    if (walk->blanks == 0 && walk->entry < end)
        write_simple_lines(walk, end);
    walk->line = (struct place){walk->page, walk->entry, 0};
}

/* Writes history from a place to another one, or (NULL) to its end; `joined`: the last line goes on behind it. */
static void write_history(struct qr_writer *writer, const struct qr_history *history, uint32_t cols,
                          const struct place *from, const struct place *to, bool joined) {
    struct walk walk = {
        .writer = writer, .history = history, .page = from->page, .entry = from->entry, .cols = cols, .to = to};
    uint64_t skip = from->column;
    walk.line = *from;
    qr_history_to_column(history, &walk.page, &walk.entry, &skip);
    walk.line.column = from->column == UINT64_MAX ? 0 : from->column - skip;
    walk.lines = qr_history_lines(history, walk.page);
    while (!writer->stopped && write_entry(&walk, skip)) {
        uint64_t columns = walk.line.column + walk.lines.entries[walk.entry].width;
        enum qr_step step = qr_history_step(history, &walk.page, &walk.entry, &walk.lines);
        skip = 0;
        if (step == QR_STEP_END && !joined)
            end_line(&walk, columns);
        if (step == QR_STEP_END)
            break;
        if (step == QR_STEP_SEGMENT) {
            walk.line.column = columns;
            continue;
        }
        end_line(&walk, columns);
        begin_line(&walk);
    }
    write_blanks(writer, walk.blanks);
}

/* --- rows of history --------------------------------------------------------------------------------------------- */

/* Columns up to the last cell of a row that is no blank. Cost: the row. */
static uint32_t row_content(const struct qr_history *history, const struct qr_history_at *at, uint32_t cols) {
    struct qr_line_reader reader;
    struct qr_frozen_cell cell;
    uint32_t view = 0, columns = 0, content = 0;
    qr_line_read(&reader, history, at);
    while (view < cols && qr_line_next(&reader, &cell)) {
        view += cell.wide && cols > 1 ? 2 : 1;
        columns += cell.wide ? 2 : 1;
        bool blank = !cell.wide && cell.bytes == 1 && cell.text[0] == ' ';
        content = blank ? content : columns;
    }
    return content;
}

/* The place of column x of row `index`, which is in history. As an end it does not lie behind what the row holds, but
 * where the line goes on. */
static bool place_of(struct qr_rows *rows, uint64_t index, uint32_t x, bool end, struct place *place) {
    const struct qr_history *history = qr_engine_history(rows->engine);
    struct qr_history_at at, next;
    if (!qr_rows_place(rows, index, &at))
        return false;
    qr_history_know(history, &at);
    next = at;
    bool more = qr_history_next_row(history, rows->cols, &next),
         same = more && next.page == at.page && next.entry == at.entry;
    bool last = more ? !same : !qr_rows_joined(rows);
    uint64_t columns = x;
    if (same && (x >= rows->cols || x > next.column - at.column))
        columns = next.column - at.column;
    else if (last && end)
        columns = qr_min_u32(x, row_content(history, &at, rows->cols));
    bool behind = !same && !end && x >= rows->cols;
    *place = (struct place){at.page, at.entry, behind ? UINT64_MAX : at.column + columns};
    return true;
}

static void write_history_rows(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span) {
    const struct qr_history *history = qr_engine_history(rows->engine);
    bool all = span->last >= rows->history, inside = !all && !span->ends;
    struct place from, to;
    if (!place_of(rows, span->first, span->from, false, &from) ||
        (inside && !place_of(rows, span->last, span->to, true, &to)))
        return;
    if (inside && span->first == span->last && to.column <= from.column)
        return;
    write_history(writer, history, rows->cols, &from, inside ? &to : NULL, all && qr_rows_joined(rows));
}

/* --- rows of cells ----------------------------------------------------------------------------------------------- */

static void write_cells(struct qr_writer *writer, const struct qr_row_view *view, uint32_t from, uint32_t to) {
    const struct qr_cell *cells = qr_page_cells(view->page, view->row);
    for (uint32_t x = from; x < to; x++) {
        uint32_t single, count;
        if (qr_cell_width(cells[x]) == QR_TAIL || qr_cell_width(cells[x]) == QR_SPACER)
            continue;
        const uint32_t *text = qr_page_cell_text(view->page, cells[x], &single, &count);
        if (count == 0)
            qr_write(writer, " ", 1);
        for (uint32_t i = 0; i < count; i++)
            qr_write_code_point(writer, text[i]);
    }
}

static bool is_blank(struct qr_cell cell) {
    return !qr_cell_is_cluster(cell) && (qr_cell_content(cell) == 0 || qr_cell_content(cell) == ' ');
}

uint32_t qr_text_columns(const struct qr_page *page, const struct qr_row *row) {
    const struct qr_cell *cells = qr_page_cells(page, row);
    uint32_t length = qr_page_row_reach(page, row);
    while (length > 0 && qr_cell_width(cells[length - 1]) != QR_TAIL && is_blank(cells[length - 1]))
        length--;
    return length;
}

static uint32_t behind_tail(const struct qr_row_view *view, uint32_t x, uint32_t end) {
    return x > 0 && x < end && qr_cell_width(qr_page_cells(view->page, view->row)[x]) == QR_TAIL ? x + 1 : x;
}

void qr_span_columns(const struct qr_text_span *span, uint64_t row, const struct qr_row_view *view, uint32_t end,
                     uint32_t *from, uint32_t *to) {
    *to = row == span->last ? behind_tail(view, qr_min_u32(span->to, end), end) : end;
    *from = row == span->first ? qr_min_u32(behind_tail(view, qr_min_u32(span->from, end), end), *to) : 0;
}

/* Writes columns of a row; `join`: it may go on in the next one; `end`: else its line end belongs to it. */
static void write_row(struct qr_writer *writer, struct qr_rows *rows, uint64_t row, uint32_t from, uint32_t to,
                      bool join, bool end) {
    struct qr_row_view view;
    if (!qr_rows_get(rows, row, &view))
        return;
    bool joined = view.wrapped && join;
    write_cells(writer, &view, from, qr_min_u32(to, joined ? view.columns : qr_text_columns(view.page, view.row)));
    if (end && !joined)
        qr_write(writer, "\n", 1);
}

void qr_text_write(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span) {
    uint64_t row = span->first;
    if (row < rows->history) {
        write_history_rows(writer, rows, span);
        row = rows->history;
    }
    for (; row <= span->last && !writer->stopped; row++) {
        uint32_t from = row == span->first ? span->from : 0, to = row == span->last ? span->to : rows->cols;
        bool last = row == span->last;
        write_row(writer, rows, row, from, to, !last || !span->ends, !last || span->ends);
    }
}

void qr_text_write_block(struct qr_writer *writer, struct qr_rows *rows, const struct qr_text_span *span) {
    for (uint64_t row = span->first; row <= span->last && !writer->stopped; row++)
        write_row(writer, rows, row, span->from, span->to, false, row < span->last);
}
