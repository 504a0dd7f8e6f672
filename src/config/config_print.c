/* The settings as text. */
#define _GNU_SOURCE
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "config_section.h"
#include "config_table.h"
#include "config_value.h"

/* What stands before a key: a colour that was not set stays open to themes. */
static const char *mark(const struct config *config, const struct config_key *key, size_t element) {
    return config_key_is_color(key) && !config_key_was_given(config, key, element) ? "# " : "";
}

/* The first 16, and the others that are not as they were made. */
static void print_palette(const struct config_key *key, const struct config *config, FILE *file) {
    struct config standard;
    config_init(&standard);
    for (unsigned n = 0; n < 256; n++) {
        if (n < 16 || config->palette[n] != standard.palette[n]) {
            fprintf(file, "%spalette-%u = #%06x\n", mark(config, key, n), n, config->palette[n]);
        }
    }
}

/* In quotes where it would not be read as it is. */
static void print_action(const char *action, FILE *file) {
    size_t length = strlen(action);
    bool plain = length > 0 && strpbrk(action, "\"#") == NULL && strchr(" \t", action[0]) == NULL &&
                 strchr(" \t", action[length - 1]) == NULL;
    fputs(plain ? "" : "\"", file);
    for (; *action != '\0'; action++) {
        fputs(*action == '"' ? "\"\"" : (const char[]){*action, '\0'}, file);
    }
    fputs(plain ? "\n" : "\"\n", file);
}

static void print_bindings(const struct config_key *key, const struct config_bindings *bindings, FILE *file) {
    int name = (int)strcspn(key->name, "-");
    const char *action = "";
    for (const char *keys = NULL; (keys = config_next_binding(bindings, keys, &action)) != NULL;) {
        fprintf(file, "%.*s%s%s = ", name, key->name, keys[0] == '.' || keys[0] == '\0' ? "" : "-", keys);
        print_action(action, file);
    }
}

static void print_key(const struct config_key *key, const struct config *config, FILE *file) {
    if (key->kind == CONFIG_PALETTE) {
        print_palette(key, config, file);
    } else if (key->kind == CONFIG_BINDING) {
        print_bindings(key, (const struct config_bindings *)(const void *)((const char *)config + key->offset), file);
    } else {
        fprintf(file, "%s%s = ", mark(config, key, 0), key->name);
        config_value_print(key, (const char *)config + key->offset, file);
        fputc('\n', file);
    }
}

void config_print(const struct config *config, FILE *file) {
    for (size_t i = 0; i < config_key_count; i++) {
        if (config_keys[i].help != NULL) {
            print_key(&config_keys[i], config, file);
        }
    }
}

enum { HELP_NAME = 21, HELP_VALUES = 20, HELP_COLUMN = HELP_NAME + HELP_VALUES + 4, HELP_WIDTH = 118 };

/* Words from the help's column on, in as many lines as they need. */
static void print_words(const char *text, FILE *file) {
    int column = HELP_COLUMN;
    for (const char *word = text; *word != '\0';) {
        int length = (int)strcspn(word, " ");
        bool breaks = column > HELP_COLUMN && column + length > HELP_WIDTH;
        if (breaks) {
            fprintf(file, "\n%*s", HELP_COLUMN, "");
            column = HELP_COLUMN;
        }
        column += fprintf(file, "%s%.*s", column > HELP_COLUMN ? " " : "", length, word);
        word += length + (word[length] == ' ');
    }
    fputc('\n', file);
}

static void print_help(const struct config_key *key, FILE *file) {
    char values[64], help[400];
    config_value_describe(key, values, sizeof values);
    fprintf(file, "  %-*s %-*s", HELP_NAME, key->name, HELP_VALUES, values);
    if (strlen(values) > HELP_VALUES) { /* wider than its column: it leaves the line to itself */
        fprintf(file, "\n%*s", HELP_COLUMN, "");
    } else {
        fputc(' ', file);
    }
    snprintf(help, sizeof help, "%s [%s]", key->help, key->standard[0] != '\0' ? key->standard : "empty");
    print_words(help, file);
}

bool config_describe(size_t index, struct config_description *description) {
    if (index >= config_key_count) {
        return false;
    }
    description->name = config_keys[index].name;
    description->help = config_keys[index].help;
    config_value_describe(&config_keys[index], description->values, sizeof description->values);
    return true;
}

void config_print_help(FILE *file) {
    for (size_t i = 0; i < config_key_count; i++) {
        if (config_keys[i].help != NULL) {
            print_help(&config_keys[i], file);
        }
    }
}

/* --- with what they are for --- */

const char *config_key_effect(const struct config_key *key) {
    return (key->touches & TOUCHES_NEW_PROCESS) != 0    ? "in a new process"
           : (key->touches & TOUCHES_NEW_WINDOWS) != 0  ? "in new windows"
           : (key->touches & TOUCHES_NEW_PROGRAMS) != 0 ? "for programs started from then on"
                                                        : NULL;
}

static void print_documented(const struct config_key *key, const struct config *config, FILE *file) {
    char values[64];
    const char *effect = config_key_effect(key);
    config_value_describe(key, values, sizeof values);
    fprintf(file, "\n# %s\n# takes %s%s%s\n", key->help, values, effect != NULL ? "; a change takes effect " : "",
            effect != NULL ? effect : "");
    print_key(key, config, file);
}

void config_print_documented(const struct config *config, FILE *file) {
    const char *section;
    fprintf(file, "# The settings of quire. The sections' names need not be written before the keys in them.\n");
    for (size_t i = 0; (section = config_section_at(i)) != NULL; i++) {
        fprintf(file, "\n[%s] # %s\n", section, config_section_help(section));
        for (size_t k = 0; k < config_key_count; k++) {
            if (config_keys[k].help != NULL && strcmp(config_keys[k].section, section) == 0) {
                print_documented(&config_keys[k], config, file);
            }
        }
    }
}
