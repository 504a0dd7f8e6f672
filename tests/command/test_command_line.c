/* Options by their tables: how they are written, what settings they become, and that all tables are well made. */
#include <string.h>
#include <unistd.h>

#include "commands.h"

#include "test.h"

enum { MOST = 8 };

/* What a line of words gives: the ids in order, as text, and the settings. Standard error is collected. */
struct told {
    char text[400], errors[400];
};

static void collect_errors(struct told *told, int saved, FILE *file) {
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    rewind(file);
    told->errors[fread(told->errors, 1, sizeof told->errors - 1, file)] = '\0';
    fclose(file);
}

static struct told read_line(char **words) {
    static struct command_line line;
    struct told told = {"", ""};
    int count = 0, id;
    const char *value;
    FILE *file = tmpfile();
    int saved = dup(2);
    while (words[count] != NULL) {
        count++;
    }
    dup2(fileno(file), 2);
    command_line_init(&line, "quire", terminal_options, count, words);
    while ((id = command_line_next(&line, &value)) > OPTION_ERROR && id != OPTION_COMMAND && id != OPTION_OPERAND) {
        size_t used = strlen(told.text);
        snprintf(told.text + used, sizeof told.text - used, "%d=%s ", id, value);
    }
    for (size_t i = 0; i < line.sources.assignment_count; i++) {
        size_t used = strlen(told.text);
        snprintf(told.text + used, sizeof told.text - used, "%s%s%s ",
                 line.assignments[i].key != NULL ? line.assignments[i].key : "",
                 line.assignments[i].key != NULL ? "=" : "", line.assignments[i].value);
    }
    size_t used = strlen(told.text);
    snprintf(told.text + used, sizeof told.text - used, "%s",
             id == OPTION_ERROR     ? "error"
             : id == OPTION_COMMAND ? "command"
             : id == OPTION_OPERAND ? value
                                    : "end");
    collect_errors(&told, saved, file);
    return told;
}

static void options_are_settings_or_come_back(void) {
    static const struct {
        const char *words[MOST], *wanted;
    } all[] = {{{"-T", "a b", "-e", "ls"}, "title=a b command"},
               {{"-Tname"}, "title=name end"},
               {{"--title=x", "--hold", "top", "-x"}, "title=x hold=on top"},
               {{"--maximized"}, "window-state=maximized end"},
               {{"--fullscreen", "-o", "cols=3", "-orows=4"}, "window-state=fullscreen cols=3 rows=4 end"},
               {{"-title", "x", "-hold"}, "title=x hold=on end"},
               {{"--working-directory=/tmp"}, "100=/tmp end"},
               {{"--", "-T"}, "command"},
               {{NULL}, "end"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char *words[MOST], wanted[200];
        memcpy(words, all[i].words, sizeof words);
        struct told told = read_line(words);
        snprintf(wanted, sizeof wanted, "%s", all[i].wanted);
        if (strncmp(wanted, "100", 3) == 0) {
            snprintf(wanted, sizeof wanted, "%d%s", TERMINAL_DIRECTORY, all[i].wanted + 3);
        }
        CHECK_STR(told.text, wanted);
        CHECK_STR(told.errors, "");
    }
}

static void what_is_wrong_is_told_in_one_line(void) {
    static const struct {
        const char *words[MOST], *wanted;
    } all[] = {
        {{"--nonsense"}, "quire: unknown option '--nonsense' ('quire --help' lists all options)\n"},
        {{"--hold=yes"}, "quire: --hold takes no value ('quire --help' lists all options)\n"},
        {{"-T"}, "quire: -T needs a value: TEXT ('quire --help' lists all options)\n"},
        {{"--working-directory"}, "quire: --working-directory needs a value: DIR ('quire --help' lists all options)\n"},
        {{"-geometry=80x24"}, "quire: unknown option '-geometry=80x24' ('quire --help' lists all options)\n"},
        {{"-x"}, "quire: unknown option '-x' ('quire --help' lists all options)\n"}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        char *words[MOST];
        memcpy(words, all[i].words, sizeof words);
        struct told told = read_line(words);
        CHECK_STR(told.text, "error");
        CHECK_STR(told.errors, all[i].wanted);
    }
}

/* A table's option is found by its own name, not by one that stands before it; what is listed has a help that fits. */
static void check_table(const struct option_spec *options) {
    for (const struct option_spec *one = options; one->name != NULL; one++) {
        CHECK(one->help == NULL || strlen(one->help) < 86);
        CHECK(one->name[0] == '-');
        for (const struct option_spec *other = options; other < one; other++) {
            CHECK(strcmp(one->name, other->name) != 0);
        }
        if (one->key != NULL) {
            CHECK(one->id == 0);
        }
    }
}

static void tables_are_well_made(void) {
    check_table(terminal_options);
    for (const struct command *one = commands; one->name != NULL; one++) {
        CHECK(command_named(one->name) == one);
        CHECK(one->help != NULL && strlen(one->help) < 76);
        CHECK(strlen(one->name) + strlen(one->usage) < 42);
        if (one->options != NULL) {
            check_table(one->options);
        }
    }
}

/* Each option that is a setting is one that there is, with a value that it takes (or any number for a text). */
static void options_name_settings(void) {
    struct config config;
    char error[CONFIG_ERROR_MAX];
    config_init(&config);
    for (const struct option_spec *one = terminal_options; one->name != NULL; one++) {
        if (one->key != NULL && strchr(one->key, '=') != NULL) {
            CHECK(config_assign(&config, one->key, error, sizeof error));
        } else if (one->key != NULL) {
            CHECK(config_set(&config, one->key, one->value == NULL ? "on" : "12", error, sizeof error));
        }
    }
}

int main(void) {
    RUN(options_are_settings_or_come_back);
    RUN(what_is_wrong_is_told_in_one_line);
    RUN(tables_are_well_made);
    RUN(options_name_settings);
    return test_end();
}
