/** @file
 * quire/format.h - screen and history as text, JSON, HTML or VT sequences.
 *
 * Output is handed to a callback piece by piece, so no buffer has to hold it.
 *
 * Thread rule: as for the terminal; the callback must not call back into it. Since 0.1. */
#ifndef QUIRE_FORMAT_H
#define QUIRE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** What to write. */
enum quire_format {
    QUIRE_FORMAT_TEXT = 0, /**< UTF-8, a line end after each row, trailing blanks removed, soft-wrapped rows joined */
    QUIRE_FORMAT_JSON = 1, /**< the document of docs/dump-json.md: rows, runs, cursor, pen, modes */
    QUIRE_FORMAT_HTML = 2, /**< a complete page with inline styles */
    QUIRE_FORMAT_VT = 3    /**< text with SGR and OSC 8: printing it on a fresh terminal shows the same */
};

/** What quire_format_write is to write. */
struct quire_format_options {
    size_t size;              /**< sizeof, set by the initialiser */
    enum quire_format format; /**< what to write */
    uint64_t history_rows;    /**< the newest rows of history to include, at the present width; UINT64_MAX: all */
    const char *replies;      /**< JSON: the bytes for its member "replies"; NULL: empty. Borrowed for the call */
    size_t replies_length;    /**< their number */
};

/** Initialiser of struct quire_format_options: all history and the screen as text. */
#define QUIRE_FORMAT_OPTIONS_INIT                                                                                      \
    { sizeof(struct quire_format_options), QUIRE_FORMAT_TEXT, UINT64_MAX, NULL, 0 }

/** Takes a piece of output, borrowed until it returns; false stops the writer. `user` is what the writer was called
 * with. */
typedef bool quire_write_function(void *user, const char *bytes, size_t length);

QUIRE_BEGIN_DECLS

/** Writes the terminal in a format. LIMIT: the callback stopped it. OUT_OF_MEMORY. IO, CORRUPT: all was written, but
 * some of history could not be read, and blanks stand in its place. */
QUIRE_API enum quire_result quire_format_write(struct quire_terminal *terminal,
                                               const struct quire_format_options *options, quire_write_function *write,
                                               void *user);

/** Writes a part of the terminal, from one place to another, in a format. TEXT: as of quire_format_write, but a line
 * end stands only between lines; so the texts of ranges that meet are the text of both together. A wide character
 * belongs to its first column. HTML: a complete page, row by row. VT: printed on a fresh terminal of the same size it
 * shows the rows of the range from the top on, each cell in its column; there is no line end behind the last row.
 * INVALID: JSON, which is a whole state; no callback; or a range that ends before it begins. NOT_FOUND: one of the
 * places is no more (evicted, erased, or of the other screen): nothing was written. LIMIT, OUT_OF_MEMORY, IO, CORRUPT:
 * as above. Cost: that of what is written, and a search for the two places. Since 0.1. */
QUIRE_API enum quire_result quire_format_write_range(struct quire_terminal *terminal, const struct quire_range *range,
                                                     enum quire_format format, quire_write_function *write, void *user);

QUIRE_END_DECLS

#endif
