/* shell_quote.h - a file's name as one word of a shell's command line.
 *
 * A name is the choice of whoever made the file: it may hold blanks, quotes, line ends. What is written here is read by
 * a shell as one word that is the name again, and never holds a control character, neither as a byte below 0x20 nor as
 * U+0080 to U+009F nor as a byte that is no UTF-8: pressed into a terminal those would be keys.
 *
 *     plain-name_1.txt      as it is
 *     'two words'           everything else, a quote in it as '\''
 *     $'line\nend'          names with control characters: bash, zsh, ksh, busybox and POSIX 2024 read this; dash and
 *                           fish do not, and then find no such file, which is the harm that is left */
#ifndef SHELL_QUOTE_H
#define SHELL_QUOTE_H

#include <stdbool.h>

#include "byte_buffer.h"

/* Appends the quoted name. False: no memory, nothing was appended. Cost: the name's length. */
bool shell_quote(struct byte_buffer *to, const char *name);

#endif
