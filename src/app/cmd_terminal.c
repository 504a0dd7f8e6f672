/* quire: the terminal in a window. */
#define _GNU_SOURCE
#include "app.h"
#include "commands.h"

const struct option_spec terminal_options[] = {
    {"--cols", "N", "cols", 0, "columns of the window"},
    {"--rows", "N", "rows", 0, "rows of the window"},
    {"--scrollback", "LINES", "scrollback", 0, "lines kept above the screen"},
    {"--font", "FAMILY", "font-family", 0, "font"},
    {"--font-size", "PT", "font-size", 0, "size of the font in points"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE instead of the user's own file"},
    {"--class", "NAME", "class", 0, "window class, application id"},
    {"--new-process", NULL, "new-process", 0, "ctrl+shift+n opens windows in processes of their own"},
    {"--title", "TEXT", "title", 0, "fixed window title"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting, see below; may be repeated"},
    {"-e, --", "COMMAND...", NULL, OPTION_COMMAND, "run this command instead of the shell"},
    {"--help", NULL, NULL, OPTION_HELP, "print this"},
    {"--version", NULL, NULL, OPTION_VERSION, "print the version"},
    {NULL, NULL, NULL, 0, NULL},
};

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
    case OPTION_HELP:
        print_help();
        return false;
    case OPTION_VERSION:
        print_version();
        return false;
    default:
        *status = STATUS_USAGE;
        return false;
    }
}

int cmd_terminal(int count, char **words) {
    struct command_line line;
    struct config config;
    char **command;
    int status;
    command_line_init(&line, "quire", terminal_options, count, words);
    struct notices notices = NOTICES_INIT;
    if (read_options(&line, &command, &status) && command_line_config(&line, true, &notices, &config, &status)) {
        struct app_start start = {command, NULL, &notices};
        status = app_run(&config, line.settings.config_path, &start);
    }
    notices_finish(&notices);
    return status;
}
