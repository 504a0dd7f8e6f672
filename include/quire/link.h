/** @file
 * quire/link.h - where hyperlinks are (OSC 8).
 *
 * A link is what was opened once, or all that was opened with one URI and one id. Its cells may stand in several
 * places; a *span* is what of it stands together, over soft wraps too. In a frame cells name their link
 * (quire_frame_cell.link); here places of history and screen do, in view or not.
 *
 * Thread rule: as for the terminal. Since 0.1. */
#ifndef QUIRE_LINK_H
#define QUIRE_LINK_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/export.h>
#include <quire/place.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** Takes a span of a link; false ends the reading. The range is borrowed until the callback returns, which must not
 * call back into the terminal. */
typedef bool quire_link_function(void *user, const struct quire_range *span);

QUIRE_BEGIN_DECLS

/** The link of the cell behind a place: its whole span, and its URI (UTF-8, not terminated) in a buffer that may be
 * NULL with capacity 0; *length is the size of the URI, at most QUIRE_LINK_URI_MAX. NO_SPACE: the span and the length
 * are told, the URI is not. NOT_FOUND: no link there, or the place is no more. OUT_OF_MEMORY. IO, CORRUPT: some of
 * history could not be read, and the span may end there. Cost: a search for the place, and the rows of the span. */
QUIRE_API enum quire_result quire_link_at(struct quire_terminal *terminal, const struct quire_place *place,
                                          struct quire_range *span, char *uri, size_t capacity, size_t *length);

/** Calls `found` for each span of the link at a place, from the oldest text to the newest; `within`: only in that
 * range, and cut to it; NULL: in all that there is. INVALID: no callback, or a range that ends before it begins. Else
 * as quire_link_at. Cost: reading the rows of the range, some hundred nanoseconds each. */
QUIRE_API enum quire_result quire_link_spans(struct quire_terminal *terminal, const struct quire_place *place,
                                             const struct quire_range *within, quire_link_function *found, void *user);

QUIRE_END_DECLS

#endif
