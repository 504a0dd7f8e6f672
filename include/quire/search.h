/** @file
 * quire/search.h - finding plain text in a history, or in a terminal's history and screen.
 *
 * Text is compared by its UTF-8 bytes, within one logical line: a hit may lie across soft wraps, never across line
 * ends. Blanks are spaces, but those behind a line's last character are no text. Hits do not overlap. Nothing is
 * allocated for a hit. Thread rule: as for the object that is searched; the callback must not change it. Since 0.1. */
#ifndef QUIRE_SEARCH_H
#define QUIRE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/frame.h>
#include <quire/history.h>
#include <quire/limits.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** How to search. */
enum quire_search_flag {
    QUIRE_SEARCH_IGNORE_CASE = 1 << 0, /**< of ASCII letters */
    QUIRE_SEARCH_BACKWARD = 1 << 1     /**< from the newest text to the oldest */
};

/** What to search for, and from where. */
struct quire_search_options {
    size_t size;      /**< sizeof, set by the initialiser */
    const char *text; /**< well-formed UTF-8 without controls, not terminated; borrowed for the call */
    size_t length;    /**< bytes, 1 to QUIRE_SEARCH_TEXT_MAX */
    uint32_t flags;   /**< quire_search_flag bits */
    /** Forward: hits that begin at this place or behind it; backward: those that begin before it. from_line 0: all. */
    uint64_t from_line;
    uint64_t from_column; /**< column of that line */
};

/** Initialiser of struct quire_search_options: everything, forward; the text is still to be set. */
#define QUIRE_SEARCH_OPTIONS_INIT                                                                                      \
    { sizeof(struct quire_search_options), NULL, 0, 0, 0, 0 }

/** Where a hit is: the cells from `column` of the line on, `columns` of them. A cell counts when any of it is hit. */
struct quire_search_hit {
    uint64_t line;    /**< number of the logical line */
    uint64_t column;  /**< of the line, counted over its soft wraps */
    uint64_t columns; /**< how many */
};

/** Takes a hit; false ends the search. The hit is borrowed until the callback returns; it is a plain value, so copy it.
 */
typedef bool quire_search_function(void *user, const struct quire_search_hit *hit);

QUIRE_BEGIN_DECLS

/** Calls `found` for each hit in a history. INVALID: bad options; LIMIT: the text is too long; NOT_FOUND: from_line is
 * gone (searching on from it makes no sense; begin anew); IO, CORRUPT: all was searched, but some of history could not
 * be read, and blanks stood in its place. */
QUIRE_API enum quire_result quire_search_history(struct quire_history *history,
                                                 const struct quire_search_options *options,
                                                 quire_search_function *found, void *user);

/** Calls `found` for each hit in a terminal: history, then screen; while the alternate screen is shown only that. Line
 * numbers are the terminal's own. Results as above, and OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_search_terminal(struct quire_terminal *terminal,
                                                  const struct quire_search_options *options,
                                                  quire_search_function *found, void *user);

/** Moves the view of a frame so that a place of the terminal is in it, in the middle if the view has to move.
 * NOT_FOUND: the line is gone. OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_search_show(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t line,
                                              uint64_t column);

QUIRE_END_DECLS

#endif
