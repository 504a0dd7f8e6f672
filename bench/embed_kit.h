/* embed_kit.h - what the parts of bench_embed share: the clock, giving up, UTF-8. */
#ifndef EMBED_KIT_H
#define EMBED_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <quire/result.h>

static inline double now_ns(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static inline void need(enum quire_result result) {
    if (result == QUIRE_OK)
        return;
    fprintf(stderr, "bench_embed: %s\n", quire_result_text(result));
    exit(1);
}

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
