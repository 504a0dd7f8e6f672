/* bench_search_parts - what one part of a search in parts takes: bench_search_parts [--lines N] [--budget BYTES]
 *
 * N lines (default 1,000,000) lie in a terminal's history, as they were fed and then compressed. A word is looked for
 * backward by quire_search_terminal_some, with a budget (default 1 MiB) for each part: one that is in the last line but
 * 50, one that is in the first line alone, one that is nowhere, and a character that is in every line; by the library,
 * by a function of the host's (memmem), and by one of which the library knows what it requires. Prints JSON lines: the
 * hits, how many parts there were, the longest of them, the time until the first hit and that of the whole.
 * Milliseconds are of processor time. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <quire/search.h>
#include <quire/terminal.h>

#include "log_stream.h"

struct tally {
    uint64_t hits;
    double first_ms;
};

static double now_ms(void) {
    struct timespec time;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static bool count_hit(void *user, const struct quire_search_hit *hit) {
    struct tally *tally = user;
    (void)hit;
    tally->first_ms = tally->hits++ == 0 ? now_ms() : tally->first_ms;
    return true;
}

static bool match(void *user, const char *text, size_t length, size_t from, size_t *begin, size_t *end) {
    const char *word = user, *found = memmem(text + from, length - from, word, strlen(word));
    *begin = found ? (size_t)(found - text) : 0;
    *end = *begin + strlen(word);
    return found != NULL;
}

enum way { LIBRARY, FUNCTION, REQUIRED, WAYS };

static void measure(struct quire_terminal *terminal, const char *word, enum way way, uint64_t budget,
                    const char *pages) {
    static const char *const names[WAYS] = {"library", "function", "required"};
    struct quire_search_options options = QUIRE_SEARCH_OPTIONS_INIT;
    struct quire_place next = {0, 0};
    struct tally tally = {0, 0};
    double begin = now_ms(), longest = 0;
    unsigned parts = 0;
    options.flags = QUIRE_SEARCH_BACKWARD;
    options.text = way == LIBRARY ? word : NULL;
    options.length = way == LIBRARY ? strlen(word) : 0;
    options.match = way == LIBRARY ? NULL : match;
    options.match_user = (void *)(uintptr_t)word;
    options.required = word;
    options.required_length = way == REQUIRED ? strlen(word) : 0;
    do {
        double start = now_ms();
        if (quire_search_terminal_some(terminal, &options, budget, &next, count_hit, &tally) != QUIRE_OK)
            exit(1);
        double took = now_ms() - start;
        longest = took > longest ? took : longest;
        options.from_line = next.line;
        options.from_column = next.column;
        parts++;
    } while (next.line != 0);
    printf("{\"bench\":\"search_parts\",\"pages\":\"%s\",\"word\":\"%s\",\"by\":\"%s\",\"hits\":%llu,\"parts\":%u,"
           "\"longest_ms\":%.3f,\"first_hit_ms\":%.3f,\"all_ms\":%.2f}\n",
           pages, word, names[way], (unsigned long long)tally.hits, parts, longest,
           tally.hits > 0 ? tally.first_ms - begin : 0, now_ms() - begin);
    (void)fflush(stdout);
}

static void measure_all(struct quire_terminal *terminal, uint64_t budget, const char *pages) {
    static const char *const words[] = {"quire-near", "quire-first", "quire-nowhere", "@"};
    for (size_t i = 0; i < WAYS * sizeof words / sizeof words[0]; i++)
        measure(terminal, words[i / WAYS], (enum way)(i % WAYS), budget, pages);
}

int main(int argc, char **argv) {
    static struct log_stream stream;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    struct log_line line;
    uint64_t lines = 1000000, budget = 1 << 20;
    for (int i = 1; i + 1 < argc; i += 2) {
        if (strcmp(argv[i], "--lines") == 0)
            lines = strtoull(argv[i + 1], NULL, 10);
        else if (strcmp(argv[i], "--budget") == 0)
            budget = strtoull(argv[i + 1], NULL, 10);
    }
    if (argc % 2 == 0 || lines < 100) {
        fprintf(stderr, "usage: bench_search_parts [--lines N] [--budget BYTES]\n");
        return 2;
    }
    options.scrollback_lines = UINT64_MAX;
    if (quire_terminal_create(&options, &terminal) != QUIRE_OK)
        return 1;
    log_init(&stream, false);
    for (uint64_t i = 0; i < lines; i++) {
        const char *mark = i == 0 ? "quire-first @ " : i + 50 == lines ? "quire-near @ " : "@ ";
        (void)quire_terminal_feed(terminal, mark, strlen(mark));
        log_next(&stream, &line);
        (void)quire_terminal_feed(terminal, line.bytes, line.length);
    }
    measure_all(terminal, budget, "plain");
    while (quire_terminal_idle(terminal, UINT64_C(1) << 20))
        ;
    measure_all(terminal, budget, "compressed");
    quire_terminal_destroy(terminal);
    return 0;
}
