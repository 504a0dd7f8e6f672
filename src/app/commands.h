/* commands.h - the subcommands, one function and one table of options each.
 *
 * A command gets the words behind its name and returns an exit status. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "command_line.h"

int cmd_terminal(int count, char **words);
int cmd_dump(int count, char **words);
int cmd_encode(int count, char **words);
int cmd_render(int count, char **words);
int cmd_show_config(int count, char **words);
int cmd_list_keys(int count, char **words);
int cmd_list_fonts(int count, char **words);
int cmd_verify(int count, char **words);

extern const struct option_spec terminal_options[], dump_options[], render_options[];

/* main.c: what --help and --version print. */
void print_help(void);
void print_version(void);

#endif
