/* pane_search.h - looking for text in a pane: its history and its screen, while output goes on.
 *
 *     search_line (what is looked for) -> search_job (slices) -> search_hits
 *         -> highlights of the viewport, "k of n", where the view goes
 *
 * It begins with the view where the line was opened, and goes from there to older text first, then to newer. The first
 * slice is done at once, with the key, the others between events: each takes SEARCH_SLICE_US of the session's lock, or
 * one line more, so no key waits longer than that. What the program writes meanwhile is searched as well; what is on
 * the screen is searched anew when it changes. The view is held (viewport_hold) while the line is open.
 *
 * Main thread. */
#ifndef PANE_SEARCH_H
#define PANE_SEARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <quire/place.h>

struct pane;
struct pane_search;

/* Opens the line, with a text where that is not NULL; open already it looks for this text, or goes on to the next older
 * hit. Without memory nothing happens. */
void pane_search_open(struct pane *pane, const char *text, size_t length);
/* The same with what is selected, the first line of it. */
void pane_search_selection(struct pane *pane);
/* To the next hit. Where nothing is looked for, for what was last. */
void pane_search_step(struct pane *pane, bool older);
/* The next hit of the last search from a place on, looked for at once, for a tenth of a second at most; `from` itself
 * is none. False: there is none, or it was not found in that time. */
bool pane_search_near(struct pane *pane, const struct quire_place *from, bool older, struct quire_place *found);
/* Ends it, if it is open. NULL is allowed, here and below. */
void pane_search_close(struct pane_search *search);
void pane_search_destroy(struct pane_search *search);
bool pane_search_is_open(const struct pane_search *search);

/* The program has written. */
void pane_search_output(struct pane_search *search);
/* The viewport's frame is another one: what of it is found? */
void pane_search_framed(struct pane_search *search);

/* For tests: counts, and what a slice took at most. */
void pane_search_describe(const struct pane_search *search, FILE *file);

#endif
