/* bench_history_file - what a history file costs as it grows: bench_history_file [--mb N]
 *
 * Writes log lines to a file of N MB (default 100) and to one of a tenth of that, in $TMPDIR or /tmp, and prints one
 * JSON line for each: seconds to write it, to open it to read and to write, and microseconds of a refresh with nothing
 * new. A last line has the ratios of the two: opening may grow with the number of pages, a refresh must not grow at
 * all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <quire/history_file.h>
#include <quire/page.h>

#define COLS 80u
#define REFRESHES 1000u

struct costs {
    double write_s, follow_s, open_s, refresh_us;
};

static double now(void) {
    struct timespec time;
    timespec_get(&time, TIME_UTC);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static void must(enum quire_result result) {
    if (result != QUIRE_OK) {
        fprintf(stderr, "bench_history_file: %s\n", quire_result_text(result));
        exit(1);
    }
}

static void write_file(const char *path, uint64_t lines) {
    struct quire_history_options options = QUIRE_HISTORY_OPTIONS_INIT;
    struct quire_page_options page_options = QUIRE_PAGE_OPTIONS_INIT;
    struct quire_history *history;
    struct quire_page *page;
    page_options.cols = COLS;
    page_options.rows = 1;
    options.lines = UINT64_MAX;
    must(quire_page_create(&page_options, &page));
    must(quire_history_open(&options, path, NULL, NULL, &history));
    for (uint64_t i = 0; i < lines; i++) {
        char text[COLS + 1];
        uint32_t columns;
        size_t taken;
        int length =
            snprintf(text, sizeof text, "%9llu a line of a log as it comes from a program that says much %08llx",
                     (unsigned long long)i, (unsigned long long)(i * 0x9E3779B9u & 0xFFFFFFFF));
        must(quire_page_clear(page, 0, 0, COLS, 0));
        must(quire_page_write(page, 0, 0, 0, text, (size_t)length, &columns, &taken));
        must(quire_history_push(history, page, 0));
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
    double begin = now();
    write_file(path, lines);
    costs.write_s = now() - begin;
    begin = now();
    must(quire_history_follow(&options, path, NULL, NULL, &history));
    costs.follow_s = now() - begin;
    begin = now();
    for (unsigned i = 0; i < REFRESHES; i++)
        must(quire_history_refresh(history, &changed));
    costs.refresh_us = (now() - begin) * 1e6 / REFRESHES;
    quire_history_destroy(history);
    begin = now();
    must(quire_history_open(&options, path, NULL, NULL, &history));
    costs.open_s = now() - begin;
    quire_history_destroy(history);
    unlink(path);
    return costs;
}

static struct costs row(const char *path, uint64_t mb) {
    struct costs costs = measure(path, mb * 1000000 / 90);
    printf("{\"bench\":\"history_file\",\"mb\":%llu,\"write_s\":%.3f,\"follow_s\":%.4f,\"open_s\":%.4f,"
           "\"refresh_us\":%.2f}\n",
           (unsigned long long)mb, costs.write_s, costs.follow_s, costs.open_s, costs.refresh_us);
    fflush(stdout);
    return costs;
}

int main(int count, char **words) {
    const char *place = getenv("TMPDIR");
    char folder[256], path[300];
    uint64_t mb = count == 3 && strcmp(words[1], "--mb") == 0 ? strtoull(words[2], NULL, 10) : 100;
    snprintf(folder, sizeof folder, "%s/quire-bench-XXXXXX", place ? place : "/tmp");
    if (mb < 10 || !mkdtemp(folder))
        return 1;
    snprintf(path, sizeof path, "%s/history", folder);
    struct costs small = row(path, mb / 10), large = row(path, mb);
    printf("{\"bench\":\"history_file\",\"mb_ratio\":10,\"follow_ratio\":%.2f,\"refresh_ratio\":%.2f}\n",
           large.follow_s / small.follow_s, large.refresh_us / small.refresh_us);
    rmdir(folder);
    return 0;
}
