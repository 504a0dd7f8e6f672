/* pass.c - one pass of the engine over a stream (bench_engine.h). */
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <quire/terminal.h>

#include "bench_engine.h"

static double seconds(clockid_t clock) {
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec * 1e-9;
}

static bool open_terminal(const struct pass_plan *plan, struct quire_terminal **terminal) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = plan->cols;
    options.rows = plan->rows;
    options.scrollback_lines = plan->history > 0 ? plan->lines : 0;
    options.scrollback_bytes = plan->history; /* 0 would mean no such limit; there are no lines then */
    options.history_file = plan->history_file;
    return quire_terminal_create(&options, terminal) == QUIRE_OK;
}

static void feed(struct quire_terminal *terminal, const struct pass_plan *plan, uint64_t length) {
    for (uint64_t at = 0; at < length; at += plan->piece)
        (void)quire_terminal_feed(terminal, plan->bytes + at, length - at < plan->piece ? length - at : plan->piece);
}

static bool pass(const struct pass_plan *plan, struct pass *result) {
    struct quire_terminal *terminal;
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    uint64_t left = plan->total > 0 ? plan->total : plan->length;
    if (plan->history_file)
        (void)remove(plan->history_file);
    if (!open_terminal(plan, &terminal))
        return false;
    result->wall = seconds(CLOCK_MONOTONIC);
    result->processor = seconds(CLOCK_PROCESS_CPUTIME_ID);
    for (uint64_t part; left > 0; left -= part) {
        part = left < plan->length ? left : plan->length;
        feed(terminal, plan, part);
    }
    result->processor = seconds(CLOCK_PROCESS_CPUTIME_ID) - result->processor;
    result->wall = seconds(CLOCK_MONOTONIC) - result->wall;
    (void)quire_terminal_get_info(terminal, &info);
    result->history_lines = info.history_lines;
    result->history_bytes = info.history_bytes;
    quire_terminal_destroy(terminal);
    return true;
}

bool pass_run(const struct pass_plan *plan, struct pass *result) {
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    pid_t child = fork();
    if (child == 0) {
        bool done = pass(plan, result) && write(ends[1], result, sizeof *result) == sizeof *result;
        _exit(done ? 0 : 1);
    }
    close(ends[1]);
    bool done = child > 0 && read(ends[0], result, sizeof *result) == sizeof *result;
    close(ends[0]);
    if (child > 0)
        (void)waitpid(child, NULL, 0);
    return done;
}

double pass_open(const struct pass_plan *plan) {
    struct quire_terminal *terminal;
    double start = seconds(CLOCK_MONOTONIC);
    if (!open_terminal(plan, &terminal))
        return -1;
    double time = seconds(CLOCK_MONOTONIC) - start;
    quire_terminal_destroy(terminal);
    return time;
}
