/* embed_kit.h - what the parts of bench_embed share: the clock, giving up. */
#ifndef EMBED_KIT_H
#define EMBED_KIT_H

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <quire/result.h>

#include "put_utf8.h"

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

#endif
