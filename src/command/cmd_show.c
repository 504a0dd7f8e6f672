/* show-config, list-keys and list-fonts: tables, printed. */
#define _GNU_SOURCE
#include "bindings.h"
#include "commands.h"
#include "font_set.h"

static const struct option_spec no_options[] = {{NULL, NULL, NULL, 0, NULL}};

/* What is neither an option of the command nor the end of the line. Returns the status to end with. */
static int end_line(const struct command_line *line, int id, const char *value) {
    if (id == OPTION_TOLD) {
        return STATUS_OK;
    }
    return id == OPTION_ERROR ? STATUS_USAGE : command_line_usage(line, "'%s' is too much", value);
}

/* Reads a line on which nothing but settings may stand. True: go on. */
static bool only_settings(struct command_line *line, int *status) {
    const char *value;
    int id = command_line_next(line, &value);
    *status = id != OPTION_END ? end_line(line, id, value) : STATUS_OK;
    return id == OPTION_END;
}

enum { OPTION_DEFAULT = OPTION_OWN, OPTION_DOCS };

const struct option_spec show_config_options[] = {
    {"--default", NULL, NULL, OPTION_DEFAULT, "the defaults, whatever the user's own file says"},
    {"--docs", NULL, NULL, OPTION_DOCS, "by sections, with what each setting is for"},
    {"--config", "FILE", NULL, OPTION_CONFIG_FILE, "read settings from FILE instead of the user's own file"},
    {"-o", "KEY=VALUE", NULL, OPTION_ASSIGN, "any setting; may be repeated"},
    {NULL, NULL, NULL, 0, NULL},
};

struct show_plan {
    bool defaults, docs;
};

/* True: go on. */
static bool read_show_options(struct command_line *line, struct show_plan *plan, int *status) {
    const char *value;
    *status = STATUS_OK;
    for (int id; (id = command_line_next(line, &value)) != OPTION_END;) {
        if (id == OPTION_DEFAULT || id == OPTION_DOCS) {
            *(id == OPTION_DOCS ? &plan->docs : &plan->defaults) = true;
        } else {
            *status = end_line(line, id, value);
            return false;
        }
    }
    return true;
}

int cmd_show_config(int count, char **words) {
    struct command_line line;
    struct show_plan plan = {false, false};
    const struct config_snapshot *settings;
    struct notices notices = NOTICES_INIT;
    int status;
    command_line_init(&line, "quire show-config", show_config_options, count, words);
    if (read_show_options(&line, &plan, &status) &&
        (settings = command_line_config(&line, !plan.defaults, &notices, &status)) != NULL) {
        (plan.docs ? config_print_documented : config_print)(&settings->values, stdout);
        status = settings->mistakes > 0 ? STATUS_FAILED : STATUS_OK; /* what holds is printed all the same */
        config_snapshot_release(settings);
    }
    notices_finish(&notices);
    return status;
}

const struct option_spec list_keys_options[] = {
    {"--default", NULL, NULL, OPTION_DEFAULT, "those that are bound from the start, whatever the user's own file says"},
    {NULL, NULL, NULL, 0, NULL},
};

int cmd_list_keys(int count, char **words) {
    struct command_line line;
    struct show_plan plan = {false, false};
    int status;
    command_line_init(&line, "quire list-keys", list_keys_options, count, words);
    if (!read_show_options(&line, &plan, &status)) {
        return status;
    }
    struct notices notices = NOTICES_INIT;
    const struct config_snapshot *settings = command_line_config(&line, !plan.defaults, &notices, &status);
    notices_finish(&notices);
    if (settings == NULL) {
        return status;
    }
    struct bindings *bindings = bindings_create(&settings->values);
    status = bindings != NULL ? STATUS_OK : command_fail("no memory");
    if (bindings != NULL) {
        bindings_print(bindings, stdout);
    }
    bindings_release(bindings);
    config_snapshot_release(settings);
    return status;
}

int cmd_list_actions(int count, char **words) {
    struct command_line line;
    int status;
    command_line_init(&line, "quire list-actions", no_options, count, words);
    if (only_settings(&line, &status)) {
        action_print_all(stdout);
    }
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
