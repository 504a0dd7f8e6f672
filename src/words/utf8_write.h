/* utf8_write.h - a code point as UTF-8. */
#ifndef UTF8_WRITE_H
#define UTF8_WRITE_H

#include <stddef.h>
#include <stdint.h>

#define UTF8_MAX 4 /* bytes of a code point */

/* Writes it without a NUL, and returns how many bytes it has. Surrogates and what is beyond U+10FFFF become U+FFFD. */
size_t utf8_write(uint32_t code_point, char *bytes);

#endif
