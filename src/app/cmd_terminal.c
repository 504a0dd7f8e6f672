/* quire: the terminal in a window. */
#define _GNU_SOURCE
#include "app.h"
#include "commands.h"

/* True: go on with *command (NULL: the shell); otherwise end with *status. */
static bool read_options(struct command_line *line, char ***command, int *status) {
    const char *value;
    *command = NULL;
    *status = STATUS_OK;
    switch (command_line_next(line, &value)) {
    case OPTION_END:
        return true;
    case OPTION_OPERAND:
        *command = line->words + line->next - 1;
        return true;
    case OPTION_COMMAND:
        *command = line->words + line->next;
        if (line->next == line->count) {
            *status = command_line_usage(line, "%s needs a command", line->words[line->next - 1]);
        }
        return line->next < line->count;
    case OPTION_TOLD:
        return false;
    default:
        *status = STATUS_USAGE;
        return false;
    }
}

int cmd_terminal(int count, char **words) {
    struct command_line line;
    char **command;
    int status;
    command_line_init(&line, "quire", terminal_options, count, words);
    struct notices notices = NOTICES_INIT;
    const struct config_snapshot *settings = NULL;
    if (read_options(&line, &command, &status) &&
        (settings = command_line_config(&line, true, &notices, &status)) != NULL) {
        struct app_start start = {command, NULL, &notices};
        status = app_run(settings, &line.sources, &start);
        config_snapshot_release(settings);
    }
    notices_finish(&notices);
    return status;
}
