/* show-config, list-keys and list-fonts: tables, printed. */
#define _GNU_SOURCE
#include "bindings.h"
#include "commands.h"
#include "font_set.h"

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

/* Reads a line on which nothing but settings may stand. True: go on. */
static bool only_settings(struct command_line *line, int *status) {
    const char *value;
    int id = command_line_next(line, &value);
    *status = STATUS_OK;
    if (id == OPTION_HELP) {
        print_help();
    } else if (id == OPTION_VERSION) {
        print_version();
    } else if (id != OPTION_END) {
        *status = id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(line, "'%s' is too much", value);
    }
    return id == OPTION_END;
}

int cmd_show_config(int count, char **words) {
    struct command_line line;
    const struct config_snapshot *settings;
    struct notices notices = NOTICES_INIT;
    int status;
    command_line_init(&line, "quire show-config", no_options, count, words);
    if (only_settings(&line, &status) && (settings = command_line_config(&line, true, &notices, &status)) != NULL) {
        config_print(&settings->values, stdout); /* what holds, even where some of the file does not */
        status = settings->mistakes > 0 ? STATUS_FAILED : STATUS_OK;
        config_snapshot_release(settings);
    }
    notices_finish(&notices);
    return status;
}

int cmd_list_keys(int count, char **words) {
    struct command_line line;
    int status;
    command_line_init(&line, "quire list-keys", no_options, count, words);
    if (!only_settings(&line, &status)) {
        return status;
    }
    struct notices notices = NOTICES_INIT;
    const struct config_snapshot *settings = command_line_config(&line, true, &notices, &status);
    notices_finish(&notices);
    if (settings == NULL) {
        return status;
    }
    struct bindings *bindings = bindings_create(&settings->values);
    status = bindings != NULL ? STATUS_OK : command_fail("no memory");
    if (bindings != NULL) {
        bindings_print(bindings, stdout);
    }
    bindings_destroy(bindings);
    config_snapshot_release(settings);
    return status;
}

static void print_family(void *user, const char *family) {
    (void)user;
    printf("%s\n", family);
}

int cmd_list_fonts(int count, char **words) {
    struct command_line line;
    char error[256];
    int status;
    command_line_init(&line, "quire list-fonts", no_options, count, words);
    if (!only_settings(&line, &status)) {
        return status;
    }
    if (!font_list_families(print_family, NULL, error, sizeof error)) {
        fprintf(stderr, "quire: %s\n", error);
        return STATUS_FAILED;
    }
    return STATUS_OK;
}
