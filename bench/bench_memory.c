/* bench_memory - what history costs: bench_memory [--lines N]
 *
 * Feeds N lines of log output (log_stream.h; default 1,000,000) to terminals of 80 and of 200 columns, and a stream
 * with a new style in every cell. Prints one JSON line for each: bytes of text and of history per line, as they were
 * fed and after quire_terminal_idle has compressed what it can, and what the process holds more than before. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <quire/terminal.h>

#include "log_stream.h"

struct feed {
    uint64_t lines, text_bytes, cells;
};

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

/* Bytes of memory that the process has in use, after what was freed went back to the system; 0 where the system does
 * not tell. */
static uint64_t resident(void) {
    unsigned long long size = 0, pages = 0;
#ifdef __GLIBC__
    (void)malloc_trim(0);
#endif
    FILE *file = fopen("/proc/self/statm", "r");
    if (!file)
        return 0;
    if (fscanf(file, "%llu %llu", &size, &pages) != 2)
        pages = 0;
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

static struct quire_terminal *make_terminal(uint32_t cols) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    options.cols = cols;
    options.scrollback_lines = UINT64_MAX;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        exit(1);
    return terminal;
}

static void feed_log(struct quire_terminal *terminal, struct feed *feed) {
    static struct log_stream stream;
    struct log_line line;
    log_init(&stream, false);
    for (uint64_t i = 0; i < feed->lines; i++) {
        log_next(&stream, &line);
        (void)quire_terminal_feed(terminal, line.bytes, line.length);
        feed->text_bytes += line.text;
        feed->cells += line.columns;
    }
}

/* Every cell has a foreground of its own. */
static void feed_styles(struct quire_terminal *terminal, struct feed *feed) {
    char cell[40];
    uint32_t color = 0;
    for (uint64_t i = 0; i < feed->lines; i++) {
        for (uint32_t x = 0; x < 80; x++, color++) {
            int length = snprintf(cell, sizeof cell, "\033[38;2;%u;%u;%um%c", color & 255, color >> 8 & 255,
                                  color >> 16 & 255, (int)('a' + x % 26));
            (void)quire_terminal_feed(terminal, cell, (size_t)length);
        }
        (void)quire_terminal_feed(terminal, "\033[m\r\n", 5);
        feed->text_bytes += 80;
        feed->cells += 80;
    }
}

static struct quire_terminal_info info_of(const struct quire_terminal *terminal) {
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    (void)quire_terminal_get_info(terminal, &info);
    return info;
}

static void measure(const char *name, uint32_t cols, uint64_t lines,
                    void (*fill)(struct quire_terminal *terminal, struct feed *feed)) {
    struct feed feed = {.lines = lines};
    uint64_t before = resident();
    struct quire_terminal *terminal = make_terminal(cols);
    fill(terminal, &feed);
    struct quire_terminal_info plain = info_of(terminal);
    uint64_t plain_resident = resident() - before;
    double start = now(), n = (double)plain.history_lines;
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
    double idle = now() - start, text = (double)feed.text_bytes / (double)feed.lines;
    struct quire_terminal_info packed = info_of(terminal);
    printf("{\"bench\":\"memory\",\"stream\":\"%s\",\"cols\":%u,\"lines\":%llu,\"text_bytes_line\":%.2f,"
           "\"history_bytes_line\":%.2f,\"overhead_line\":%.2f,\"history_bytes_cell\":%.2f,\"resident_line\":%.2f,"
           "\"compressed_bytes_line\":%.2f,\"compressed_ratio\":%.3f,\"compressed_resident_line\":%.2f,"
           "\"compress_mb_s\":%.0f}\n",
           name, cols, (unsigned long long)plain.history_lines, text, (double)plain.history_bytes / n,
           (double)plain.history_bytes / n - text,
           (double)plain.history_bytes / (n * ((double)feed.cells / (double)feed.lines)), (double)plain_resident / n,
           (double)packed.history_bytes / n, (double)packed.history_bytes / (double)plain.history_bytes,
           (double)(resident() - before) / n, (double)plain.history_bytes / 1e6 / idle);
    quire_terminal_destroy(terminal);
}

/* In a process of its own, so that no stream finds memory that another has left. */
static void measure_apart(const char *name, uint32_t cols, uint64_t lines,
                          void (*fill)(struct quire_terminal *terminal, struct feed *feed)) {
    (void)fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        measure(name, cols, lines, fill);
        (void)fflush(stdout);
        _exit(0);
    }
    if (child > 0)
        (void)waitpid(child, NULL, 0);
}

int main(int argc, char **argv) {
    uint64_t lines = argc == 3 && strcmp(argv[1], "--lines") == 0 ? strtoull(argv[2], NULL, 10) : 1000000;
    if (lines < 100 || (argc != 1 && argc != 3)) {
        fprintf(stderr, "usage: bench_memory [--lines N]   (N at least 100)\n");
        return 2;
    }
    measure_apart("log", 80, lines, feed_log);
    measure_apart("log", 200, lines, feed_log);
    measure_apart("styles", 80, lines / 100, feed_styles);
    return 0;
}
