/* history_lines.h - lines as a whole and the rows they make: what history_span.c, history_wrap.c, history_walk.c,
 * history_cells.c, history_thaw.c and history_number.c offer each other and the view.
 *
 * A line is a run of entries, over as many pages as it takes. Entries are at most QR_ENTRY_WIDTH_MAX columns wide, so
 * whatever is done inside one of them costs the same everywhere. Costs are given in *entries* (of one page; the entries
 * of 64 KiB are between 100 of long lines and 8,192 of short ones) and *pages* (headers, which are always in memory).
 * Nothing here takes memory. A page that cannot be read reads as blanks (history_cache.h), so nothing here fails; who
 * is going to write what it read asks qr_history_load first. */
#ifndef QR_HISTORY_LINES_H
#define QR_HISTORY_LINES_H

#include "history.h"

/* --- line spans (history_span.c) ---------------------------------------------------------------------------------- */

/* A line as a whole: its entries together. */
struct qr_line_span {
    uint64_t width; /* columns */
    bool wide;      /* has wide characters */
};

/* The header of a sealed page; NULL for the open one. It tells of a line that goes over the page's ends without a look
 * at the entries, which may be compressed. Constant. */
const struct qr_sealed *qr_history_header(const struct qr_history *history, size_t page);

/* Does a page, which need not be there, begin inside a line? Constant. */
bool qr_history_page_continues(const struct qr_history *history, size_t page);

/* The line from an entry on. Cost: its entries on that page, then its pages. */
struct qr_line_span qr_history_line_span(const struct qr_history *history, size_t page, uint32_t entry);

/* Is this entry where a line begins, as far as it is still there? Constant. */
bool qr_history_begins_line(const struct qr_history *history, size_t page, uint32_t entry);

/* Columns of the line that goes over the beginning of a page (or, for the count of pages, over the end of history) that
 * come before it, evicted ones with them. Cost: the line's pages. */
uint64_t qr_history_columns_before(const struct qr_history *history, size_t page);

/* From the first entry of a line to the one that holds a column, which is counted from that one's beginning then; to
 * the last one for a column behind the end. Cost: the entries of two pages and the line's pages between. */
void qr_history_to_column(const struct qr_history *history, size_t *page, uint32_t *entry, uint64_t *column);

/* From any entry of a line back to its first. Cost as of to_column. */
void qr_history_to_line_start(const struct qr_history *history, size_t *page, uint32_t *entry);

/* What comes behind an entry. */
enum qr_step {
    QR_STEP_SEGMENT, /* more of its line */
    QR_STEP_LINE,    /* another line */
    QR_STEP_END      /* nothing: the place is as it was */
};

/* Goes to the next entry; `lines` is the page of the old one and then of the new one. Constant. */
enum qr_step qr_history_step(const struct qr_history *history, size_t *page, uint32_t *entry, struct qr_lines *lines);

/* --- wrapping (history_wrap.c) ------------------------------------------------------------------------------------ */

/* These are arithmetic for lines without wide characters, at the cost of a line span. With wide ones a line is wrapped
 * from its beginning, or from the last page before the goal where that was done before at this width: the breaks on the
 * pages between are read, no text. */

/* Rows of the line that begins at an entry. */
uint64_t qr_history_line_rows(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry);
/* The row of a line that holds a column (the last one for a column behind the end), and its index in the line. */
uint64_t qr_history_row_start(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                              uint64_t column, uint64_t *index);
/* The column where row number `index` of a line begins (the last row for one behind the end). */
uint64_t qr_history_row_column(const struct qr_history *history, uint32_t cols, size_t page, uint32_t entry,
                               uint64_t index);

/* --- walking (history_walk.c) ------------------------------------------------------------------------------------- */

/* A place that names the row which begins with a column of a line; nothing else is known about it yet. */
struct qr_history_at qr_history_place(size_t page, uint32_t entry, uint64_t column);

/* Finds out what walking needs (struct qr_row_known). Constant where it is known, else the entries of two pages and the
 * line's pages. */
void qr_history_know(const struct qr_history *history, struct qr_history_at *at);

/* --- cells (history_cells.c) -------------------------------------------------------------------------------------- */

/* Reads the cells of a line one behind the other, from entry to entry. `lines` is the page that the last cell came
 * from, which is page `page`. */
struct qr_line_reader {
    const struct qr_history *history;
    size_t page;
    uint32_t entry;
    struct qr_lines lines;
    struct qr_entry_reader reader;
};

/* Begins with the first cell of a row, which is known. Cost: a part of one entry. */
void qr_line_read(struct qr_line_reader *reader, const struct qr_history *history, const struct qr_history_at *at);
/* The next cell of the line; false at its end. Constant. */
bool qr_line_next(struct qr_line_reader *reader, struct qr_frozen_cell *cell);
/* Leaves out columns of the entry that a reader is at the beginning of, at most all. Cost: the entry's breaks and runs;
 * of text that is not ASCII an eighth of its bytes. A column inside a wide character counts as its end. */
void qr_entry_skip(struct qr_entry_reader *reader, uint32_t columns);

/* Column of an entry that the cell begins with which has byte `byte` of the entry's text, and the column behind it.
 * Cost: an eighth of the bytes before it, and the breaks before it; so never more than one entry. */
uint32_t qr_entry_column(const struct qr_lines *lines, uint32_t entry, uint32_t byte, uint32_t *behind);

/* --- lines by number (history_number.c) --------------------------------------------------------------------------- */

/* Can this page hold a line? Told from what it announces. Constant. */
bool qr_history_page_may_hold(const struct qr_history *history, size_t page, uint64_t line);
/* The first entry of a line in a page; false when it is not there. Cost: the page's entries. */
bool qr_history_find_entry(const struct qr_history *history, size_t page, uint64_t line, uint32_t *entry);
/* The first entry of a line on the last page that has it. Cost: the headers, and the entries of pages that may hold
 * it. */
bool qr_history_find_line(const struct qr_history *history, uint64_t line, size_t *page, uint32_t *entry);

#endif
