#define _GNU_SOURCE
#include "command_line.h"

#include <stdarg.h>
#include <string.h>

#include "bindings.h"
#include "commands.h"

/* Understood everywhere. */
static const struct option_spec common[] = {
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, NULL},
    {"--profile", "NAME", NULL, OPTION_PROFILE, NULL},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, NULL},
    {"--help", NULL, NULL, OPTION_HELP, NULL},
    {"-h", NULL, NULL, OPTION_HELP, NULL},
    {"--version", NULL, NULL, OPTION_VERSION, NULL},
    {NULL, NULL, NULL, 0, NULL},
};

void command_line_init(struct command_line *line, const char *command, const struct option_spec *options, int count,
                       char **words) {
    memset(line, 0, sizeof *line);
    line->command = command;
    line->options = options;
    line->words = words;
    line->count = count;
    line->sources.assignments = line->assignments;
    line->sources.checks = (struct config_checks){bindings_check, mouse_bindings_check};
}

int command_line_usage(const struct command_line *line, const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "%s: ", line->command);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, " ('quire --help' lists all options)\n");
    va_end(arguments);
    return STATUS_USAGE;
}

int command_fail(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "quire: ");
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    va_end(arguments);
    return STATUS_FAILED;
}

/* Finds the option that `word` is; *attached is a value in the same word, or NULL. */
static const struct option_spec *find(const struct option_spec *table, const char *word, const char **attached) {
    for (; table->name != NULL; table++) {
        size_t length = strlen(table->name);
        if (strncmp(word, table->name, length) != 0) {
            continue;
        }
        bool is_long = table->name[1] == '-', is_letter = length == 2;
        if (word[length] == '\0') {
            *attached = NULL;
            return table;
        }
        if (is_long ? word[length] == '=' : is_letter && table->value != NULL) {
            *attached = word + length + (is_long ? 1 : 0);
            return table;
        }
    }
    return NULL;
}

bool command_line_set(struct command_line *line, const char *key, const char *value) {
    struct config_sources *sources = &line->sources;
    if (sources->assignment_count == COMMAND_SETTINGS_MAX) {
        command_line_usage(line, "more than %d settings", COMMAND_SETTINGS_MAX);
        return false;
    }
    line->assignments[sources->assignment_count++] = (struct config_assignment){key, value};
    return true;
}

/* Takes what is a setting. True: the option is dealt with; *failed tells how. */
static bool take_setting(struct command_line *line, const struct option_spec *option, const char *value, bool *failed) {
    *failed = false;
    if (option->id == OPTION_CONFIG_FILE) {
        line->sources.path = value;
    } else if (option->id == OPTION_PROFILE) {
        line->sources.profile = value;
    } else if (option->id == OPTION_ASSIGN) {
        *failed = !command_line_set(line, NULL, value);
    } else if (option->key != NULL && strchr(option->key, '=') != NULL) {
        *failed = !command_line_set(line, NULL, option->key);
    } else if (option->key != NULL) {
        *failed = !command_line_set(line, option->key, option->value != NULL ? value : "on");
    } else {
        return false;
    }
    return true;
}

static int read_option(struct command_line *line, const char *word, const char **value, bool *is_setting) {
    const char *attached = NULL;
    const struct option_spec *option = find(line->options, word, &attached);
    if (option == NULL) {
        option = find(common, word, &attached);
    }
    *is_setting = false;
    if (option == NULL) {
        command_line_usage(line, "unknown option '%s'", word);
        return OPTION_ERROR;
    }
    if (option->value == NULL && attached != NULL) {
        command_line_usage(line, "%s takes no value", option->name);
        return OPTION_ERROR;
    }
    *value = attached;
    if (option->value != NULL && attached == NULL) {
        if (line->next == line->count) {
            command_line_usage(line, "%s needs a value: %s", option->name, option->value);
            return OPTION_ERROR;
        }
        *value = line->words[line->next++];
    }
    bool failed;
    *is_setting = take_setting(line, option, *value, &failed);
    return *is_setting && failed ? OPTION_ERROR : option->id;
}

/* The same behind every subcommand. */
static int tell(int id) {
    if (id == OPTION_HELP) {
        print_help();
    } else if (id == OPTION_VERSION) {
        print_version();
    }
    return id == OPTION_HELP || id == OPTION_VERSION ? OPTION_TOLD : id;
}

int command_line_next(struct command_line *line, const char **value) {
    while (line->next < line->count) {
        const char *word = line->words[line->next++];
        *value = word;
        if (strcmp(word, "--") == 0 || strcmp(word, "-e") == 0) {
            return OPTION_COMMAND;
        }
        if (word[0] != '-' || word[1] == '\0') {
            return OPTION_OPERAND;
        }
        bool is_setting;
        int id = read_option(line, word, value, &is_setting);
        if (!is_setting || id == OPTION_ERROR) {
            return tell(id);
        }
    }
    return OPTION_END;
}

const struct config_snapshot *command_line_config(struct command_line *line, bool use_default_file,
                                                  struct notices *notices, int *status) {
    char error[CONFIG_ERROR_MAX];
    line->sources.no_file = line->sources.path == NULL && !use_default_file;
    const struct config_snapshot *settings =
        config_snapshot_build(&line->sources, false, notices_add, notices, error, sizeof error);
    if (settings == NULL) {
        *status = command_line_usage(line, "%s", error);
    } else if (settings->mistakes > 0 && notices == NULL) {
        *status = STATUS_FAILED;
        config_snapshot_release(settings);
        settings = NULL;
    }
    return settings;
}

void command_line_print_options(const struct option_spec *options, FILE *file) {
    for (; options->name != NULL; options++) {
        if (options->help != NULL) {
            char left[64];
            snprintf(left, sizeof left, "%s%s%s", options->name, options->value != NULL ? " " : "",
                     options->value != NULL ? options->value : "");
            fprintf(file, "  %-30s %s\n", left, options->help);
        }
    }
}
