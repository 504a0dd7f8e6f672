/* pane_paste.h - texts on their way into the program, in pieces, as it reads.
 *
 * A paste can be larger than anything that should wait in one queue: fifty megabytes, encoded at once, would keep the
 * window busy and every key behind them. So a piece is encoded when the one before is nearly gone. Keys go between the
 * pieces (Ctrl+C ends what reads a paste that nobody wants any more), but not into brackets. Texts follow each other
 * whole. Main thread. */
#ifndef PANE_PASTE_H
#define PANE_PASTE_H

#include "clipboard_text.h"
#include "session.h"

struct pane_paste_text;

struct pane_pastes {
    struct session *session;
    struct pane_paste_text *first;
    char *piece; /* encoded; while there is a text */
};

/* What was not sent is forgotten. */
void pane_pastes_finish(struct pane_pastes *pastes);

/* Takes over the text. False: no memory, nothing of it is sent. */
bool pane_pastes_add(struct pane_pastes *pastes, struct clipboard_text *text);

/* Sends what the program takes now; to be called when the session wakes its pane. False: it takes nothing any more, and
 * what was left of the texts is dropped. */
bool pane_pastes_go_on(struct pane_pastes *pastes);

#endif
