/* clipboard.h - the clipboard and the primary selection, and their ways to and from a session.
 *
 * Where the window system has no primary selection, one within this process stands in for it. Main thread. */
#ifndef CLIPBOARD_H
#define CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

#include <quire/frame.h>

#include "session.h"

enum clipboard_target { CLIPBOARD_MAIN, CLIPBOARD_PRIMARY };

/* What SDL can hand over: it puts the text into one request to the X server, which takes 16 MiB with its head; more is
 * an error of the protocol that ends the program. */
#define CLIPBOARD_MAX (((size_t)16 << 20) - 1024)

/* `text` is terminated. False: it is longer than CLIPBOARD_MAX, and the clipboard is left alone. */
bool clipboard_set(enum clipboard_target target, const char *text);

enum clipboard_copied { CLIPBOARD_COPIED, CLIPBOARD_NOTHING, CLIPBOARD_TOO_LARGE };

/* Copies what is selected in a view of the session. NOTHING: there is none, or no memory for it; TOO_LARGE: as above.
 */
enum clipboard_copied clipboard_copy_selection(enum clipboard_target target, struct session *session,
                                               struct quire_frame *frame);

/* Sends the clipboard's text as a paste; to a program that wants to be told of pastes (mode 5522), that there is one,
 * with a password for it to read the text once. False: it is empty. */
bool clipboard_paste(enum clipboard_target target, struct session *session);

/* Sends text as a paste: line ends and control bytes are made safe, brackets put around it where the program asks. */
void clipboard_paste_text(struct session *session, const char *text, size_t length);

/* Answers a read of OSC 5522 with what is wished for (enum session_wish) and there. */
void clipboard_answer_typed(enum clipboard_target target, const char *id, uint32_t wishes, struct session *session);

/* Answers OSC 52 with the clipboard's text. */
void clipboard_answer(enum clipboard_target target, char selection, struct session *session);

/* Releases what is kept in this process. */
void clipboard_finish(void);

#endif
