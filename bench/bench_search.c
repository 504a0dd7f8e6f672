/* bench_search - searching a long history for plain text: bench_search [--lines N] [--repeat N]
 *
 * The same N lines (default 1,000,000) lie in a terminal's history and, text alone, in one piece of memory; a word that
 * is in none of them is looked for in both, by quire_search_terminal and by memmem, by turns. Prints JSON lines: the
 * median milliseconds of each and their ratio, for pages as they were fed and after quire_terminal_idle has compressed
 * them; then the same backward and without regard to case, and for a character that is in every line once: all hits
 * forward and backward, and the first hit of each direction. Milliseconds are of processor time. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/search.h>
#include <quire/terminal.h>

#include "log_stream.h"

#define REPEAT_MAX 101

static const char absent[] = "quire-nowhere", frequent[] = "@";

struct corpus {
    char *text;
    size_t length, capacity;
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int compare(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *ms, uint32_t count) {
    qsort(ms, count, sizeof *ms, compare);
    return ms[count / 2];
}

/* Something to find in every line, once. */
static void add_mark(struct log_line *line) {
    memmove(line->bytes + 1, line->bytes, line->length++);
    line->bytes[0] = frequent[0];
}

/* Adds the visible text of a line: what stands outside of escape sequences. */
static void add_text(struct corpus *corpus, const struct log_line *line) {
    if (corpus->capacity - corpus->length < LOG_LINE_MAX) {
        corpus->capacity = corpus->capacity * 2 + LOG_LINE_MAX;
        corpus->text = realloc(corpus->text, corpus->capacity);
        if (!corpus->text)
            exit(1);
    }
    for (size_t i = 0; i < line->length; i++) {
        if (line->bytes[i] == '\033') {
            while (line->bytes[i] != 'm')
                i++;
        } else if (line->bytes[i] != '\r' && line->bytes[i] != '\n') {
            corpus->text[corpus->length++] = line->bytes[i];
        }
    }
}

struct tally {
    uint64_t hits, limit;
};

static bool count_hit(void *user, const struct quire_search_hit *hit) {
    struct tally *tally = user;
    (void)hit;
    return ++tally->hits < tally->limit;
}

/* Milliseconds of one search; the hits are added to *hits. */
static double search(struct quire_terminal *terminal, const char *text, uint32_t flags, uint64_t limit,
                     uint64_t *hits) {
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    struct tally tally = {.limit = limit};
    options.text = text;
    options.length = strlen(text);
    options.flags = flags;
    double start = now_ms();
    if (quire_search_terminal(terminal, &options, count_hit, &tally) != QUIRE_OK)
        exit(1);
    start = now_ms() - start;
    *hits = tally.hits;
    return start;
}

static void against_memmem(struct quire_terminal *terminal, const struct corpus *corpus, const char *pages,
                           uint32_t repeat) {
    double ours[REPEAT_MAX], plain[REPEAT_MAX];
    uint64_t hits = 0;
    bool seen = false;
    for (uint32_t i = 0; i < repeat; i++) {
        double start = now_ms();
        seen = memmem(corpus->text, corpus->length, absent, sizeof absent - 1) != NULL || seen;
        plain[i] = now_ms() - start;
        ours[i] = search(terminal, absent, 0, UINT64_MAX, &hits);
    }
    if (seen || hits > 0)
        exit(1);
    double mine = median(ours, repeat), memory = median(plain, repeat);
    printf("{\"bench\":\"search\",\"what\":\"absent\",\"pages\":\"%s\",\"bytes\":%zu,\"memmem_ms\":%.2f,\"search_ms\":%"
           ".2f,"
           "\"ratio\":%.2f}\n",
           pages, corpus->length, memory, mine, mine / memory);
    (void)fflush(stdout);
}

static void one(struct quire_terminal *terminal, const char *what, const char *pages, const char *text, uint32_t flags,
                uint64_t limit, uint32_t repeat) {
    double ms[REPEAT_MAX];
    uint64_t hits = 0;
    for (uint32_t i = 0; i < repeat; i++)
        ms[i] = search(terminal, text, flags, limit, &hits);
    printf("{\"bench\":\"search\",\"what\":\"%s\",\"pages\":\"%s\",\"hits\":%llu,\"search_ms\":%.3f}\n", what, pages,
           (unsigned long long)hits, median(ms, repeat));
    (void)fflush(stdout);
}

static void measure(struct quire_terminal *terminal, const struct corpus *corpus, const char *pages, uint32_t repeat) {
    against_memmem(terminal, corpus, pages, repeat);
    one(terminal, "absent backward", pages, absent, QUIRE_SEARCH_BACKWARD, UINT64_MAX, repeat);
    one(terminal, "absent, either case", pages, absent, QUIRE_SEARCH_IGNORE_CASE, UINT64_MAX, repeat);
    one(terminal, "first hit", pages, frequent, 0, 1, repeat);
    one(terminal, "last hit", pages, frequent, QUIRE_SEARCH_BACKWARD, 1, repeat);
    one(terminal, "all hits forward", pages, frequent, 0, UINT64_MAX, repeat);
    one(terminal, "all hits backward", pages, frequent, QUIRE_SEARCH_BACKWARD, UINT64_MAX, repeat);
}

int main(int argc, char **argv) {
    static struct log_stream stream;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    struct corpus corpus = {0};
    struct log_line line;
    uint64_t lines = 1000000;
    uint32_t repeat = 9;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--lines") == 0)
            lines = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--repeat") == 0)
            repeat = (uint32_t)strtoul(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || lines < 100 || repeat < 1 || repeat > REPEAT_MAX) {
        fprintf(stderr, "usage: bench_search [--lines N] [--repeat N]\n");
        return 2;
    }
    options.scrollback_lines = UINT64_MAX;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        return 1;
    log_init(&stream, false);
    for (uint64_t i = 0; i < lines; i++) {
        log_next(&stream, &line);
        add_mark(&line);
        add_text(&corpus, &line);
        (void)quire_terminal_feed(terminal, line.bytes, line.length);
    }
    measure(terminal, &corpus, "plain", repeat);
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
    measure(terminal, &corpus, "compressed", repeat);
    quire_terminal_destroy(terminal);
    free(corpus.text);
    return 0;
}
