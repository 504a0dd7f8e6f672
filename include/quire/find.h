/** @file
 * quire/find.h - text by how it looks, where it leads and when it came: styles, links, times.
 *
 * Text by what it says is quire/search.h, prompts and commands are quire/command.h. What is found are *spans*: cells
 * side by side that fit, over soft wraps too.
 *
 * Thread rule: as for the terminal. Since 0.1. */
#ifndef QUIRE_FIND_H
#define QUIRE_FIND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/style.h>
#include <quire/terminal.h>

/** What the cells that are looked for have in common. A member that is zero leaves it open; with all of them zero every
 * cell of text fits. Pointers are borrowed for the call. */
struct quire_find_options {
    size_t size;         /**< sizeof, set by the initialiser */
    uint32_t attributes; /**< quire_attribute bits that a cell has, all of them */
    uint32_t without;    /**< quire_attribute bits that it has none of */
    uint32_t underlines; /**< the kinds of underline that fit, each as 1 << enum quire_underline; 0: every kind */
    const struct quire_color *foreground;      /**< as it was written: palette, RGB or default; NULL: every colour */
    const struct quire_color *background;      /**< likewise; cells that were erased in a colour have it, too */
    const struct quire_color *underline_color; /**< likewise; the default: that of the text */
    const char *uri;   /**< cells of links (OSC 8) whose URI has these bytes in it; NULL: with and without a link */
    size_t uri_length; /**< to QUIRE_SEARCH_TEXT_MAX; 0 with a `uri`: every link */
    uint64_t since;    /**< rows that were written then or later, by the clock of quire_terminal_set_time; 0: all */
    uint64_t until;    /**< and before then; 0: all. In history a row has the time of its line. */
    const struct quire_range *within; /**< spans are looked for in it, and cut to it; NULL: in all that there is */
};

/** Initialiser of struct quire_find_options: its size, everything else open. */
#define QUIRE_FIND_OPTIONS_INIT                                                                                        \
    { sizeof(struct quire_find_options), 0, 0, 0, NULL, NULL, NULL, NULL, 0, 0, 0, NULL }

/** Takes a span; false ends the search. The range is borrowed until the callback returns, which must not call back into
 * the terminal. */
typedef bool quire_find_function(void *user, const struct quire_range *span);

QUIRE_BEGIN_DECLS

/** Calls `found` for each span, from the oldest text to the newest; while the alternate screen is shown in that alone.
 * Where times are asked for, rows without one (the host told no time) do not fit. INVALID: no callback, a bad size,
 * bits and colours that there are none of, `until` before `since`, a range that ends before it begins. LIMIT: `uri` is
 * too long. NOT_FOUND: `within` names text that is no more. OUT_OF_MEMORY. IO, CORRUPT: all was searched, but some of
 * history could not be read, and blanks stood in its place. Cost: reading the rows, some hundred nanoseconds each; a
 * host whose user waits asks for some thousand lines at a time (`within`). */
QUIRE_API enum quire_result quire_find_spans(struct quire_terminal *terminal, const struct quire_find_options *options,
                                             quire_find_function *found, void *user);

QUIRE_END_DECLS

#endif
