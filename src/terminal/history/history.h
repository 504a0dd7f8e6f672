/* history.h - the lines that scrolled off the screen.
 *
 * Rows do not stay cells: they are appended to history pages as logical lines (history_page.h), so a line costs about
 * its own bytes, resizing touches only the screen, and history re-wraps as it is looked at. Rows of any width are read
 * back with qr_history_thaw_row; making a screen taller takes lines back with qr_history_truncate.
 *
 * Pages: a list of sealed ones and an open one at the end. Limits by logical lines and by bytes are kept exactly after
 * each append (lines inside the oldest page, bytes by whole pages). `bytes` counts every block that is held.
 *
 * What comes later has its place here: compression of sealed pages when idle, and pages backed by a file (a sealed block
 * is already position-independent, checksummed and complete). */
#ifndef QR_HISTORY_H
#define QR_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/result.h>

#include "history_page.h"

struct qr_history_page {
    struct qr_sealed *block;
    uint32_t first;      /* entries before this one are evicted */
    uint32_t rows_cols;  /* width that `rows` was counted for; 0: not counted */
    uint64_t rows;
};

struct qr_history {
    struct quire_allocator allocator;
    struct qr_history_page *pages; /* sealed: [head, tail) */
    size_t head, tail, capacity;
    struct qr_open *open; /* block with the areas; NULL until the first append */
    size_t open_size;
    uint32_t open_first;       /* evicted entries of the open page */
    struct qr_page vocabulary; /* its styles, links and strings */
    uint64_t lines;
    uint64_t sealed_bytes;
    uint64_t line_limit, byte_limit; /* byte_limit 0: none */
    uint64_t head_column; /* columns of the oldest line that were evicted with its first segments */
    uint64_t seed;
};

/* A place in history: a row of a view `cols` wide, given by its line and the column it begins with. */
struct qr_history_at {
    size_t page;     /* index from head; the open page is tail - head */
    uint32_t entry;  /* the line's first entry */
    uint64_t column; /* of the line, counted from where the line begins in history */
};

void qr_history_init(struct qr_history *history, const struct quire_allocator *allocator, uint64_t line_limit,
                     uint64_t byte_limit, uint64_t seed);
void qr_history_finish(struct qr_history *history);

/* Changes the limits; what is beyond them goes at once. */
void qr_history_set_limits(struct qr_history *history, uint64_t line_limit, uint64_t byte_limit);

/* Removes all lines. */
void qr_history_clear(struct qr_history *history);

/* Bytes of memory held. */
uint64_t qr_history_bytes(const struct qr_history *history);

/* Appends row y of a page. A row whose line is that of an unfinished last line continues it. OUT_OF_MEMORY: the rest of
 * the row was not appended (QR_FREEZE_CELLS cells are one step: all or nothing). Limits are not looked at: call
 * qr_history_trim. */
enum quire_result qr_history_append_row(struct qr_history *history, const struct qr_page *page, uint32_t y);

/* Begins appends that may be taken back as a whole: the open page is sealed, `mark` (opaque) says where they begin.
 * OUT_OF_MEMORY: nothing changed. qr_history_rollback takes them back and needs no memory. */
enum quire_result qr_history_begin(struct qr_history *history, size_t *mark);
void qr_history_rollback(struct qr_history *history, size_t mark);

/* Evicts what is beyond the limits. */
void qr_history_trim(struct qr_history *history);

/* Does the last line go on with row 0 of a screen whose line number is `line`? */
bool qr_history_goes_on(const struct qr_history *history, uint64_t line);

/* Columns of the last line if it is unfinished, else 0: where the screen's first row stands in its line. */
uint64_t qr_history_tail_columns(const struct qr_history *history);

/* Number of the last line; 0 when there is none. */
uint64_t qr_history_last_line(const struct qr_history *history);

/* Rows at a width. Counted per page and remembered, so the first call after a change of width is the dear one. */
uint64_t qr_history_rows(struct qr_history *history, uint32_t cols);

/* The last row, the row before or behind; false when there is none. `at` is untouched then. */
bool qr_history_last_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);
bool qr_history_first_row(const struct qr_history *history, struct qr_history_at *at);
bool qr_history_previous_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);
bool qr_history_next_row(const struct qr_history *history, uint32_t cols, struct qr_history_at *at);

/* Row number `index` from the top at this width. */
bool qr_history_row_at(struct qr_history *history, uint32_t cols, uint64_t index, struct qr_history_at *at);

/* The row that holds a column of a line (QUIRE_NOT_FOUND when the line is gone), and its index from the top. */
bool qr_history_find(struct qr_history *history, uint32_t cols, uint64_t line, uint64_t column,
                     struct qr_history_at *at, uint64_t *index);

/* Number of the line at a place, and the column where the row begins, counted from the line's own beginning. */
uint64_t qr_history_line_at(const struct qr_history *history, const struct qr_history_at *at, uint64_t *column);

/* Writes the row at a place to row y of a page of `cols` columns, which is made blank before: cells, wrap flag and line
 * number. Where the page lacks memory the cell keeps its text and loses its style. */
void qr_history_thaw_row(const struct qr_history *history, const struct qr_history_at *at, struct qr_page *page,
                         uint32_t y);

/* Removes everything from a place on; if it lies inside a line, the line goes on (on the screen). OUT_OF_MEMORY (a
 * sealed page had to be opened): nothing changed. */
enum quire_result qr_history_truncate(struct qr_history *history, const struct qr_history_at *at);

/* Says that the last line does not go on. */
void qr_history_end_line(struct qr_history *history);

/* --- inside the floor ------------------------------------------------------------------------------------------ */

/* The pages as a reader sees them; index as in qr_history_at. */
size_t qr_history_page_count(const struct qr_history *history);
struct qr_lines qr_history_lines(const struct qr_history *history, size_t page);
/* The first entry of a page that is not evicted. */
uint32_t qr_history_first_entry(const struct qr_history *history, size_t page);
/* Moves to the next entry, over the end of a page; false at the end. */
bool qr_history_next_entry(const struct qr_history *history, size_t *page, uint32_t *entry);
bool qr_history_previous_entry(const struct qr_history *history, size_t *page, uint32_t *entry);

/* Makes the open page if there is none. OUT_OF_MEMORY. */
enum quire_result qr_history_ensure_open(struct qr_history *history);
/* Seals the open page if it holds anything; it is empty then. OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_seal(struct qr_history *history);
/* Makes sealed page `index` the open one; the open page and the sealed ones behind it are dropped with their lines.
 * OUT_OF_MEMORY: nothing changed. */
enum quire_result qr_history_unseal(struct qr_history *history, size_t index);
/* Says whether the line of the last entry, which there must be, goes on. */
void qr_history_set_goes_on(struct qr_history *history, bool goes_on);
/* Empties the open page; its lines are no longer counted. */
void qr_history_drop_open(struct qr_history *history);
/* Drops the last sealed page with its lines. */
void qr_history_drop_last_page(struct qr_history *history);
/* Zeroes the open page and installs another vocabulary, or (NULL) empties the present one. Counts nothing. */
void qr_history_reset_open(struct qr_history *history, struct qr_page *vocabulary);
uint32_t qr_sealed_checksum(const struct qr_sealed *block);

/* Areas of the open page. */
uint8_t *qr_open_text(const struct qr_open *open);
struct qr_entry *qr_open_entries(const struct qr_open *open);
uint16_t *qr_open_words(const struct qr_open *open);

/* --- restoring (history_restore.c) ------------------------------------------------------------------------------- */

/* These build a history from what was stored. They look at sizes only: qr_history_check comes afterwards, and `lines` and
 * `head_column` are the caller's to set. On an error nothing changed. */

/* Room for so many sealed pages. OUT_OF_MEMORY. */
enum quire_result qr_history_reserve(struct qr_history *history, size_t pages);

/* Adds a copy of a sealed block of `size` bytes whose entries before `first` are evicted. CORRUPT: `size` is not what the
 * block says. OUT_OF_MEMORY. */
enum quire_result qr_history_adopt_sealed(struct qr_history *history, const void *block, size_t size, uint32_t first);

/* Makes an open page with these sizes and numbers, empty areas and an empty vocabulary; the caller fills the areas and may
 * put another vocabulary in. LIMIT: more than an open page holds. OUT_OF_MEMORY. */
enum quire_result qr_history_adopt_open(struct qr_history *history, const struct qr_open *sizes, uint32_t first);

/* --- check ----------------------------------------------------------------------------------------------------- */

enum qr_history_rule {
    QR_HISTORY_RULE_HEADER = 1, /* sizes and offsets of a page fit each other */
    QR_HISTORY_RULE_CHECKSUM,   /* a sealed page is as it was sealed */
    QR_HISTORY_RULE_ENTRY,      /* entries rise; text and words lie inside */
    QR_HISTORY_RULE_TEXT,       /* text is well-formed UTF-8 */
    QR_HISTORY_RULE_WIDTH,      /* an entry's cells fill its width; breaks and runs fit */
    QR_HISTORY_RULE_STYLE,      /* styles and links can be, none is there twice; a run's style, a style's link exists */
    QR_HISTORY_RULE_SEGMENT,    /* a segment continues a line that goes on */
    QR_HISTORY_RULE_NUMBER,     /* line numbers agree with what the page announces */
    QR_HISTORY_RULE_LINES,      /* the count of lines */
    QR_HISTORY_RULE_BYTES       /* the ledger of bytes */
};

typedef void qr_history_report(void *user, enum qr_history_rule rule, size_t page, uint32_t entry);

size_t qr_history_check(const struct qr_history *history, qr_history_report *report, void *user);
const char *qr_history_rule_name(enum qr_history_rule rule);

#endif
