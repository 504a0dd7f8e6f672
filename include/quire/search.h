/** @file
 * quire/search.h - finding text in a history, or in a terminal's history and screen: plain, or by a function of the
 * host's, such as a regular expression.
 *
 * Text is compared by its UTF-8 bytes, within one logical line: a hit may lie across soft wraps, never across line
 * ends. Blanks are spaces, but those behind a line's last character are no text. Hits of one call do not overlap.
 * Nothing is allocated for a hit. Thread rule: as for the object that is searched; the callback must not change it.
 * Since 0.1. */
#ifndef QUIRE_SEARCH_H
#define QUIRE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/frame.h>
#include <quire/history.h>
#include <quire/limits.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** How to search. */
enum quire_search_flag {
    QUIRE_SEARCH_IGNORE_CASE = 1 << 0, /**< of ASCII letters, in `text` and `required` */
    QUIRE_SEARCH_BACKWARD = 1 << 1     /**< from the newest text to the oldest */
};

/** Finds the first match that begins at byte `from` of a text or behind it: false, there is none; else *begin and *end,
 * the byte behind it. Bounds that are not `from` <= *begin < *end <= length are no match and end the text's search.
 *
 * The text is one logical line, well-formed UTF-8, not terminated, borrowed until the function returns. Its ends are
 * the line's; but a line that is written on two pages of history (64 KiB) is one text only where the second page has no
 * more than QUIRE_SEARCH_OVERLAP_MAX bytes of it. A longer one comes in texts that begin with pages and overlap so far:
 * a match longer than that, over the end of a page, is not found. The function is called once behind each match, and
 * may be called for a text again; it must not call into the terminal or history. Where it takes
 * long, true with a *begin of SIZE_MAX at `from` 0, but not for the first text of a call, ends a call of
 * quire_search_terminal_some, which is to go on with this text. */
typedef bool quire_search_match_function(void *user, const char *text, size_t length, size_t from, size_t *begin,
                                         size_t *end);

/** What to search for, and from where. */
struct quire_search_options {
    size_t size;      /**< sizeof, set by the initialiser */
    const char *text; /**< well-formed UTF-8 without controls, not terminated; borrowed for the call */
    size_t length;    /**< bytes, 1 to QUIRE_SEARCH_TEXT_MAX */
    uint32_t flags;   /**< quire_search_flag bits */
    /** Forward: hits that begin at this place or behind it; backward: those that begin before it. from_line 0: all. */
    uint64_t from_line;
    uint64_t from_column; /**< column of that line */
    /** NULL: `text` is searched for. Else what this finds, and text and length are not to be set. Since 0.1. */
    quire_search_match_function *match;
    void *match_user; /**< handed to it */
    /** Makes searching by `match` as fast as by a text: a text that each match has in it, or that stands at least in
     * the line of each. `match` is called for those texts alone that have it in them, and pages of history without it
     * are not read. A match where it is missing is not found, without an error; so is one in a line of more than a page
     * whose texts (see quire_search_match_function) do not have it as a whole. With IGNORE_CASE its ASCII letters are
     * alike in either case, and no others: a host that knows more letters that are alike leaves them out of it.
     * Well-formed UTF-8 without controls, not terminated; borrowed for the call. Since 0.1. */
    const char *required;
    size_t required_length; /**< bytes, to QUIRE_SEARCH_TEXT_MAX; 0: none is known, and IGNORE_CASE is not to be set */
};

/** Initialiser of struct quire_search_options: everything, forward; the text is still to be set. */
#define QUIRE_SEARCH_OPTIONS_INIT                                                                                      \
    { sizeof(struct quire_search_options), NULL, 0, 0, 0, 0, NULL, NULL, NULL, 0 }

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

/** Searches a part of a terminal, so that a search of millions of lines stops nobody: as quire_search_terminal does,
 * but pages of history alone until more than `budget` bytes of text were looked at (two pages at least; what is known
 * to have no hit costs little). *next: where to go on from, as from_line and from_column of the options; line 0: all
 * was searched. When the callback ends the search it is behind the last hit, or before it where the search goes
 * backward. A hit may overlap the last one of the call before. NOT_FOUND: from_line is gone, which ends a search
 * backward: what is older is gone, too. Where the result is not OK, IO or CORRUPT, *next is not written. Cost: besides
 * that text, copying the screen. Since 0.1. */
QUIRE_API enum quire_result quire_search_terminal_some(struct quire_terminal *terminal,
                                                       const struct quire_search_options *options, uint64_t budget,
                                                       struct quire_place *next, quire_search_function *found,
                                                       void *user);

/** Moves the view of a frame so that a place of the terminal is in it, in the middle if the view has to move.
 * NOT_FOUND: the line is gone. OUT_OF_MEMORY. */
QUIRE_API enum quire_result quire_search_show(struct quire_frame *frame, struct quire_terminal *terminal, uint64_t line,
                                              uint64_t column);

QUIRE_END_DECLS

#endif
