/* put_utf8.h - a code point as UTF-8, for tests and benchmarks that make text: surrogates too, as no decoder takes
 * them. */
#ifndef PUT_UTF8_H
#define PUT_UTF8_H

#include <stddef.h>
#include <stdint.h>

/* Writes up to 4 bytes, not terminated; returns how many. `c` is at most 0x10FFFF. */
static inline size_t put_utf8(char *to, uint32_t c) {
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    size_t count = c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = count; i-- > 1; c >>= 6)
        to[i] = (char)(0x80 | (c & 0x3F));
    to[0] = (char)(leads[count] | c);
    return count;
}

#endif
