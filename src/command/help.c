/* The table of subcommands, and what --help and --version print. */
#define _GNU_SOURCE
#include <stdio.h>

#include <quire/version.h>

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

const struct command commands[] = {
    {"dump", cmd_dump, "dump [options] [FILE]", "feed bytes to the engine, print screen and history"},
    {"encode", cmd_encode, "encode", "input events as JSON in, the bytes for the program out"},
    {"render", cmd_render, "render [options] [FILE | -- command...]",
     "draw a screen into a picture, no display needed"},
    {"verify", cmd_verify, "verify FILE...", "check history files and snapshots, name every broken rule"},
    {"config", cmd_config, "config check [FILE]", "name every mistake in a file of settings"},
    {"show-config", cmd_show_config, "show-config [options]", "print all settings as a configuration file"},
    {"list-fonts", cmd_list_fonts, "list-fonts", "print the monospace fonts of this machine"},
    {"list-keys", cmd_list_keys, "list-keys [--default]", "print the keys that the window takes for itself"},
    {"list-actions", cmd_list_actions, "list-actions", "print what keys and the mouse can be bound to"},
    {NULL, NULL, NULL, NULL},
};

void print_version(void) {
    printf("quire %s\n", quire_version_string());
}

void print_help(void) {
    printf("Usage: quire [options] [-e | --] [command [arguments]]\n"
           "       quire COMMAND [options]\n\n"
           "A terminal that runs a command, or the user's shell.\n\nOptions:\n");
    command_line_print_options(terminal_options, stdout);
    printf("\nCommands:\n");
    for (size_t i = 0; commands[i].name != NULL; i++) {
        printf("  %-41s %s\n", commands[i].usage, commands[i].help);
    }
    printf("\nOptions of dump:\n");
    command_line_print_options(dump_options, stdout);
    printf("\nOptions of render:\n");
    command_line_print_options(render_options, stdout);
    printf("\nOptions of show-config:\n");
    command_line_print_options(show_config_options, stdout);
    printf("\nOptions of list-keys:\n");
    command_line_print_options(list_keys_options, stdout);
    printf("\nSettings, for -o and for $XDG_CONFIG_HOME/quire/quire.conf (lines 'key = value'):\n");
    config_print_help(stdout);
    printf("\nExit status: 0 success, 1 failure, 2 wrong usage; after -e or -- that of the command.\n");
}
