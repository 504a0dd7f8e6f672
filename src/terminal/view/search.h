/* search.h - plain text in history, and in a screen that follows it.
 *
 * A page of history keeps the text of its lines in one piece, so a page is searched as it is; only where a needle was
 * found it is asked which line that is and whether the hit stays inside it. Where a line goes on over the end of a
 * page, the bytes on both sides of the seam are put together in a small buffer. A screen is cells: it is frozen into a
 * history of its own first, so that there is one way to search.
 *
 * Whoever has another idea of what a hit is brings a hook (quire_search_match_function), which is called for the text
 * of each line (search_match.h). There is no index. */
#ifndef QR_SEARCH_H
#define QR_SEARCH_H

#include <quire/search.h>

#include "access.h"

/* A screen that is searched: its rows, and what they were frozen into (qr_search_freeze). */
struct qr_search_screen {
    const struct qr_page *page;
    const struct qr_history *frozen;
    bool joined; /* its first line is the last one of history */
};

/* Searches `history` and, when it is not NULL, `screen` behind it. Options were checked. About `budget` bytes of text
 * are looked at, two pages at least; *next is where to go on from, line 0 where all was searched. NOT_FOUND: from_line
 * is in neither, nothing was written. OUT_OF_MEMORY: of a hook alone, and hits may have been told. */
enum quire_result qr_search(const struct qr_history *history, const struct qr_search_screen *screen,
                            const struct quire_search_options *options, uint64_t budget, struct quire_place *next,
                            quire_search_function *found, void *user);

/* Freezes the rows of the screen that is shown. OUT_OF_MEMORY: `frozen` is empty. */
enum quire_result qr_search_freeze(const struct qr_engine *engine, struct qr_history *frozen);

#endif
