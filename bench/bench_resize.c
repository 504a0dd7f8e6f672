/* bench_resize - how long a resize takes with a long history: bench_resize [--lines N] [--repeat N]
 *
 * Each step is quire_terminal_resize and the frame that is drawn after it (which needs the rows of history): 80, 200,
 * 43 and back to 80 columns, with N lines (default 1,000,000) of narrow and of partly wide text, as they were fed and
 * after quire_terminal_idle. Prints one JSON line each: the median and the worst step in milliseconds, and how long the
 * totals then take to settle. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "log_stream.h"

#define STEPS_MAX 400

static double now_ms(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void idle(struct quire_terminal *terminal) {
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
}

static void steps(struct quire_terminal *terminal, const char *text, const char *pages, uint32_t repeat, bool settle) {
    static const uint32_t cols[3] = {200, 43, 80};
    double ms[STEPS_MAX], settling = 0;
    struct quire_frame *frame;
    uint32_t count = 0;
    if (quire_frame_create(NULL, &frame) != QUIRE_OK)
        exit(1);
    (void)quire_frame_update(frame, terminal);
    for (; count < repeat * 3; count++) {
        double start = now_ms();
        (void)quire_terminal_resize(terminal, cols[count % 3], 24, 0, 0);
        (void)quire_frame_update(frame, terminal);
        ms[count] = now_ms() - start;
        start = now_ms();
        if (settle)
            idle(terminal);
        start = now_ms() - start;
        settling = start > settling ? start : settling;
    }
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    (void)quire_frame_info(frame, &info);
    qsort(ms, count, sizeof *ms, compare);
    printf("{\"bench\":\"resize\",\"text\":\"%s\",\"pages\":\"%s\",\"ms_median\":%.3f,\"ms_worst\":%.3f,"
           "\"settle_ms_worst\":%.1f,\"rows\":%llu}\n",
           text, pages, ms[count / 2], ms[count - 1], settling, (unsigned long long)info.scroll_total);
    quire_frame_destroy(frame);
}

static void measure(uint64_t lines, uint32_t repeat, bool wide) {
    static struct log_stream stream;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    struct log_line line;
    options.scrollback_lines = UINT64_MAX;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        exit(1);
    log_init(&stream, wide);
    for (uint64_t i = 0; i < lines; i++) {
        log_next(&stream, &line);
        (void)quire_terminal_feed(terminal, line.bytes, line.length);
    }
    steps(terminal, wide ? "wide" : "narrow", "plain", repeat, false);
    idle(terminal);
    steps(terminal, wide ? "wide" : "narrow", "compressed", repeat, true);
    quire_terminal_destroy(terminal);
}

int main(int argc, char **argv) {
    uint64_t lines = 1000000;
    uint32_t repeat = 5;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--lines") == 0)
            lines = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--repeat") == 0)
            repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || lines < 100 || repeat < 1 || repeat * 3 > STEPS_MAX) {
        fprintf(stderr, "usage: bench_resize [--lines N] [--repeat N]\n");
        return 2;
    }
    measure(lines, repeat, false);
    measure(lines, repeat, true);
    return 0;
}
