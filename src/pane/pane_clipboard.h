/* pane_clipboard.h - the ways between the desktop's clipboards and a pane. Main thread. */
#ifndef PANE_CLIPBOARD_H
#define PANE_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include "clipboards.h"

struct pane;
struct pane_asked;

/* Copies what is selected; says so when it is too large. False: there is none, or it was not copied. */
bool pane_copy(struct pane *pane, enum clipboard_target target);

/* Copies a text of the pane's own making. False: no memory, which is said. */
bool pane_copy_text(struct pane *pane, enum clipboard_target target, const char *text, size_t length);

/* Asks for the clipboard's text, and sends it as a paste when it is there; to a program that wants to be told of pastes
 * (mode 5522) goes the news that there is one, with a password for it to read the text once. Why nothing is pasted is
 * said, unless there is nothing. */
void pane_paste(struct pane *pane, enum clipboard_target target);

/* Sends text as a paste, unless it is shown first (paste_guard.h): line ends and control bytes are made safe, brackets
 * put around it where the program asks. */
void pane_paste_text(struct pane *pane, const char *text, size_t length);

/* The same of a text that the user has agreed to (paste_guard.h). Takes over the reference. */
void pane_paste_send(struct pane *pane, struct clipboard_text *text);

/* Forgets what was asked for. */
void pane_clipboard_finish(struct pane *pane);

/* Says a sentence about a text beyond the limit, which is named between the two parts: "64 MiB". */
void pane_say_limit(struct pane *pane, const char *before, const char *behind);

#endif
