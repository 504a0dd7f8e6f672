#define _GNU_SOURCE
#include <stdio.h>
#include <string.h>

#include <quire/version.h>

#include "commands.h"

static const struct {
    const char *name;
    int (*run)(int count, char **words);
    const char *usage, *help;
} commands[] = {
    {"dump", cmd_dump, "dump [options] [FILE]", "feed bytes to the engine, print screen and history"},
    {"encode", cmd_encode, "encode", "input events as JSON in, the bytes for the program out"},
    {"render", cmd_render, "render [options] [FILE | -- command...]",
     "draw a screen into a picture, no display needed"},
    {"verify", cmd_verify, "verify FILE...", "check history files and snapshots, name every broken rule"},
    {"show-config", cmd_show_config, "show-config [-o KEY=VALUE]", "print all settings as a configuration file"},
    {"list-fonts", cmd_list_fonts, "list-fonts", "print the monospace fonts of this machine"},
    {"list-keys", cmd_list_keys, "list-keys", "print the keys that the window takes for itself"},
};

#define COMMAND_COUNT (sizeof commands / sizeof commands[0])

void print_version(void) {
    printf("quire %s\n", quire_version_string());
}

void print_help(void) {
    printf("Usage: quire [options] [-e | --] [command [arguments]]\n"
           "       quire COMMAND [options]\n\n"
           "A terminal that runs a command, or the user's shell.\n\nOptions:\n");
    command_line_print_options(terminal_options, stdout);
    printf("\nCommands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        printf("  %-41s %s\n", commands[i].usage, commands[i].help);
    }
    printf("\nOptions of dump:\n");
    command_line_print_options(dump_options, stdout);
    printf("\nOptions of render:\n");
    command_line_print_options(render_options, stdout);
    printf("\nSettings, for -o and for $XDG_CONFIG_HOME/quire/quire.conf (lines 'key = value'):\n");
    config_print_help(stdout);
    printf("\nExit status: 0 success, 1 failure, 2 wrong usage; after -e or -- that of the command.\n");
}

int main(int argc, char **argv) {
    for (size_t i = 0; argc > 1 && i < COMMAND_COUNT; i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            return commands[i].run(argc - 2, argv + 2);
        }
    }
    return cmd_terminal(argc - 1, argv + 1);
}
