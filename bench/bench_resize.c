/* bench_resize - how long a resize takes with a long history: bench_resize [--lines N] [--repeat N]
 *
 * Each step is quire_terminal_resize and the frame that is drawn after it (which needs the rows of history): 80, 200,
 * 43 and back to 80 columns, with N lines (default 1,000,000) of narrow and of partly wide text, as they were fed and
 * after quire_terminal_idle. Prints one JSON line each: median, 90th and 99th percentile and the worst step in
 * milliseconds, by the clock on the wall and of processor time (what another process takes of a busy machine is in the
 * former only), the worst with the page faults of that step, and how long the totals then take to settle. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include <quire/frame.h>
#include <quire/terminal.h>

#include "log_stream.h"

#define STEPS_MAX 3000

/* One step, or the sorted times of many. */
struct times {
    double wall_ms[STEPS_MAX], cpu_ms[STEPS_MAX];
    long worst_faults; /* of the step that took most processor time */
    uint32_t count;
};

static double clock_ms(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static long faults(void) {
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_minflt + usage.ru_majflt;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static void idle(struct quire_terminal *terminal) {
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
}

static void step(struct quire_terminal *terminal, struct quire_frame *frame, uint32_t cols, struct times *times) {
    static double worst_ms;
    long faults_before = faults();
    double wall = clock_ms(CLOCK_MONOTONIC), cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
    (void)quire_terminal_resize(terminal, cols, 24, 0, 0);
    (void)quire_frame_update(frame, terminal);
    cpu = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - cpu;
    wall = clock_ms(CLOCK_MONOTONIC) - wall;
    worst_ms = times->count == 0 ? 0 : worst_ms;
    if (cpu > worst_ms) {
        worst_ms = cpu;
        times->worst_faults = faults() - faults_before;
    }
    times->cpu_ms[times->count] = cpu;
    times->wall_ms[times->count++] = wall;
}

static void print_times(const char *clock, double *ms, uint32_t count) {
    qsort(ms, count, sizeof *ms, compare);
    printf(",\"%s_ms_median\":%.3f,\"%s_ms_p90\":%.3f,\"%s_ms_p99\":%.3f,\"%s_ms_worst\":%.3f", clock, ms[count / 2],
           clock, ms[count * 9 / 10], clock, ms[count * 99 / 100], clock, ms[count - 1]);
}

static void steps(struct quire_terminal *terminal, const char *text, const char *pages, uint32_t repeat, bool settle) {
    static const uint32_t cols[3] = {200, 43, 80};
    static struct times times;
    struct quire_frame *frame;
    double settling = 0;
    times = (struct times){.count = 0};
    if (quire_frame_create(NULL, &frame) != QUIRE_OK)
        exit(1);
    (void)quire_frame_update(frame, terminal);
    for (uint32_t i = 0; i < repeat * 3; i++) {
        step(terminal, frame, cols[i % 3], &times);
        double start = clock_ms(CLOCK_PROCESS_CPUTIME_ID);
        if (settle)
            idle(terminal);
        start = clock_ms(CLOCK_PROCESS_CPUTIME_ID) - start;
        settling = start > settling ? start : settling;
    }
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    (void)quire_frame_get_info(frame, &info);
    printf("{\"bench\":\"resize\",\"text\":\"%s\",\"pages\":\"%s\",\"steps\":%u", text, pages, times.count);
    print_times("wall", times.wall_ms, times.count);
    print_times("cpu", times.cpu_ms, times.count);
    printf(",\"worst_faults\":%ld,\"settle_cpu_ms_worst\":%.1f,\"rows\":%llu}\n", times.worst_faults, settling,
           (unsigned long long)info.scroll_total);
    (void)fflush(stdout);
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
    uint32_t repeat = 100;
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
