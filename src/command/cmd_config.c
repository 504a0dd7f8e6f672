/* config: what is to be known of files of settings. */
#define _GNU_SOURCE
#include <string.h>

#include "commands.h"

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

/* Plain lines, "FILE:LINE: what": editors and compilers' users know them. */
static void print_mistake(void *user, const char *line) {
    (void)user;
    fprintf(stderr, "%s\n", line);
}

/* "check", and perhaps a file. True: go on. */
static bool read_words(struct command_line *line, int *status) {
    const char *value;
    bool checks = false;
    *status = STATUS_OK;
    for (int id; (id = command_line_next(line, &value)) != OPTION_END;) {
        if (id == OPTION_TOLD) {
            return false;
        }
        if (id == OPTION_OPERAND && !checks && strcmp(value, "check") == 0) {
            checks = true;
            continue;
        } else if (id == OPTION_OPERAND && checks && line->sources.path == NULL) {
            line->sources.path = value;
            continue;
        } else {
            *status = id == OPTION_ERROR ? STATUS_USAGE
                      : checks           ? command_line_usage(line, "'%s' is too much", value)
                                         : command_line_usage(line, "knows 'check', not '%s'", value);
        }
        return false;
    }
    *status = checks ? STATUS_OK : command_line_usage(line, "needs a word: check");
    return checks;
}

/* The theme for the other half of the day, too. */
static unsigned check_other_theme(const struct config_snapshot *settings) {
    if (!config_follows_desktop(&settings->values)) {
        return 0;
    }
    struct config_snapshot *other =
        config_snapshot_with_scheme(settings, !settings->desktop_light, print_mistake, NULL);
    unsigned mistakes = other != NULL ? other->mistakes : 0;
    config_snapshot_release(other);
    return mistakes;
}

int cmd_config(int count, char **words) {
    struct command_line line;
    char error[CONFIG_ERROR_MAX];
    int status;
    command_line_init(&line, "quire config", no_options, count, words);
    if (!read_words(&line, &status)) {
        return status;
    }
    struct config_snapshot *settings =
        config_snapshot_build(&line.sources, false, print_mistake, NULL, error, sizeof error);
    if (settings == NULL) {
        return command_line_usage(&line, "%s", error);
    }
    status = settings->mistakes + check_other_theme(settings) > 0 ? STATUS_FAILED : STATUS_OK;
    if (status == STATUS_OK && settings->file_count > 0) {
        printf(settings->files[0].found ? "no mistakes in '%s'\n" : "there is no '%s': all settings are the defaults\n",
               settings->files[0].path);
    }
    config_snapshot_release(settings);
    return status;
}
