/* bench_line - one wrapped line of many megabytes: bench_line [--mib N] [--repeat N]
 *
 * A line of N MiB of text (default 20) without an end, narrow and with wide characters, plain and compressed. Prints
 * JSON lines: milliseconds of processor time of the first frame in the middle of it, and medians of frames there, of a
 * row's scrolling with its frame, of a jump to a random place with its frame, and of a resize with its frame. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "log_stream.h"

#define REPEAT_MAX 1000

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

enum what { FRAME, STEP, JUMP, RESIZE };

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct generator chance = {1};

static uint64_t total_rows(void) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    (void)quire_frame_get_info(frame, &info);
    return info.scroll_total;
}

static double once(enum what what, uint32_t i) {
    uint64_t total = total_rows();
    double start = now_ms();
    if (what == STEP)
        quire_frame_scroll(frame, terminal, i % 64 < 32 ? 1 : -1);
    else if (what == JUMP)
        quire_frame_scroll_to(frame, terminal, 1 + generator_next(&chance) % total);
    else if (what == RESIZE)
        (void)quire_terminal_resize(terminal, i % 2 ? 80 : 100, 24, 0, 0);
    if (quire_frame_update(frame, terminal) != QUIRE_OK)
        exit(1);
    return now_ms() - start;
}

static void print_median(const char *name, enum what what, uint32_t repeat) {
    double ms[REPEAT_MAX];
    for (uint32_t i = 0; i < repeat; i++)
        ms[i] = once(what, i);
    qsort(ms, repeat, sizeof *ms, compare);
    printf(",\"%s_ms\":%.3f,\"%s_ms_worst\":%.3f", name, ms[repeat / 2], name, ms[repeat - 1]);
    (void)fflush(stdout);
}

static void measure(const char *text, const char *pages, uint32_t repeat) {
    (void)once(FRAME, 0);
    printf("{\"bench\":\"line\",\"text\":\"%s\",\"pages\":\"%s\",\"rows\":%llu", text, pages,
           (unsigned long long)total_rows());
    double start = now_ms();
    quire_frame_scroll_to(frame, terminal, total_rows() / 2);
    (void)quire_frame_update(frame, terminal);
    printf(",\"first_ms\":%.3f", now_ms() - start);
    print_median("frame", FRAME, repeat);
    print_median("step", STEP, repeat);
    print_median("jump", JUMP, repeat);
    print_median("resize", RESIZE, repeat);
    printf("}\n");
    quire_frame_scroll_to(frame, terminal, 0);
}

static void line(uint64_t bytes, uint32_t repeat, bool wide) {
    static struct log_stream stream;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct log_line made;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK || quire_frame_create(NULL, &frame) != QUIRE_OK)
        exit(1);
    log_init(&stream, wide);
    for (uint64_t fed = 0; fed < bytes; fed += made.text) {
        log_next(&stream, &made);
        (void)quire_terminal_feed(terminal, made.bytes, made.length - 2); /* without the line's end */
    }
    measure(wide ? "wide" : "narrow", "plain", repeat);
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
    measure(wide ? "wide" : "narrow", "compressed", repeat);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
}

int main(int argc, char **argv) {
    uint64_t mib = 20;
    uint32_t repeat = 50;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--mib") == 0)
            mib = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--repeat") == 0)
            repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || mib < 1 || repeat < 1 || repeat > REPEAT_MAX) {
        fprintf(stderr, "usage: bench_line [--mib N] [--repeat N]\n");
        return 2;
    }
    line(mib << 20, repeat, false);
    line(mib << 20, repeat, true);
    return 0;
}
