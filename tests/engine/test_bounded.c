/* What floods leave in memory: at most the limits and 16 MB, however much comes. QUIRE_SOAK=1: at full length, of 8 MiB
 * of styles or links, 100 MB of any bytes, 20 MB of the largest counts, a line of 1 GB. */
#include "counted_memory.h"
#include "engine_kit.h"
#include "floods.h"

#define HISTORY_BYTES (UINT64_C(10) << 20)
#define BEYOND_MAX (INT64_C(16) << 20)

/* --- floods ------------------------------------------------------------------------------------------------------ */

/* Feeds so many bytes by budgets, as a host with a lock does, with idle time now and then. */
static void feed_flood(struct quire_terminal *terminal, const struct flood *flood, uint64_t bytes) {
    static char piece[65536];
    struct flood_state state = {{7}, 0};
    for (uint64_t fed = 0, round = 0; fed < bytes; round++) {
        size_t length = flood_fill(flood, &state, piece, sizeof piece);
        for (size_t at = 0, taken; at < length; at += taken)
            CHECK_INT(quire_terminal_feed_some(terminal, piece + at, length - at, 1 << 20, &taken), QUIRE_OK);
        if (round % 64 == 63)
            (void)quire_terminal_idle(terminal, 1 << 16);
        fed += length;
    }
}

static void stays_within(const struct flood *flood, uint64_t bytes, uint32_t cols, uint32_t rows) {
    struct counted_memory counted = {0};
    struct quire_allocator allocator = counted_allocator(&counted);
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.allocator = &allocator;
    options.cols = cols;
    options.rows = rows;
    options.scrollback_lines = UINT64_C(1) << 40;
    options.scrollback_bytes = HISTORY_BYTES;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    feed_flood(terminal, flood, bytes);
    double beyond = (double)(counted.most - (int64_t)HISTORY_BYTES) / (1 << 20);
    printf("%s, %.0f MB at %ux%u: %.1f MB at most beyond the history's limit\n", flood->name, (double)bytes / 1e6, cols,
           rows, beyond);
    CHECK(counted.most <= (int64_t)HISTORY_BYTES + BEYOND_MAX);
    CHECK_INT(quire_terminal_verify(terminal, NULL, NULL), 0);
    quire_terminal_destroy(terminal);
    CHECK_INT(counted.held, 0);
}

static bool soak;

static uint64_t as_long_as(uint64_t in_soak, uint64_t else_bytes) {
    return soak ? in_soak : else_bytes;
}

static void styles_and_links(void) {
    uint64_t bytes = as_long_as(8 << 20, 2 << 20);
    stays_within(&floods[FLOOD_STYLES], bytes, 80, 24);
    stays_within(&floods[FLOOD_STYLES], bytes, 200, 50);
    stays_within(&floods[FLOOD_LINKS], bytes, 80, 24);
    stays_within(&floods[FLOOD_LINKS], bytes, 200, 50);
}

static void any_bytes(void) {
    stays_within(&floods[FLOOD_BYTES], as_long_as(100000000, 2000000), 80, 24);
}

static void largest_counts(void) {
    stays_within(&floods[FLOOD_COUNTS], as_long_as(20000000, 500000), 80, 24);
}

static void one_line(void) {
    stays_within(&floods[FLOOD_LINE], as_long_as(1000000000, 40000000), 80, 24);
}

int main(void) {
    soak = getenv("QUIRE_SOAK") != NULL;
    RUN(styles_and_links);
    RUN(any_bytes);
    RUN(largest_counts);
    RUN(one_line);
    return test_end();
}
