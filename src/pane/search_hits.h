/* search_hits.h - what a search has found so far, in the order of the text.
 *
 *     oldest  ...  above | below ...  screen  newest
 *                 <------ ------>  <------->
 *
 * A search goes from where it began in both directions: what it finds in history stays, until its line is evicted; what
 * is on the screen is found anew whenever that changes. So there are three lists, of which the first grows towards
 * older text. Hits are numbered from the newest on: the number of an old one says how far back it is, and does not
 * change while the search goes on.
 *
 * Knows no terminal. Cost: 24 bytes a hit; constant but where it is said otherwise. */
#ifndef SEARCH_HITS_H
#define SEARCH_HITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "highlight.h"

/* More are not kept, nor looked for. */
#define SEARCH_HITS_MAX ((size_t)500000)
#define SEARCH_HITS_NONE SIZE_MAX

struct search_hits {
    struct highlight_list above, below, screen; /* above: the newest first, the others the oldest first */
    size_t below_gone;                          /* so many of its first ones were evicted */
};

void search_hits_finish(struct search_hits *hits);
/* Forgets all, and keeps the memory. */
void search_hits_clear(struct search_hits *hits);

/* Adds one at the end of a list; one that overlaps the last one is left out (searches in parts do not know of each
 * other). False: there are too many, or no memory. */
bool search_hits_add(struct search_hits *hits, struct highlight_list *list, const struct highlight_range *hit);

size_t search_hits_count(const struct search_hits *hits);
/* NULL: there is no such number. */
const struct highlight_range *search_hits_at(const struct search_hits *hits, size_t number);
/* The number of a hit; SEARCH_HITS_NONE: it is none any more. Cost: a search, and the hits of the screen. */
size_t search_hits_find(const struct search_hits *hits, const struct highlight_range *hit);

/* Lines of history below this number are gone. Cost: the hits that go. */
void search_hits_evict(struct search_hits *hits, uint64_t oldest_line);

/* Those of history in lines [from, to], as numbers [*begin, *end). Cost: a search. */
void search_hits_lines(const struct search_hits *hits, uint64_t from, uint64_t to, size_t *begin, size_t *end);

#endif
