/* clipboard_text.h - a text on its way to or from a clipboard, or a picture on its way there: counted, so that nobody
 * copies it.
 *
 * A text of the clipboard is large at times and held by several at once: by the clipboard, by each program that is just
 * being sent it, by a pane that pastes it in pieces. Each holds a reference; the last one out releases the memory. Only
 * who made the text, and has handed it to nobody yet, writes into it. Holding and releasing is for any thread.
 *
 * Cost: constant, but for copying bytes. Failure: NULL or false, no memory; nothing has changed. */
#ifndef CLIPBOARD_TEXT_H
#define CLIPBOARD_TEXT_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

struct clipboard_text {
    atomic_uint references;
    bool is_png;   /* it is no text but a PNG file: given to programs that ask for image/png, and pasted by none here */
    size_t length; /* bytes of UTF-8; they are as they came, whole characters are not promised, nor that none is 0 */
    size_t capacity; /* of `bytes`, without the 0 behind the last */
    char bytes[];    /* bytes[length] is 0 */
};

/* An empty text with room for so many bytes; the caller may write them, and `length`. */
struct clipboard_text *clipboard_text_create(size_t capacity);

/* A text with these bytes. */
struct clipboard_text *clipboard_text_copy(const char *bytes, size_t length);

/* One more reference; the text itself. */
struct clipboard_text *clipboard_text_hold(struct clipboard_text *text);

/* One reference less. NULL is fine. */
void clipboard_text_release(struct clipboard_text *text);

/* Adds bytes behind the others; the text may move. It has one reference. Amortised constant per byte. */
bool clipboard_text_append(struct clipboard_text **text, const char *bytes, size_t length);

/* The same text, from Latin-1, which the X protocol calls STRING. Linear. */
struct clipboard_text *clipboard_text_from_latin1(const struct clipboard_text *text);

/* The same text in Latin-1, '?' for each character that it lacks, and for each byte that belongs to none. Linear. */
struct clipboard_text *clipboard_text_to_latin1(const struct clipboard_text *text);

#endif
