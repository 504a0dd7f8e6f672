/* paste_check.h - what may be wrong with a text before it is pasted: a pure function of its bytes.
 *
 *     what                    when it is trouble
 *     line ends               where the program has not asked for brackets (mode 2004): it takes each as enter, so a
 *                             shell runs the line. One at the end alone is the commonest accident: a line copied whole
 *     control characters      always: ESC, the rest of C0 but TAB, LF and CR, DEL, C1. None of them is ever sent
 *                             (quire/paste.h), but who did not see them there does not know what he pastes
 *     more than 1 MiB         always
 *
 * Nothing here changes or sends anything. Any thread. */
#ifndef PASTE_CHECK_H
#define PASTE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PASTE_LARGE_BYTES ((size_t)1 << 20)

enum paste_trouble { PASTE_LINES = 1 << 0, PASTE_CONTROLS = 1 << 1, PASTE_LARGE = 1 << 2 };

/* enum paste_trouble bits; 0: it can go. `bracketed`: the program has asked for brackets. Cost: one scan, eight bytes
 * at a time where they are text. */
uint32_t paste_check(const char *text, size_t length, bool bracketed);

struct paste_counts {
    size_t lines;     /* of which the last one may have no end */
    size_t line_ends; /* LF, CR, or CR LF */
    size_t controls;
    bool ends_in_line; /* the last byte is a line end's */
};

/* Cost: each byte. */
struct paste_counts paste_count(const char *text, size_t length);

/* Writes the text without its control characters and without a line end at its end; returns the number of bytes, never
 * more than there were. `to` may be `text`. */
size_t paste_strip(const char *text, size_t length, char *to);

/* Writes one line as it can be shown, control characters in caret notation (ESC is ^[, U+009B is ^[[) between the bytes
 * 0E and 0F, tabs as blanks, and as much of it as fits. Returns how many bytes of the text it was, its end included. */
size_t paste_show_line(const char *text, size_t length, char *shown, size_t size);

#endif
