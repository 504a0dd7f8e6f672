#define _GNU_SOURCE
#include "completions.h"

#include <ctype.h>
#include <string.h>

/* The next word of a usage, without brackets and dots; what is in brackets with "options" is none. */
static const char *next_word(const char *at, char label[COMPLETION_LABEL_MAX], bool *repeats) {
    while (*at == ' ') {
        at++;
    }
    if (strncmp(at, "[options", 8) == 0) {
        const char *end = strchr(at, ']');
        return end != NULL ? next_word(end + 1, label, repeats) : at + strlen(at);
    }
    size_t length = strcspn(at, " "), kept = 0;
    for (size_t i = 0; i < length && kept + 1 < COMPLETION_LABEL_MAX; i++) {
        if (at[i] != '[' && at[i] != ']' && at[i] != '.') {
            label[kept++] = at[i];
        }
    }
    label[kept] = '\0';
    *repeats = length > 3 && strstr(at, "...") != NULL && strstr(at, "...") < at + length;
    return at + length;
}

/* "|" and "--" are signs, an option is in a table of its own. */
static bool is_operand(const char *word) {
    return isalpha((unsigned char)word[0]) != 0;
}

bool completion_operand(const char *usage, unsigned number, char label[COMPLETION_LABEL_MAX]) {
    const char *at = usage;
    while (*at != '\0') {
        bool repeats = false;
        label[0] = '\0';
        at = next_word(at, label, &repeats);
        if (is_operand(label) && (--number == 0 || repeats)) {
            return true;
        }
    }
    return false;
}

bool completion_option_name(const struct option_spec *option, unsigned index, char name[COMPLETION_LABEL_MAX]) {
    const char *at = option->name;
    for (; index > 0 && at != NULL; index--) {
        at = strstr(at, ", ");
        at = at != NULL ? at + 2 : NULL;
    }
    if (at != NULL) {
        snprintf(name, COMPLETION_LABEL_MAX, "%.*s", (int)strcspn(at, ","), at);
    }
    return at != NULL;
}

bool completion_is_choice(const char *label) {
    bool is_choice = label[0] != '\0' && strcmp(label, "command") != 0 && strcmp(label, "text") != 0;
    for (; *label != '\0'; label++) {
        if (*label != '|' && *label != '-' && islower((unsigned char)*label) == 0 &&
            isdigit((unsigned char)*label) == 0) {
            return false;
        }
    }
    return is_choice;
}

const char *completion_of_setting(const struct config_description *setting) {
    if (strcmp(setting->name, "theme") == 0) {
        return "THEME";
    }
    if (strncmp(setting->name, "font-", 5) == 0 && strcmp(setting->values, "text") == 0) {
        return "FAMILY";
    }
    return completion_is_choice(setting->values) ? setting->values : "";
}

bool completion_is_whole_key(const struct config_description *setting) {
    return setting->help != NULL && strpbrk(setting->name, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == NULL;
}

void completion_print_escaped(const char *text, const char *escaped, FILE *file) {
    for (; *text != '\0'; text++) {
        if (strchr(escaped, *text) != NULL) {
            fputc('\\', file);
        }
        fputc(*text, file);
    }
}
