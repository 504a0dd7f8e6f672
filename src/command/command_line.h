/* command_line.h - walking over options that tables describe.
 *
 * A subcommand has a table of struct option_spec. Options that are settings name their key and are collected without
 * code of their own; the others come back by id. `--name value`, `--name=value`, `-o VALUE` and `-oVALUE` are all
 * understood. The help text is printed from the same table. */
#ifndef COMMAND_LINE_H
#define COMMAND_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "config_snapshot.h"
#include "notices.h"

/* Exit statuses. */
enum { STATUS_OK = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

enum {
    OPTION_END = 0, /* nothing is left */
    OPTION_ERROR,   /* reported already */
    OPTION_OPERAND, /* a word that is no option; value is it */
    OPTION_COMMAND, /* -e or --: what follows is a command */
    OPTION_TOLD,    /* --help or --version: it is printed, end with STATUS_OK */
    OPTION_HELP,    /* taken by command_line_next itself, like the next ones */
    OPTION_VERSION,
    OPTION_CONFIG_FILE,
    OPTION_PROFILE,
    OPTION_ASSIGN,
    OPTION_OWN /* ids of a subcommand begin here */
};

struct option_spec {
    const char *name;  /* "--cols", "-o" */
    const char *value; /* what its value is called in the help; NULL: takes none */
    const char *key;   /* the setting it sets, without a value to "on", or "KEY=VALUE"; NULL: comes back by id */
    int id;
    const char *help; /* NULL: not listed */
};

/* Settings in the order given; applied after the files, which they override. */
#define COMMAND_SETTINGS_MAX 512

struct command_line {
    const char *command;               /* for messages: "quire dump" */
    const struct option_spec *options; /* ends with a NULL name */
    char **words;
    int count, next;
    struct config_assignment assignments[COMMAND_SETTINGS_MAX];
    struct config_sources sources; /* those, and --config; good for as long as the line stays where it is */
};

/* `words` are those behind the subcommand's name. */
void command_line_init(struct command_line *line, const char *command, const struct option_spec *options, int count,
                       char **words);

/* The next option, with its value. Settings are collected on the way and do not come back. */
int command_line_next(struct command_line *line, const char **value);

/* One more setting, as if it stood here; borrowed. False: there are too many, which is told. */
bool command_line_set(struct command_line *line, const char *key, const char *value);

/* The settings: defaults, the file (the user's own when `use_default_file`), the command line. What is wrong with the
 * file goes to `notices`; where that is NULL it is printed and an error, like a wrong setting on the command line
 * always is. NULL: end with *status. The caller releases it. */
const struct config_snapshot *command_line_config(struct command_line *line, bool use_default_file,
                                                  struct notices *notices, int *status);

/* "name: message" on standard error, with a hint at the help. Returns STATUS_USAGE. */
int command_line_usage(const struct command_line *line, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The options of a table, aligned. */
void command_line_print_options(const struct option_spec *options, FILE *file);

/* "quire: message" on standard error. Returns STATUS_FAILED. */
int command_fail(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
