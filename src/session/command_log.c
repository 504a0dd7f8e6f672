#include "command_log.h"

#include <stdlib.h>

#include "utf8_copy.h"

void command_log_finish(struct command_log *log) {
    free(log->records);
    *log = (struct command_log){0};
}

/* --- records --- */

static struct command_record *at_age(const struct command_log *log, size_t age) {
    return &log->records[(log->next + log->count - 1 - age) % log->count];
}

static struct command_record *find(const struct command_log *log, uint64_t line) {
    for (size_t age = 0; age < log->count; age++) {
        if (at_age(log, age)->line == line) {
            return at_age(log, age);
        }
    }
    return NULL;
}

const struct command_record *command_log_find(const struct command_log *log, uint64_t line) {
    return line != 0 ? find(log, line) : NULL;
}

const struct command_record *command_log_last(const struct command_log *log) {
    return log->count > 0 ? at_age(log, 0) : NULL;
}

static bool grow(struct command_log *log) {
    size_t capacity = log->capacity > 0 ? 2 * log->capacity : 16;
    struct command_record *records = realloc(log->records, capacity * sizeof *records);
    if (records != NULL) {
        log->records = records;
        log->capacity = capacity;
    }
    return records != NULL;
}

/* While it grows, the oldest is the first one. */
static void add(struct command_log *log, const struct command_record *record) {
    if (log->count == COMMAND_LOG_MAX) {
        log->records[log->next] = *record;
        log->next = (log->next + 1) % COMMAND_LOG_MAX;
    } else if (log->count < log->capacity || grow(log)) {
        log->records[log->count++] = *record;
    }
}

/* --- what the shell says --- */

static void on_prompt(struct command_log *log, const struct quire_shell_event *event) {
    struct command_record *before = event->kind == 'i' ? find(log, event->line) : NULL;
    if (event->kind != 'i') {
        return;
    }
    log->prompt = event->line;
    if (before != NULL) {
        before->line = 0;
    }
}

static void on_begin(struct command_log *log, const struct quire_shell_event *event, int64_t now, int64_t day) {
    log->runs = true;
    log->started = now;
    log->last.record = (struct command_record){log->prompt, day, COMMAND_RUNS, -1};
    utf8_copy(log->last.text, sizeof log->last.text, event->command, event->command_length);
    add(log, &log->last.record);
}

static bool on_end(struct command_log *log, const struct quire_shell_event *event, int64_t now) {
    if (!log->runs) { /* a line that was empty, or given up */
        return false;
    }
    struct command_record *record = find(log, log->last.record.line);
    log->runs = false;
    log->last.record.took_ms = now - log->started;
    log->last.record.status = event->exit_status;
    if (record != NULL) {
        *record = log->last.record;
    }
    if (!log->ended || log->end.record.took_ms < log->last.record.took_ms) {
        log->end = log->last;
    }
    log->ended = true;
    return true;
}

bool command_log_put(struct command_log *log, const struct quire_shell_event *event, int64_t now, int64_t day) {
    switch (event->mark) {
    case QUIRE_SHELL_PROMPT:
        on_prompt(log, event);
        return false;
    case QUIRE_SHELL_OUTPUT:
        on_begin(log, event, now, day);
        return false;
    case QUIRE_SHELL_DONE:
        return on_end(log, event, now);
    default:
        return false;
    }
}

bool command_log_take(struct command_log *log, struct command_end *end) {
    bool ended = log->ended;
    if (ended) {
        *end = log->end;
        log->ended = false;
    }
    return ended;
}
