/* copy_mode.h - going through a pane's text with vi's keys, to select and copy some of it.
 *
 *     h j k l, arrows     w b e W B E     0 ^ $, home, end     f F t T ; ,     { } %     (with counts)
 *     g G, H M L, [ ] (prompts), ctrl+u d b f, page up and down
 *     z, z t, z b                the cursor's row in the middle, on top, at the bottom
 *     v V ctrl+v                 select characters, lines, a block; once more: nothing
 *     o                          to the other end of what is selected
 *     y, enter                   copy and leave; Y: copy the line and leave
 *     q, escape, ctrl+c          leave (escape: the selection first)
 *     / ?                        search (pane_search.h); n N: again, to older text, to newer
 *     m a, ' a, ` a, ''          a mark, to it, back
 *
 * A mode of the pane's stack that keeps what is typed from the program; keys with modifiers that it does not know are
 * those of the bindings. The selection is the library's, so what is copied is what selecting by mouse copies. The
 * cursor is a place in the text: it stays on it while output goes on, and the view is held (viewport_hold). Its line
 * on the last row goes away while the cursor is there. Motions: copy_motion.h. Main thread. */
#ifndef COPY_MODE_H
#define COPY_MODE_H

#include <quire/place.h>

struct pane;
struct copy_mode;

/* Enters it, at the terminal's cursor or in the middle of a view that is scrolled; in it already it is left. Without
 * memory nothing happens. */
void copy_mode_toggle(struct pane *pane);
/* Leaves it, if it is entered. */
void copy_mode_leave(struct pane *pane);

/* The viewport's frame is another one: where is the cursor in it? */
void copy_mode_framed(struct pane *pane);
/* A search in it has ended here. */
void copy_mode_go(struct pane *pane, const struct quire_place *place);

#endif
