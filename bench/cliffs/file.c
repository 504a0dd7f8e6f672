/* file.c - row 23: a history file of 1 GB against one of 100 MB, and the journal of a line that goes on and on. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <quire/history_file.h>
#include <quire/page.h>

#include "cliffs.h"

#define COLS 80u
#define REFRESHES 1000u

struct costs {
    double write_s, follow_s, open_s, refresh_us;
};

static void must_be_ok(enum quire_result result) {
    cliff_must(result == QUIRE_OK, quire_result_text(result));
}

static void write_file(const char *path, uint64_t lines) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history *history;
    struct quire_page *page;
    page_options.cols = COLS;
    page_options.rows = 1;
    options.lines = UINT64_MAX;
    must_be_ok(quire_page_create(&page_options, &page));
    must_be_ok(quire_history_open(&options, path, NULL, NULL, &history));
    for (uint64_t i = 0; i < lines; i++) {
        char text[COLS + 1];
        uint32_t columns;
        size_t taken;
        int length =
            snprintf(text, sizeof text, "%9llu a line of a log as it comes from a program that says much %08llx",
                     (unsigned long long)i, (unsigned long long)(i * 0x9E3779B9u & 0xFFFFFFFF));
        must_be_ok(quire_page_clear(page, 0, 0, COLS, 0));
        must_be_ok(quire_page_write(page, 0, 0, 0, text, (size_t)length, &columns, &taken));
        must_be_ok(quire_history_push(history, page, 0));
    }
    quire_history_destroy(history);
    quire_page_destroy(page);
}

static struct costs measure(const char *path, uint64_t lines) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_history *history;
    struct costs costs;
    bool changed;
    options.lines = UINT64_MAX;
    double begin = cliff_clock();
    write_file(path, lines);
    costs.write_s = cliff_clock() - begin;
    begin = cliff_clock();
    must_be_ok(quire_history_follow(&options, path, NULL, NULL, &history));
    costs.follow_s = cliff_clock() - begin;
    begin = cliff_clock();
    for (unsigned i = 0; i < REFRESHES; i++)
        must_be_ok(quire_history_refresh(history, &changed));
    costs.refresh_us = (cliff_clock() - begin) * 1e6 / REFRESHES;
    quire_history_destroy(history);
    begin = cliff_clock();
    must_be_ok(quire_history_open(&options, path, NULL, NULL, &history));
    costs.open_s = cliff_clock() - begin;
    quire_history_destroy(history);
    unlink(path);
    return costs;
}

/* Bytes that this process wrote so far. */
static double written(void) {
    char line[64];
    double bytes = 0;
    FILE *file = fopen("/proc/self/io", "r");
    while (file && fgets(line, sizeof line, file)) {
        if (strncmp(line, "wchar: ", 7) == 0)
            bytes = strtod(line + 7, NULL);
    }
    cliff_must(file && fclose(file) == 0, "no /proc/self/io");
    return bytes;
}

/* A line of `length` letters, committed behind every row of it. What is written besides what the file holds in the end
 * is the journal. */
static void wrapped_line(const char *path, size_t length) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal;
    struct stat status;
    char row[COLS];
    options.cols = COLS;
    options.rows = 24;
    options.scrollback_lines = UINT64_C(1) << 40;
    options.history_file = path;
    must_be_ok(quire_terminal_create(&options, &terminal));
    memset(row, 'a', sizeof row);
    double before = written();
    for (size_t fed = 0; fed < length; fed += sizeof row)
        cliff_feed(terminal, row, sizeof row);
    quire_terminal_destroy(terminal);
    double after = written();
    cliff_must(stat(path, &status) == 0, "no file");
    cliff_most(23, "the journal of a wrapped line of 16 MB, committed row by row: bytes written for each of it",
               (after - before - (double)status.st_size) / (double)length, 4);
    unlink(path);
}

void cliff_row_file(void) {
    const char *place = getenv("TMPDIR");
    char folder[256], path[300];
    (void)snprintf(folder, sizeof folder, "%s/quire-bench-XXXXXX", place ? place : "/tmp");
    cliff_must(mkdtemp(folder) != NULL, "no folder for files");
    (void)snprintf(path, sizeof path, "%s/history", folder);
    struct costs small = measure(path, 100 * (uint64_t)1000000 / 90),
                 large = measure(path, 1000 * (uint64_t)1000000 / 90);
    cliff_figure(23, "opening 1 GB to follow it", "seconds", large.follow_s, 1);
    cliff_figure(23, "opening 1 GB to write on", "seconds", large.open_s, 1);
    cliff_figure(23, "a refresh of 1 GB with nothing new", "us", large.refresh_us, 50);
    cliff_most(23, "the same against 100 MB", large.refresh_us / small.refresh_us, 2);
    wrapped_line(path, (size_t)16 << 20);
    rmdir(folder);
}
