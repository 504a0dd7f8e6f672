/* bench_slices - how long 16 KiB of each dear input takes: bench_slices [--cols N] [--rows N] [--repeat N] [--only
 * NAME]
 *
 * Prints a JSON line for each row of slices.h: how often its unit fits into 16 KiB, the least milliseconds of N (9)
 * times that all of it is fed at once, whether that is 5 at most, and the longest call and the number of calls where it
 * is fed by a budget of 262,144 cells, as the application does (of the run in which the longest call was shortest).
 * Times are those of the processor. 200x50 cells, lines in the history and on the screen. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/terminal.h>

#include "slices.h"

#define SLICE_BYTES 16384
#define BUDGET UINT64_C(262144)
#define MOST_MS 5.0

struct options {
    uint32_t cols, rows, repeat;
    const char *only;
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static void on_reply(void *user, const char *bytes, size_t length) {
    (void)bytes;
    *(size_t *)user += length;
}

static bool on_resize(void *user, uint32_t cols, uint32_t rows) {
    (void)user;
    (void)cols;
    (void)rows;
    return true;
}

static struct quire_terminal *open_terminal(const struct options *o, size_t *replies) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    char line[160];
    options.cols = o->cols;
    options.rows = o->rows;
    options.scrollback_lines = 100000;
    options.window_ops = options.screen_checksum = QUIRE_ALLOW;
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), replies, on_reply, NULL, NULL, on_resize};
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK) {
        fprintf(stderr, "bench_slices: no terminal\n");
        exit(1);
    }
    for (int i = 0; i < 3000; i++) {
        int length =
            snprintf(line, sizeof line, "\033[3%dm%d some text to fill the history with\033[m words\r\n", i % 8, i);
        (void)quire_terminal_feed(terminal, line, (size_t)length);
    }
    return terminal;
}

/* The longest of the calls that take the bytes. */
static double longest_call(struct quire_terminal *terminal, const char *bytes, size_t length, unsigned *calls) {
    double longest = 0;
    *calls = 0;
    for (size_t at = 0, taken; at < length; at += taken, ++*calls) {
        double start = now_ms();
        (void)quire_terminal_feed_some(terminal, bytes + at, length - at, BUDGET, &taken);
        double time = now_ms() - start;
        longest = time > longest ? time : longest;
    }
    return longest;
}

static void measure(const struct options *o, const struct slice *slice) {
    static char bytes[SLICE_BYTES];
    size_t unit = strlen(slice->unit), length = 0, replies = 0;
    struct quire_terminal *terminal = open_terminal(o, &replies);
    double best = 1e9, call = 1e9;
    unsigned calls = 0;
    for (; length + unit <= sizeof bytes; length += unit)
        memcpy(bytes + length, slice->unit, unit);
    (void)quire_terminal_feed(terminal, slice->before, strlen(slice->before));
    for (uint32_t i = 0; i < o->repeat; i++) {
        double start = now_ms();
        (void)quire_terminal_feed(terminal, bytes, length);
        double time = now_ms() - start;
        best = time < best ? time : best;
    }
    for (uint32_t i = 0; i < o->repeat; i++) {
        double time = longest_call(terminal, bytes, length, &calls);
        call = time < call ? time : call;
    }
    printf("{\"bench\":\"slices\",\"what\":\"%s\",\"units\":%zu,\"ms\":%.2f,\"most\":%.0f,\"holds\":%s,\"calls\":%u,"
           "\"longest_call_ms\":%.2f,\"call_holds\":%s}\n",
           slice->name, length / unit, best, MOST_MS, best <= MOST_MS ? "true" : "false", calls, call,
           call <= MOST_MS ? "true" : "false");
    (void)fflush(stdout);
    quire_terminal_destroy(terminal);
}

int main(int argc, char **argv) {
    struct options o = {200, 50, 9, NULL};
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--cols") == 0)
            o.cols = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--rows") == 0)
            o.rows = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--repeat") == 0)
            o.repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--only") == 0)
            o.only = argv[i + 1];
    }
    if (argc % 2 == 0 || o.repeat == 0) {
        fprintf(stderr, "usage: bench_slices [--cols N] [--rows N] [--repeat N] [--only NAME]\n");
        return 2;
    }
    for (size_t i = 0; i < SLICES; i++) {
        if (!o.only || strcmp(o.only, slices[i].name) == 0)
            measure(&o, &slices[i]);
    }
    return 0;
}
