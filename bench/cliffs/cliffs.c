/* bench_cliffs - cases that may cost no more than a small factor of the usual one: bench_cliffs [--mib N] [--repeat N]
 * [--row N]
 *
 * Prints JSON lines (cliffs.h). N MiB (default 160) are the text of the large cases, N times (default 3) each is
 * measured, and rows are those of docs/performance.md, 20 to 25. Row 23 writes a file of 1 GB to $TMPDIR or /tmp. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cliffs.h"

size_t cliff_large = (size_t)160 << 20;
uint32_t cliff_repeat = 3;

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

double cliff_now(void) {
    return seconds(CLOCK_PROCESS_CPUTIME_ID);
}

double cliff_clock(void) {
    return seconds(CLOCK_MONOTONIC);
}

void cliff_must(bool done, const char *what) {
    if (done)
        return;
    fprintf(stderr, "bench_cliffs: %s\n", what);
    exit(1);
}

double cliff_least(void (*work)(struct quire_terminal *terminal, void *user), struct quire_terminal *terminal,
                   void *user) {
    double best = 1e9;
    for (uint32_t i = 0; i < cliff_repeat; i++) {
        double start = cliff_now();
        work(terminal, user);
        double time = cliff_now() - start;
        best = time < best ? time : best;
    }
    return best;
}

static void tell(int row, const char *what, const char *figure, bool holds) {
    printf("{\"bench\":\"cliffs\",\"row\":%d,\"what\":\"%s\",%s,\"holds\":%s}\n", row, what, figure,
           holds ? "true" : "false");
    (void)fflush(stdout);
}

void cliff_most(int row, const char *what, double ratio, double most) {
    char figure[96];
    (void)snprintf(figure, sizeof figure, "\"ratio\":%.3f,\"most\":%.2f", ratio, most);
    tell(row, what, figure, ratio <= most);
}

void cliff_rate(int row, const char *what, double mb_per_s, double rate) {
    char figure[96];
    (void)snprintf(figure, sizeof figure, "\"mb_per_s\":%.1f,\"least\":%.0f", mb_per_s, rate);
    tell(row, what, figure, mb_per_s >= rate);
}

void cliff_figure(int row, const char *what, const char *unit, double figure, double most) {
    char text[96];
    (void)snprintf(text, sizeof text, "\"%s\":%.3f,\"most\":%.2f", unit, figure, most);
    tell(row, what, text, figure <= most);
}

struct quire_terminal *cliff_terminal(uint32_t cols, uint32_t rows) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = cols;
    options.rows = rows;
    options.scrollback_lines = UINT64_C(1) << 40;
    cliff_must(quire_terminal_create(&options, &terminal) == QUIRE_OK, "no terminal");
    return terminal;
}

void cliff_feed(struct quire_terminal *terminal, const char *bytes, size_t length) {
    cliff_must(quire_terminal_feed(terminal, bytes, length) == QUIRE_OK, "feeding failed");
}

struct quire_terminal *cliff_lines(size_t bytes, size_t columns) {
    struct quire_terminal *terminal = cliff_terminal(80, 24);
    char line[82];
    size_t length = columns < 80 ? columns : 79;
    for (size_t i = 0; i < length; i++)
        line[i] = (char)('!' + i % 90);
    memcpy(line + length, "\r\n", 2);
    for (size_t fed = 0; fed < bytes; fed += length + 1)
        cliff_feed(terminal, line, columns == SIZE_MAX ? length : length + 2);
    return terminal;
}

static void (*const rows[])(void) = {cliff_row_reading, cliff_row_search,    cliff_row_flood,
                                     cliff_row_file,    cliff_row_selection, cliff_row_bounded};

int main(int argc, char **argv) {
    unsigned long row = 0;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--mib") == 0)
            cliff_large = (size_t)strtoull(argv[i + 1], NULL, 10) << 20;
        else if (strcmp(argv[i], "--repeat") == 0)
            cliff_repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--row") == 0)
            row = strtoul(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || cliff_large == 0 || cliff_repeat == 0) {
        fprintf(stderr, "usage: bench_cliffs [--mib N] [--repeat N] [--row N]\n");
        return 2;
    }
    for (unsigned long i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (row == 0 || row == i + 20)
            rows[i]();
    }
    return 0;
}
