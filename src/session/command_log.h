/* command_log.h - the commands that a shell has told of (OSC 133): where their prompts are, when they began, how long
 * they took and how they ended.
 *
 *     A  the line of the prompt        C  a command begins        D  it has ended
 *
 * The newest COMMAND_LOG_MAX are kept, and only of the last one the text. Lines keep their numbers (quire/place.h), so
 * a record stays that of its prompt wherever the text goes; a line that is used for another prompt loses it. A shell
 * that never says D leaves records that say so. No lock of its own. */
#ifndef COMMAND_LOG_H
#define COMMAND_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/terminal.h>

#define COMMAND_LOG_MAX 1024
#define COMMAND_TEXT_MAX 256
#define COMMAND_RUNS INT64_C(-1)

struct command_record {
    uint64_t line;    /* in which its prompt begins; 0: another prompt has it now */
    int64_t began_ms; /* by the day's clock, since 1970 */
    int64_t took_ms;  /* COMMAND_RUNS: it has not ended */
    int32_t status;   /* as a shell counts it; -1: not told */
};

struct command_end {
    struct command_record record;
    char text[COMMAND_TEXT_MAX]; /* UTF-8 without controls, cut; "": the shell did not tell it */
};

struct command_log {
    struct command_record *records; /* a ring once there are COMMAND_LOG_MAX */
    size_t count, capacity, next;
    uint64_t prompt; /* the line of the last prompt; 0: there was none */
    int64_t started; /* of what runs, by the loop's clock */
    bool runs, ended;
    struct command_end last, end; /* that began last; that is to be told of */
};

void command_log_finish(struct command_log *log);

/* What the shell said: at `now` of the loop's clock and `day` of the day's, in milliseconds. True: a command has ended,
 * see command_log_take. Without memory a command is not kept, but its end is told. Cost: of a prompt a look through the
 * log. */
bool command_log_put(struct command_log *log, const struct quire_shell_event *event, int64_t now, int64_t day);

/* The command whose prompt begins in a line; NULL: none is known. Borrowed until the next put. Cost: a comparison for
 * each newer one. */
const struct command_record *command_log_find(const struct command_log *log, uint64_t line);
/* The one that began last. */
const struct command_record *command_log_last(const struct command_log *log);

/* The command that has ended since this was asked last; of several the one that took longest. False: none. */
bool command_log_take(struct command_log *log, struct command_end *end);

#endif
