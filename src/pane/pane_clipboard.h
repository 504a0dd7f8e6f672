/* pane_clipboard.h - the ways between the desktop's clipboard and a pane's session. Main thread. */
#ifndef PANE_CLIPBOARD_H
#define PANE_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "session.h"
#include "text_clipboard.h"

struct pane;

/* Copies what is selected; says so when it is too large. False: there is none, or it was not copied. */
bool pane_copy(struct pane *pane, enum clipboard_target target);

/* Sends the clipboard's text as a paste; to a program that wants to be told of pastes (mode 5522), that there is one,
 * with a password for it to read the text once. False: it is empty. */
bool pane_paste(struct pane *pane, enum clipboard_target target);

/* Sends text as a paste: line ends and control bytes are made safe, brackets put around it where the program asks. */
void pane_paste_text(struct pane *pane, const char *text, size_t length);

/* Answers a read of OSC 5522 with what is wished for (enum session_wish) and there. */
void clipboard_answer_typed(enum clipboard_target target, const char *id, uint32_t wishes, struct session *session);

/* Answers OSC 52 with the clipboard's text. */
void clipboard_answer(enum clipboard_target target, char selection, struct session *session);

#endif
