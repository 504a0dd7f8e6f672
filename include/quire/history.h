/** @file
 * quire/history.h - the lines that left the screen, kept as text with runs of styles.
 *
 * A history takes rows of pages (page.h) and keeps logical lines: rows that were soft-wrapped become one line again, so
 * a line costs about its own bytes whatever the width was, and it is read back at any width. Lines are numbered from 1
 * in the order in which they came; a number is never used twice, so (line, column of the line) names a place for ever.
 *
 * Rows of a history are counted from 0, the oldest, at the width that the call says. The first question about a new
 * width counts all lines once.
 *
 * Reading a history changes what it has cached, so hardly a function takes it as const. From inside a callback of a
 * history (of a search, of quire_history_verify) its functions are refused: INVALID, or 0, and nothing has changed;
 * quire_history_destroy does nothing there.
 *
 * Thread rule: one thread at a time per history; a call that takes a page too needs both. Errors leave both as they
 * were, unless a function says otherwise. Since 0.1. */
#ifndef QUIRE_HISTORY_H
#define QUIRE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>
#include <quire/export.h>
#include <quire/page.h>
#include <quire/result.h>
#include <quire/verify.h>

/** A history: lines that left a screen. */
struct quire_history;

/** How a history is made. */
struct quire_history_options {
    size_t size;                             /**< sizeof, set by the initialiser */
    uint64_t lines;                          /**< logical lines kept at most */
    uint64_t bytes;                          /**< of memory at most, 0: no such limit; see quire_history_set_limits */
    const struct quire_allocator *allocator; /**< NULL: the default */
    uint64_t seed;                           /**< of the hash tables, as for a page */
};

/** Initialiser of struct quire_history_options: 10,000 lines, no limit of bytes. */
#define QUIRE_HISTORY_OPTIONS_INIT                                                                                     \
    { sizeof(struct quire_history_options), 10000, 0, NULL, 0 }

/** What quire_history_get_info tells. */
struct quire_history_info {
    size_t size;         /**< sizeof, set by the initialiser */
    uint64_t lines;      /**< logical lines kept */
    uint64_t bytes;      /**< of memory held */
    uint64_t first_line; /**< number of the oldest line; 0: there is none */
    uint64_t last_line;  /**< number of the youngest line; 0: there is none */
    bool goes_on;        /**< the last row was soft-wrapped: the next row pushed continues its line */
    uint64_t line_limit; /**< lines kept at most */
    uint64_t byte_limit; /**< bytes of memory held at most, 0: no such limit */
};

/** Initialiser of struct quire_history_info: its size, everything else zero. */
#define QUIRE_HISTORY_INFO_INIT                                                                                        \
    { sizeof(struct quire_history_info), 0, 0, 0, 0, false, 0, 0 }

/** Where a row stands. */
struct quire_history_row {
    size_t size;     /**< sizeof, set by the initialiser */
    uint64_t line;   /**< its line's number */
    uint64_t column; /**< of the line, where the row begins */
    bool wrapped;    /**< the line goes on in the next row */
    bool prompt;     /**< a shell's prompt begins in it */
    uint64_t time;   /**< when the line was written, by the clock that the page was told; 0: not known */
};

/** Initialiser of struct quire_history_row: its size, everything else zero. */
#define QUIRE_HISTORY_ROW_INIT                                                                                         \
    { sizeof(struct quire_history_row), 0, 0, false, false, 0 }

QUIRE_BEGIN_DECLS

/** Makes an empty history; it takes little memory until the first row. INVALID: a bad options size; OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_history_create(const struct quire_history_options *options,
                                                 struct quire_history **history);

/** Releases everything. NULL is allowed. */
QUIRE_API void quire_history_destroy(struct quire_history *history);

/** What is known about it. INVALID: a bad info size. */
QUIRE_API enum quire_result quire_history_get_info(struct quire_history *history, struct quire_history_info *info);

/** Appends a row of a page, which stays as it is. After a row that was soft-wrapped it continues that line, else it
 * begins a line. Blanks of the default style at the end are not kept. INVALID: no such row. OUT_OF_MEMORY,
 * OUT_OF_STYLES, OUT_OF_LINKS, OUT_OF_STRINGS: the row was not appended (of one with more than 128 columns a beginning
 * may be left when not even taking it back finds memory). Then the oldest lines beyond the limits go. */
QUIRE_API enum quire_result quire_history_push(struct quire_history *history, const struct quire_page *page,
                                               uint32_t row);

/** Appends `count` rows of a host's own cells, as if each had been written to a page and pushed: text and runs are made
 * of them at once, which is what a host with a screen of its own wants. `rows` lie one behind the other, rows->size
 * bytes apart. `styles` is the page whose styles the cells name; NULL: they all have 0. *pushed is how many rows were
 * appended: all but after an error. INVALID: a bad size, or a cell that is none (see struct quire_cells); DENIED: the
 * history follows a file; OUT_OF_MEMORY, OUT_OF_LINKS, OUT_OF_STRINGS as for quire_history_push, of the row behind the
 * last one pushed. Then the oldest lines beyond the limits go. Cost: some three nanoseconds a cell, and a look at each
 * style that differs from its neighbour's; a history in a file is written once for the call. */
QUIRE_API enum quire_result quire_history_push_cells(struct quire_history *history, const struct quire_page *styles,
                                                     const struct quire_cells *rows, size_t count, size_t *pushed);

/** Says that the last line is finished even if its last row was soft-wrapped. DENIED: the history follows a file;
 * OUT_OF_MEMORY, IO, CORRUPT: nothing changed. */
QUIRE_API enum quire_result quire_history_end_line(struct quire_history *history);

/** Takes the last row at the page's width away and writes it to a row of the page. Where it was soft-wrapped the row of
 * the page is too. Where the page cannot grow, cells keep their text and lose their style. NOT_FOUND: empty; INVALID:
 * no such row; OUT_OF_MEMORY, IO, CORRUPT: nothing changed. */
QUIRE_API enum quire_result quire_history_pop(struct quire_history *history, struct quire_page *page, uint32_t row);

/** Rows at a width; 0 for a width of 0 or beyond QUIRE_MAX_COLUMNS. */
QUIRE_API uint64_t quire_history_rows(struct quire_history *history, uint32_t cols);

/** Writes row `index` at the page's width to a row of the page, as a line of its own; `where` (may be NULL) says where
 * it stands and whether it goes on. Reading rows in order is cheap. NOT_FOUND: no such row of history; INVALID: no such
 * row of the page, or a bad size; IO, CORRUPT: its text cannot be read, and the row is blank. */
QUIRE_API enum quire_result quire_history_read(struct quire_history *history, uint64_t index, struct quire_page *page,
                                               uint32_t row, struct quire_history_row *where);

/** The row at a width that holds a column of a line. NOT_FOUND: the line is gone or was never there; INVALID: a width
 * of 0 or beyond the limit. */
QUIRE_API enum quire_result quire_history_find(struct quire_history *history, uint32_t cols, uint64_t line,
                                               uint64_t column, uint64_t *index);

/** The nearest line before or behind `line` in which a prompt begins; a line that is not there stands for the place
 * behind the last one, or before the first. NOT_FOUND: there is none. */
QUIRE_API enum quire_result quire_history_find_prompt(struct quire_history *history, uint64_t line, bool backward,
                                                      uint64_t *found);

/** Changes the limits; the oldest lines beyond them go at once. Memory goes by blocks of about 64 KiB: the newest, and
 * what the history needs to take further rows, stay whatever the limit is. DENIED: the history follows a file. */
QUIRE_API enum quire_result quire_history_set_limits(struct quire_history *history, uint64_t lines, uint64_t bytes);

/** Removes all lines. Numbers go on. DENIED: the history follows a file. */
QUIRE_API enum quire_result quire_history_clear(struct quire_history *history);

QUIRE_END_DECLS

#endif
