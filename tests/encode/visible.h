/* visible.h - bytes as readable text for the tables of expectations: "<1b>[A" for ESC [ A. */
#ifndef VISIBLE_H
#define VISIBLE_H

#include <stdio.h>

static inline const char *visible(const char *bytes, size_t length) {
    static char text[4096];
    size_t used = 0;
    text[0] = '\0';
    for (size_t i = 0; i < length && used < sizeof text - 5; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        used += (size_t)snprintf(text + used, sizeof text - used, byte >= 0x20 && byte < 0x7F ? "%c" : "<%02x>", byte);
    }
    return text;
}

/* A small generator with a fixed start, so that a failure can be repeated. */
static inline unsigned next_random(unsigned *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

#endif
