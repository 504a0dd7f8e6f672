/* bounded.c - row 25: what a byte of a flood costs against one of lines of letters, and what floods leave in memory
 * beyond the limits. */
#include <stdio.h>

#include "../counted_memory.h"
#include "../floods.h"
#include "cliffs.h"

#define HISTORY_BYTES ((uint64_t)10 << 20)
#define BUDGET ((uint64_t)1 << 20)

/* Nanoseconds a byte, the bytes made beside; `counted` knows what it took. */
static double time_of(const struct flood *flood, size_t bytes, struct counted_memory *counted) {
    static char piece[65536];
    struct flood_state state = {{7}, 0};
    struct quire_allocator allocator = counted_allocator(counted);
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    double time = 0;
    size_t fed = 0;
    options.allocator = &allocator;
    options.scrollback_lines = UINT64_C(1) << 40;
    options.scrollback_bytes = HISTORY_BYTES;
    cliff_must(quire_terminal_create(&options, &terminal) == QUIRE_OK, "no terminal");
    while (fed < bytes) {
        size_t length = flood_fill(flood, &state, piece, sizeof piece);
        double start = cliff_now();
        for (size_t at = 0, taken; at < length; at += taken)
            (void)quire_terminal_feed_some(terminal, piece + at, length - at, BUDGET, &taken);
        time += cliff_now() - start;
        fed += length;
    }
    quire_terminal_destroy(terminal);
    return time * 1e9 / (double)fed;
}

static double least_time(const struct flood *flood, size_t bytes, struct counted_memory *counted) {
    double best = 1e9;
    for (uint32_t i = 0; i < cliff_repeat; i++) {
        double time = time_of(flood, bytes, counted);
        best = time < best ? time : best;
    }
    return best;
}

void cliff_row_bounded(void) {
    static const double most[FLOODS] = {
        [FLOOD_STYLES] = 5, [FLOOD_LINKS] = 5, [FLOOD_BYTES] = 5, [FLOOD_COUNTS] = 5, [FLOOD_LINE] = 5};
    char text[128];
    struct counted_memory none = {0};
    double lines = least_time(&floods[FLOOD_LINES], cliff_large / 8, &none);
    for (int i = FLOOD_STYLES; i < FLOODS; i++) {
        struct counted_memory counted = {0};
        size_t bytes = i == FLOOD_LINE ? cliff_large : i == FLOOD_COUNTS ? cliff_large / 80 : cliff_large / 20;
        double time = least_time(&floods[i], bytes, &counted);
        (void)snprintf(text, sizeof text, "time a byte of a flood of %s, against lines of letters", floods[i].name);
        cliff_most(25, text, time / lines, most[i]);
        (void)snprintf(text, sizeof text, "memory beyond the history's limit, %s", floods[i].name);
        cliff_figure(25, text, "mib", (double)(counted.most - (int64_t)HISTORY_BYTES) / (1 << 20), 16);
    }
}
