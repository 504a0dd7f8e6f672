#define _GNU_SOURCE
#include "command_words.h"

#include <inttypes.h>
#include <stdio.h>
#include <time.h>

void command_duration(int64_t milliseconds, char *text, size_t size) {
    int64_t ms = milliseconds > 0 ? milliseconds : 0, s = ms / 1000, min = s / 60, h = min / 60;
    if (s < 10) {
        snprintf(text, size, "%" PRId64 ".%02" PRId64 " s", s, ms % 1000 / 10);
    } else if (s < 60) {
        snprintf(text, size, "%" PRId64 " s", s);
    } else if (min < 60) {
        snprintf(text, size, "%" PRId64 " min %" PRId64 " s", min, s % 60);
    } else if (h < 24) {
        snprintf(text, size, "%" PRId64 " h %" PRId64 " min", h, min % 60);
    } else {
        snprintf(text, size, "%" PRId64 " d %" PRId64 " h", h / 24, h % 24);
    }
}

static void state_of(const struct command_record *record, char *text, size_t size) {
    if (record->took_ms == COMMAND_RUNS) {
        snprintf(text, size, "runs");
    } else if (record->status < 0) {
        snprintf(text, size, "ended");
    } else {
        snprintf(text, size, "exit %" PRId32, record->status);
    }
}

void command_outcome(const struct command_record *record, int64_t day_ms, char *text, size_t size) {
    bool runs = record->took_ms == COMMAND_RUNS;
    char state[32], took[64], began[16] = "";
    time_t second = (time_t)(record->began_ms / 1000);
    struct tm day;
    state_of(record, state, sizeof state);
    command_duration(runs ? day_ms - record->began_ms : record->took_ms, took, sizeof took);
    if (localtime_r(&second, &day) != NULL) {
        strftime(began, sizeof began, "%H:%M:%S", &day);
    }
    snprintf(text, size, "%s, %s, began %s", state, took, began);
}

void command_result(const struct command_record *record, char *text, size_t size) {
    char state[32], took[64];
    state_of(record, state, sizeof state);
    command_duration(record->took_ms, took, sizeof took);
    snprintf(text, size, "%s after %s", record->status <= 0 ? "done" : state, took);
}
