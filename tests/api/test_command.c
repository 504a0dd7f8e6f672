/* Prompts, commands and their output. quire/command.h says each. */
#include <quire/command.h>

#include "engine_kit.h"

#define PROMPT "\033]133;A\a$ \033]133;B\a"
#define RUN_IT "\r\n\033]133;C\a"
#define DONE "\033]133;D;0\a"

static const char *text_of(struct kit *kit, const struct quire_range *range) {
    text_clear(&kit->scratch);
    CHECK_INT(quire_format_write_range(kit->terminal, range, QUIRE_FORMAT_TEXT, kit_collect, &kit->scratch), QUIRE_OK);
    return kit->scratch.bytes;
}

/* "prompt|input|output", and a * where it ran. */
static const char *say(struct kit *kit, const struct quire_command *command) {
    static char said[512];
    char *to = said;
    to += sprintf(to, "%s|", text_of(kit, &command->prompt));
    to += sprintf(to, "%s|", text_of(kit, &command->input));
    (void)sprintf(to, "%s%s", text_of(kit, &command->output), command->ran ? "*" : "");
    return said;
}

static const char *last(struct kit *kit) {
    struct quire_command command = QUIRE_COMMAND_INIT;
    enum quire_result result = quire_terminal_last_command(kit->terminal, &command);
    return result == QUIRE_OK ? say(kit, &command) : quire_result_name(result);
}

/* That of the prompt `back` prompts before the last one. */
static const char *of_prompt(struct kit *kit, unsigned back) {
    struct quire_command command = QUIRE_COMMAND_INIT;
    uint64_t line = UINT64_MAX;
    for (unsigned i = 0; i <= back; i++) {
        if (!quire_terminal_find_prompt(kit->terminal, line, true, &line))
            return "no prompt";
    }
    enum quire_result result = quire_terminal_command(kit->terminal, line, &command);
    return result == QUIRE_OK ? say(kit, &command) : quire_result_name(result);
}

static void a_session(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "welcome\r\n");
    CHECK_STR(last(&kit), "NOT_FOUND");
    feed(&kit, PROMPT);
    CHECK_STR(last(&kit), "NOT_FOUND"); /* a prompt that waits */
    CHECK_STR(of_prompt(&kit, 0), "$||");
    feed(&kit, "ls -l");
    CHECK_STR(last(&kit), "NOT_FOUND");
    CHECK_STR(of_prompt(&kit, 0), "$ ls -l|ls -l|");
    feed(&kit, RUN_IT "a\r\n");
    CHECK_STR(last(&kit), "$ ls -l|ls -l|a*"); /* it runs still */
    feed(&kit, "\r\nb\r\n" DONE PROMPT);
    CHECK_STR(last(&kit), "$ ls -l|ls -l|a\n\nb\n*");
    feed(&kit, "true" RUN_IT DONE PROMPT);
    CHECK_STR(last(&kit), "$ true|true|*");
    CHECK_STR(of_prompt(&kit, 2), "$ ls -l|ls -l|a\n\nb\n*"); /* in history now */
    feed(&kit, RUN_IT DONE PROMPT);
    CHECK_STR(last(&kit), "$ true|true|*"); /* nothing was typed behind it */
    CHECK_STR(of_prompt(&kit, 1), "$||");
    feed(&kit, "echo" RUN_IT "\r\n" DONE PROMPT);
    CHECK_STR(last(&kit), "$ echo|echo|\n*");
    CHECK_INT(quire_terminal_resize(kit.terminal, 3, 5, 0, 0), QUIRE_OK);
    CHECK_STR(last(&kit), "$ echo|echo|\n*");
    CHECK_STR(of_prompt(&kit, 4), "$ ls -l|ls -l|a\n\nb\n*");
    kit_close(&kit);
}

/* Output that does not end its line ends where the next prompt begins. */
static void output_beside_a_prompt(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, PROMPT "printf x" RUN_IT "one\r\ntwo" DONE PROMPT);
    CHECK_STR(last(&kit), "$ printf x|printf x|one\ntwo*");
    CHECK_STR(of_prompt(&kit, 0), "$||");
    feed(&kit, "\r\n\n\n\n\n");
    CHECK_STR(last(&kit), "$ printf x|printf x|one\ntwo*");
    kit_close(&kit);
}

/* Prompts and input of several lines, blank ones among them. */
static void several_lines(void) {
    struct kit kit;
    kit_open(&kit, 20, 12);
    feed(&kit, "\033]133;A\adir\r\n$ \033]133;B\afor x\r\n\033]133;A;k=s\a> \033]133;B\ado\r\n\r\ndone" RUN_IT
               "out\r\n" DONE PROMPT);
    CHECK_STR(last(&kit), "dir\n$ for x\n> do\n\ndone|for x\n> do\n\ndone|out\n*");
    kit_close(&kit);
}

/* A shell that marks no input: what is typed is part of the prompt. */
static void without_input(void) {
    struct kit kit;
    kit_open(&kit, 20, 12);
    feed(&kit, "\033]133;A\a$ ls" RUN_IT "out\r\n" DONE "\033]133;A\a$ ");
    CHECK_STR(last(&kit), "$ ls||out\n*");
    kit_close(&kit);
}

static void what_cannot_be(void) {
    struct kit kit;
    struct quire_command command = QUIRE_COMMAND_INIT;
    kit_open(&kit, 20, 4);
    feed(&kit, PROMPT "ls" RUN_IT "out\r\n" DONE PROMPT "\033]0;x\a\r\ntext");
    CHECK_INT(quire_terminal_command(kit.terminal, 0, &command), QUIRE_NOT_FOUND);
    CHECK_INT(quire_terminal_command(kit.terminal, 2, &command), QUIRE_NOT_FOUND); /* no prompt begins there */
    CHECK_INT(quire_terminal_command(kit.terminal, 999, &command), QUIRE_NOT_FOUND);
    feed(&kit, "\033[?1049h");
    CHECK_STR(last(&kit), "NOT_FOUND"); /* there are no commands there */
    feed(&kit, "\033[?1049l");
    CHECK_INT(quire_terminal_last_command(kit.terminal, &command), QUIRE_OK);
    command.size = 1;
    CHECK_INT(quire_terminal_last_command(kit.terminal, &command), QUIRE_INVALID);
    CHECK_INT(quire_terminal_command(kit.terminal, 0, &command), QUIRE_INVALID);
    kit_close(&kit);
}

int main(void) {
    RUN(a_session);
    RUN(output_beside_a_prompt);
    RUN(several_lines);
    RUN(without_input);
    RUN(what_cannot_be);
    return test_end();
}
