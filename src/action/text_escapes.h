/* text_escapes.h - text with escapes, as settings write what is sent to programs.
 *
 *     \e  \a \b \t \n \r \\       ESC, BEL, BS, TAB, LF, CR, a backslash
 *     \xHH                        a byte
 *     \u{H...}                    a code point, as UTF-8
 *     \s                          a blank, where one would be dropped: at either end
 *
 * Everything else stands for itself. Pure. */
#ifndef TEXT_ESCAPES_H
#define TEXT_ESCAPES_H

#include <stdbool.h>
#include <stddef.h>

/* Writes what the text stands for, never more bytes than it has, and their number. False: `error` has what is wrong. */
bool text_escapes_read(const char *text, char *bytes, size_t *length, char *error, size_t error_size);

#endif
