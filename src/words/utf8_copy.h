/* utf8_copy.h - a text into a place of a given size. */
#ifndef UTF8_COPY_H
#define UTF8_COPY_H

#include <stddef.h>

/* Copies as much of `length` bytes of UTF-8 as fits before a NUL; no character is cut in two. `size` is 1 at least. */
void utf8_copy(char *to, size_t size, const char *text, size_t length);

#endif
