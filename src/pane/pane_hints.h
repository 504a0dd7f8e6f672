/* pane_hints.h - hints: labels over everything in view that leads somewhere; typing one acts on it.
 *
 *     pane_hints_open --> hint_list (what there is), labels --> a mode of the pane (ui_stack.h)
 *         a letter: the labels that go on with it stay; the whole of one: it is chosen
 *         with shift: it is copied, whatever was wanted; backspace: one letter back; escape: no more hints
 *
 * Labels stand at what was there when they were made. When output moves that, they move along; where the text is
 * another one, as after a redraw, its label goes, and when none is left in view the hints are closed. So a label never
 * acts on something that came after it was read. Other keys do what they are bound to; the program gets none. Main
 * thread. */
#ifndef PANE_HINTS_H
#define PANE_HINTS_H

#include <stdbool.h>

struct pane;
struct pane_hints;

enum hint_act {
    HINT_OPEN,   /* what cannot be opened is copied */
    HINT_COPY,   /* to the clipboard */
    HINT_INSERT, /* typed for the program; a path as a word of a shell */
    HINT_SELECT,
    HINT_RUN /* a command gets it */
};

/* Opens hints; those that are open are closed. `text`: which kinds, "all" and "" for all ("urls", "paths", "hashes",
 * "ips", or the name of a hint-pattern); of HINT_RUN: the command. Says so where there is nothing. Cost: reading the
 * view once, and up to 50 ms until it is known which words with a slash are paths. */
void pane_hints_open(struct pane *pane, enum hint_act act, const char *text);

/* Closes them, if they are open. */
void pane_hints_close(struct pane *pane);

/* Another frame is shown: puts the labels where they belong (viewport_sink.framed). */
void pane_hints_place(struct pane *pane);

#endif
