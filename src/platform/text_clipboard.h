/* text_clipboard.h - the clipboard and the primary selection as texts, by way of SDL.
 *
 * Where the window system has no primary selection, one within this process stands in for it. Main thread. */
#ifndef TEXT_CLIPBOARD_H
#define TEXT_CLIPBOARD_H

#include <stdbool.h>
#include <stddef.h>

enum clipboard_target { CLIPBOARD_MAIN, CLIPBOARD_PRIMARY };

/* What SDL can hand over: it puts the text into one request to the X server, which takes 16 MiB with its head; more is
 * an error of the protocol. */
#define CLIPBOARD_MAX (((size_t)16 << 20) - 1024)

/* `text` is terminated. False: it is longer than CLIPBOARD_MAX, and the clipboard is left alone. */
bool clipboard_set(enum clipboard_target target, const char *text);

/* NULL or an empty text: nothing is there. To be released with clipboard_free. */
char *clipboard_get(enum clipboard_target target);
void clipboard_free(char *text);

/* Releases what is kept in this process. */
void clipboard_finish(void);

#endif
