/* What is kept of the commands that a shell tells of, and how it is said. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command_log.h"
#include "command_words.h"
#include "test.h"

static struct quire_shell_event event_of(enum quire_shell_mark mark) {
    return (struct quire_shell_event){.size = sizeof(struct quire_shell_event),
                                      .mark = mark,
                                      .kind = 'i',
                                      .exit_status = -1,
                                      .id = "",
                                      .command = ""};
}

static void prompt(struct command_log *log, uint64_t line) {
    struct quire_shell_event event = event_of(QUIRE_SHELL_PROMPT);
    event.line = line;
    CHECK(!command_log_put(log, &event, 0, 0));
}

static void begin(struct command_log *log, const char *text, int64_t now) {
    struct quire_shell_event event = event_of(QUIRE_SHELL_OUTPUT);
    event.command = text;
    event.command_length = strlen(text);
    CHECK(!command_log_put(log, &event, now, 1000000 + now));
}

static bool end(struct command_log *log, int32_t status, int64_t now) {
    struct quire_shell_event event = event_of(QUIRE_SHELL_DONE);
    event.exit_status = status;
    return command_log_put(log, &event, now, 1000000 + now);
}

static void a_command_is_known_by_the_line_of_its_prompt(void) {
    struct command_log log = {0};
    prompt(&log, 7);
    begin(&log, "make", 100);
    CHECK_INT(command_log_find(&log, 7)->took_ms, COMMAND_RUNS);
    CHECK(end(&log, 2, 350));
    const struct command_record *record = command_log_find(&log, 7);
    CHECK_INT(record->status, 2);
    CHECK_INT(record->took_ms, 250);
    CHECK_INT(record->began_ms, 1000100);
    CHECK(record == command_log_last(&log));
    CHECK(command_log_find(&log, 8) == NULL && command_log_find(&log, 0) == NULL);
    command_log_finish(&log);
}

/* Lines that were given up, further prompts of one line, prompts at the right. */
static void what_is_no_command_leaves_no_record(void) {
    struct command_log log = {0};
    struct quire_shell_event right = event_of(QUIRE_SHELL_PROMPT);
    CHECK(!end(&log, 0, 1));
    prompt(&log, 3);
    right.kind = 'r';
    right.line = 99;
    CHECK(!command_log_put(&log, &right, 0, 0));
    CHECK(!end(&log, 130, 5));
    CHECK(command_log_last(&log) == NULL);
    begin(&log, "", 6);
    CHECK(command_log_find(&log, 3) != NULL);
    command_log_finish(&log);
}

/* After `clear` a line of the screen has another prompt. */
static void a_line_that_gets_another_prompt_loses_its_command(void) {
    struct command_log log = {0};
    prompt(&log, 3);
    begin(&log, "false", 0);
    CHECK(end(&log, 1, 1));
    prompt(&log, 3);
    CHECK(command_log_find(&log, 3) == NULL);
    begin(&log, "true", 2);
    CHECK(end(&log, 0, 3));
    CHECK_INT(command_log_find(&log, 3)->status, 0);
    command_log_finish(&log);
}

static void the_newest_are_kept(void) {
    struct command_log log = {0};
    for (uint64_t line = 1; line <= 3 * COMMAND_LOG_MAX; line++) {
        prompt(&log, line);
        begin(&log, "x", (int64_t)line);
        CHECK(end(&log, (int32_t)(line % 100), (int64_t)line));
    }
    CHECK(command_log_find(&log, 2 * COMMAND_LOG_MAX) == NULL);
    for (uint64_t line = 2 * COMMAND_LOG_MAX + 1; line <= 3 * COMMAND_LOG_MAX; line++) {
        const struct command_record *record = command_log_find(&log, line);
        CHECK(record != NULL && record->status == (int32_t)(line % 100));
    }
    command_log_finish(&log);
}

static void of_several_ends_the_longest_is_told(void) {
    struct command_log log = {0};
    struct command_end told;
    const int64_t took[] = {5, 9000, 3};
    CHECK(!command_log_take(&log, &told));
    for (size_t i = 0; i < 3; i++) {
        char text[16];
        snprintf(text, sizeof text, "command %zu", i);
        prompt(&log, i + 1);
        begin(&log, text, 0);
        CHECK(end(&log, 0, took[i]));
    }
    CHECK(command_log_take(&log, &told));
    CHECK_STR(told.text, "command 1");
    CHECK_INT(told.record.took_ms, 9000);
    CHECK(!command_log_take(&log, &told));
    command_log_finish(&log);
}

/* At any length. */
static void long_commands_are_cut_between_characters(void) {
    static char text[2 * COMMAND_TEXT_MAX + 8];
    for (size_t before = 0; before < 4; before++) {
        struct command_log log = {0};
        size_t length = before;
        memset(text, 'a', before);
        while (length < 2 * COMMAND_TEXT_MAX) {
            memcpy(text + length, "\xe2\x82\xac", 3);
            length += 3;
        }
        text[length] = '\0';
        begin(&log, text, 0);
        size_t kept = strlen(log.last.text);
        CHECK(kept <= COMMAND_TEXT_MAX - 1 && kept > COMMAND_TEXT_MAX - 5 && (kept - before) % 3 == 0);
        command_log_finish(&log);
    }
}

static void durations_have_two_parts_at_most(void) {
    static const struct {
        int64_t ms;
        const char *text;
    } rows[] = {{-5, "0.00 s"},        {420, "0.42 s"},        {9999, "9.99 s"},         {10000, "10 s"},
                {59999, "59 s"},       {133000, "2 min 13 s"}, {3599999, "59 min 59 s"}, {3720000, "1 h 2 min"},
                {86400000, "1 d 0 h"}, {273600000, "3 d 4 h"}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[64];
        command_duration(rows[i].ms, text, sizeof text);
        CHECK_STR(text, rows[i].text);
    }
}

static void outcomes_are_said(void) {
    char text[200];
    setenv("TZ", "UTC0", 1);
    struct command_record record = {1, INT64_C(1700000000000), 133000, 1};
    command_outcome(&record, 0, text, sizeof text);
    CHECK_STR(text, "exit 1, 2 min 13 s, began 22:13:20");
    command_result(&record, text, sizeof text);
    CHECK_STR(text, "exit 1 after 2 min 13 s");
    record.status = -1;
    command_outcome(&record, 0, text, sizeof text);
    CHECK_STR(text, "ended, 2 min 13 s, began 22:13:20");
    record.status = 0;
    command_result(&record, text, sizeof text);
    CHECK_STR(text, "done after 2 min 13 s");
    record.took_ms = COMMAND_RUNS;
    command_outcome(&record, record.began_ms + 12000, text, sizeof text);
    CHECK_STR(text, "runs, 12 s, began 22:13:20");
}

int main(void) {
    RUN(a_command_is_known_by_the_line_of_its_prompt);
    RUN(what_is_no_command_leaves_no_record);
    RUN(a_line_that_gets_another_prompt_loses_its_command);
    RUN(the_newest_are_kept);
    RUN(of_several_ends_the_longest_is_told);
    RUN(long_commands_are_cut_between_characters);
    RUN(durations_have_two_parts_at_most);
    RUN(outcomes_are_said);
    return test_end();
}
