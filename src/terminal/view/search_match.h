/* search_match.h - finding what a hook of the host finds: quire_search_match_function.
 *
 * The hook gets the text of one line. A line lies in a page in one piece, and is handed out as it lies there; where it
 * goes over the end of a page both parts are put together first:
 *
 *     page 1   ... | begin of line     page 2   its end | ...         one piece, of page 1
 *     page 1   ... | begin of line     page 2   more than QUIRE_SEARCH_OVERLAP_MAX: a piece of each page; the first one
 * has the beginning of the second behind it, so that hits lie over the seam
 *
 * What a piece is can be told from the two pages, so it is the same in both directions and wherever a search begins. */
#ifndef QR_SEARCH_MATCH_H
#define QR_SEARCH_MATCH_H

#include "search_walk.h"

/* Searches from a place on. OUT_OF_MEMORY (a line over the end of a page): hits may have been told. */
enum quire_result qr_search_match(struct qr_walk *walk, struct qr_text_place place);

#endif
