/* commands.h - the subcommands, one function and one table of options each.
 *
 * A command gets the words behind its name and returns an exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "command_line.h"

int cmd_dump(int count, char **words);
int cmd_encode(int count, char **words);
int cmd_render(int count, char **words);
int cmd_config(int count, char **words);
int cmd_show(int count, char **words);
int cmd_show_config(int count, char **words);
int cmd_list_actions(int count, char **words);
int cmd_list_keys(int count, char **words);
int cmd_list_themes(int count, char **words);
int cmd_list_profiles(int count, char **words);
int cmd_list_fonts(int count, char **words);
int cmd_ssh(int count, char **words);
int cmd_verify(int count, char **words);
int cmd_completions(int count, char **words);
int cmd_list(int count, char **words);

/* Of the terminal itself; what is not a setting. */
enum { TERMINAL_DIRECTORY = OPTION_OWN, TERMINAL_GEOMETRY, TERMINAL_NEW_WINDOW, TERMINAL_QUICK, TERMINAL_WAIT };

extern const struct option_spec terminal_options[], dump_options[], render_options[], show_config_options[];
extern const struct option_spec list_keys_options[], list_themes_options[], show_options[];

/* The subcommands by name; a NULL name behind the last. Everything else is a terminal. Help, the manual page and the
 * completions of shells are made from this table and those of the options: `usage` is not only shown, what stands in it
 * (FILE, a|b, a word in small letters) is completed, and so is what an option's value is called (completions.h). */
struct command {
    const char *name;
    int (*run)(int count, char **words);
    const struct option_spec *options; /* its own; NULL: none */
    const char *usage;                 /* behind the name */
    const char *help;
};
extern const struct command commands[];

/* The command of this name, which may be written with a + before it, as in other terminals (+list-keys). NULL: none. */
const struct command *command_named(const char *word);
/* `word` begins with a + and names none: one line says so. Returns STATUS_USAGE. */
int command_unknown(const char *word);

/* What --help and --version print. */
void print_help(void);
void print_version(void);

#endif
