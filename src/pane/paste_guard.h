/* paste_guard.h - pastes that may do harm are shown before they go (paste_check.h says which).
 *
 *      Paste 3 lines, 45 bytes?
 *      The program takes each newline as enter
 *        cd /tmp                                             the first lines, control characters in caret notation
 *        rm -r build
 *      enter: paste   s: paste it stripped   escape: do not
 *
 * A mode of the pane, over its lower rows. The user has asked for the paste a moment ago, so a plain key may answer,
 * where a question that comes by itself takes none (question.h); but many press enter right behind a paste, so for
 * PASTE_GUARD_PAUSE_MS, and again from each other key on, enter accepts nothing. It is marked when it does. Escape and
 * ctrl+c refuse at once; nothing else is typed into the program meanwhile, and keys that are bound do what they do.
 *
 * What programs put into the clipboard themselves (OSC 52), or read of it, is none of this. Main thread. */
#ifndef PASTE_GUARD_H
#define PASTE_GUARD_H

#include <stdbool.h>

#include "clipboard_text.h"

#define PASTE_GUARD_PAUSE_MS 500

struct pane;

/* What is to be sent of a text that is pasted, by the settings: the text, a stripped one in its place, or NULL, nothing
 * yet: it is shown first. Takes over the reference. Cost: one scan of the text; a copy of what is stripped. Without
 * memory nothing is sent, and that is said. */
struct clipboard_text *paste_guard_pass(struct pane *pane, struct clipboard_text *text);

/* Forgets what is shown, if anything. */
void paste_guard_finish(struct pane *pane);

#endif
