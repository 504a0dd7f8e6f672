/* bench_engine - how fast the engine takes recorded streams: bench_engine [--cols N] [--rows N] [--scrollback LINES]
 * [--repeat N] [--piece BYTES] [--history-file PATH] FILE...
 *
 * Prints one JSON line per file: bytes, the median and best MB/s of the repetitions (a fresh terminal each), lines and
 * bytes of history at the end. With a history file (removed before each repetition) also how long opening it takes.
 * ../shared/corpora/generate.py makes streams; any recording will do. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/terminal.h>

#define REPEAT_MAX 99

struct options {
    uint32_t cols, rows, repeat;
    uint64_t scrollback;
    size_t piece; /* bytes fed at once */
    const char *history_file;
};

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static char *read_file(const char *path, size_t *length) {
    FILE *file = fopen(path, "rb");
    char *bytes = NULL;
    *length = 0;
    if (!file)
        return NULL;
    if (fseek(file, 0, SEEK_END) == 0) {
        long size = ftell(file);
        rewind(file);
        bytes = size >= 0 ? malloc((size_t)size + 1) : NULL;
        *length = bytes ? fread(bytes, 1, (size_t)size, file) : 0;
    }
    fclose(file);
    return bytes;
}

/* One pass over the bytes in pieces, as a reader would deliver them. Seconds, or a negative number. */
static double pass(const struct options *options, const char *bytes, size_t length, struct quire_terminal_info *info) {
    struct quire_terminal_options terminal_options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    terminal_options.cols = options->cols;
    terminal_options.rows = options->rows;
    terminal_options.scrollback_lines = options->scrollback;
    terminal_options.history_file = options->history_file;
    if (options->history_file)
        remove(options->history_file);
    if (quire_terminal_create(&terminal_options, &terminal) != QUIRE_OK)
        return -1;
    double start = now();
    for (size_t at = 0; at < length; at += options->piece)
        (void)quire_terminal_feed(terminal, bytes + at, length - at < options->piece ? length - at : options->piece);
    double seconds = now() - start;
    (void)quire_terminal_info(terminal, info);
    quire_terminal_destroy(terminal);
    return seconds;
}

/* Seconds that opening the file takes that the last pass left. */
static double opening(const struct options *options) {
    struct quire_terminal_options terminal_options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    terminal_options.scrollback_lines = options->scrollback;
    terminal_options.history_file = options->history_file;
    double start = now();
    if (quire_terminal_create(&terminal_options, &terminal) != QUIRE_OK)
        return -1;
    double seconds = now() - start;
    quire_terminal_destroy(terminal);
    return seconds;
}

static int measure(const struct options *options, const char *path) {
    size_t length;
    char *bytes = read_file(path, &length);
    double seconds[REPEAT_MAX];
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    if (!bytes || length == 0) {
        fprintf(stderr, "bench_engine: %s: cannot read it, or it is empty\n", path);
        free(bytes);
        return 1;
    }
    for (uint32_t i = 0; i < options->repeat; i++)
        seconds[i] = pass(options, bytes, length, &info);
    qsort(seconds, options->repeat, sizeof *seconds, compare);
    double mb = (double)length / 1e6;
    printf("{\"bench\":\"engine\",\"file\":\"%s\",\"bytes\":%zu,\"mb_s_median\":%.1f,\"mb_s_best\":%.1f,"
           "\"piece\":%zu,\"history_lines\":%llu,\"history_bytes\":%llu",
           path, length, mb / seconds[options->repeat / 2], mb / seconds[0], options->piece,
           (unsigned long long)info.history_lines, (unsigned long long)info.history_bytes);
    if (options->history_file)
        printf(",\"open_ms\":%.1f", opening(options) * 1e3);
    printf("}\n");
    free(bytes);
    return 0;
}

int main(int argc, char **argv) {
    struct options options = {80, 24, 7, 10000, 65536, NULL};
    int failures = 0, at = 1;
    for (; at + 1 < argc && strncmp(argv[at], "--", 2) == 0; at += 2) {
        unsigned long value = strtoul(argv[at + 1], NULL, 10);
        if (strcmp(argv[at], "--cols") == 0)
            options.cols = (uint32_t)value;
        else if (strcmp(argv[at], "--rows") == 0)
            options.rows = (uint32_t)value;
        else if (strcmp(argv[at], "--scrollback") == 0)
            options.scrollback = value;
        else if (strcmp(argv[at], "--repeat") == 0)
            options.repeat = value < 1 ? 1 : value > REPEAT_MAX ? REPEAT_MAX : (uint32_t)value;
        else if (strcmp(argv[at], "--piece") == 0)
            options.piece = value < 1 ? 1 : value;
        else if (strcmp(argv[at], "--history-file") == 0)
            options.history_file = argv[at + 1];
    }
    if (at >= argc) {
        fprintf(stderr, "usage: bench_engine [--cols N] [--rows N] [--scrollback LINES] [--repeat N] "
                        "[--piece BYTES] [--history-file PATH] FILE...\n");
        return 2;
    }
    for (; at < argc; at++)
        failures += measure(&options, argv[at]);
    return failures != 0;
}
