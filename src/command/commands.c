/* The subcommands. A new one is a row here, and a function in a file of its own. */
#define _GNU_SOURCE
#include "commands.h"

#include <string.h>

#include "nearest_word.h"

const struct option_spec terminal_options[] = {
    {"--working-directory", "DIR", NULL, TERMINAL_DIRECTORY, "start the program in DIR"},
    {"--new-window", NULL, NULL, TERMINAL_NEW_WINDOW, "ask the process that runs already for a window, and return"},
    {"--quick", NULL, NULL, TERMINAL_QUICK, "show the window that comes down from the top, or hide it"},
    {"--wait", NULL, NULL, TERMINAL_WAIT, "... and return with the status of the program when it ends"},
    {"--hold", NULL, "hold", 0, "the window stays when its program has ended"},
    {"--geometry", "COLSxROWS+X+Y", NULL, TERMINAL_GEOMETRY,
     "size in cells, place in pixels; -X, -Y: from the right, the bottom"},
    {"--cols", "N", "cols", 0, "columns of the window"},
    {"--rows", "N", "rows", 0, "rows of the window"},
    {"--maximized", NULL, "window-state=maximized", 0, "the window begins maximized"},
    {"--fullscreen", NULL, "window-state=fullscreen", 0, "the window begins on the whole screen"},
    {"--title", "TEXT", "title", 0, "fixed window title"},
    {"-T", "TEXT", "title", 0, "the same"},
    {"--scrollback", "LINES", "scrollback", 0, "lines kept above the screen"},
    {"--font", "FAMILY", "font-family", 0, "font"},
    {"--font-size", "PT", "font-size", 0, "size of the font in points"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE instead of the user's own file"},
    {"--profile", "PROFILE", NULL, OPTION_PROFILE, "with the settings of [profile PROFILE] above the others"},
    {"--theme", "THEME", "theme", 0, "colours, see list-themes"},
    {"--class", "NAME", "class", 0, "window class, application id"},
    {"--new-process", NULL, "new-process", 0, "ctrl+shift+n opens windows in processes of their own"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting, see below; may be repeated"},
    {"-e, --", "COMMAND...", NULL, OPTION_COMMAND, "run this command instead of the shell"},
    {"--help", NULL, NULL, OPTION_HELP, "print this"},
    {"--version", NULL, NULL, OPTION_VERSION, "print the version"},
    {"-title", "TEXT", "title", 0, NULL}, /* as callers of xterm write them */
    {"-geometry", "COLSxROWS+X+Y", NULL, TERMINAL_GEOMETRY, NULL},
    {"-hold", NULL, "hold", 0, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

const struct command commands[] = {
    {"dump", cmd_dump, dump_options, "[options] [FILE]", "feed bytes to the engine, print screen and history"},
    {"encode", cmd_encode, NULL, "", "input events as JSON in, the bytes for the program out"},
    {"render", cmd_render, render_options, "[options] [FILE | -- command...]",
     "draw a screen into a picture, no display needed"},
    {"show", cmd_show, show_options, "[options] FILE...", "show pictures on the terminal at hand, whichever it is"},
    {"verify", cmd_verify, NULL, "FILE...", "check history files and snapshots, name every broken rule"},
    {"config", cmd_config, NULL, "check [FILE]", "name every mistake in a file of settings"},
    {"show-config", cmd_show_config, show_config_options, "[options]", "print all settings as a configuration file"},
    {"list-fonts", cmd_list_fonts, NULL, "", "print the monospace fonts of this machine"},
    {"list-themes", cmd_list_themes, list_themes_options, "[options]", "show the themes, in colour on a terminal"},
    {"list-profiles", cmd_list_profiles, NULL, "", "print the names of the profiles"},
    {"list-keys", cmd_list_keys, list_keys_options, "[--default]", "print the keys that the window takes for itself"},
    {"list-actions", cmd_list_actions, NULL, "", "print what keys and the mouse can be bound to"},
    {"ssh", cmd_ssh, NULL, "[options of ssh] HOST [command]",
     "ssh to a host that gets the terminal's description first"},
    {"completions", cmd_completions, NULL, "bash|zsh|fish", "print what completes quire's words in a shell"},
    {"list", cmd_list, NULL, "", "print these commands"},
    {NULL, NULL, NULL, NULL, NULL},
};

const struct command *command_named(const char *word) {
    const char *name = word[0] == '+' ? word + 1 : word;
    for (const struct command *command = commands; command->name != NULL; command++) {
        if (strcmp(name, command->name) == 0) {
            return command;
        }
    }
    return NULL;
}

int command_unknown(const char *word) {
    const char *names[sizeof commands / sizeof commands[0]];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        names[i] = commands[i].name;
    }
    const char *meant = nearest_word(word + 1, names);
    fprintf(stderr, "quire: there is no command '%s'%s%s%s ('quire list' lists all)\n", word,
            meant != NULL ? "; did you mean '+" : "", meant != NULL ? meant : "", meant != NULL ? "'?" : "");
    return STATUS_USAGE;
}
