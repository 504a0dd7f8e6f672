/* What --help, --version and `quire list` print: the tables of commands.c. */
#define _GNU_SOURCE
#include <stdio.h>

#include <quire/version.h>

#include "commands.h"

void print_version(void) {
    printf("quire %s\n", quire_version_string());
}

static void print_commands(void) {
    for (const struct command *command = commands; command->name != NULL; command++) {
        char left[96];
        snprintf(left, sizeof left, "%s %s", command->name, command->usage);
        printf("  %-41s %s\n", left, command->help);
    }
}

void print_help(void) {
    printf("Usage: quire [options] [-e | --] [command [arguments]]\n"
           "       quire COMMAND [options]\n\n"
           "A terminal that runs a command, or the user's shell.\n\nOptions:\n");
    command_line_print_options(terminal_options, stdout);
    printf("\nCommands:\n");
    print_commands();
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (command->options != NULL) {
            printf("\nOptions of %s:\n", command->name);
            command_line_print_options(command->options, stdout);
        }
    }
    printf("\nSettings, for -o and for $XDG_CONFIG_HOME/quire/quire.conf (lines 'key = value'):\n");
    config_print_help(stdout);
    printf("\nExit status: 0 success, 1 failure, 2 wrong usage; after -e or -- that of the command.\n");
}

int cmd_list(int count, char **words) {
    static const struct option_spec none[] = {{NULL, NULL, NULL, 0, NULL}};
    struct command_line line;
    const char *value;
    command_line_init(&line, "quire list", none, count, words);
    int id = command_line_next(&line, &value);
    if (id == OPTION_END) {
        print_commands();
    } else if (id != OPTION_TOLD) {
        return id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(&line, "'%s' is too much", value);
    }
    return STATUS_OK;
}
