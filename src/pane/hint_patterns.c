#define _GNU_SOURCE
#include "hint_patterns.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"

enum { OF_ONE_LINE = 512 };

/* Parts "NAME: rest". The rest, or NULL: it is not written so. */
static const char *part(const char *line, size_t length, char name[HINT_NAME_MAX]) {
    const char *colon = memchr(line, ':', length);
    size_t name_length = colon != NULL ? (size_t)(colon - line) : 0;
    while (name_length > 0 && line[name_length - 1] == ' ') {
        name_length--;
    }
    if (name_length == 0 || name_length >= HINT_NAME_MAX) {
        return NULL;
    }
    memcpy(name, line, name_length);
    name[name_length] = '\0';
    for (colon++; colon < line + length && *colon == ' '; colon++) {
    }
    return colon < line + length ? colon : NULL;
}

static void add(struct hint_patterns *patterns, const char *name, const char *regex, size_t length, char *error,
                size_t error_size) {
    char why[200] = "no memory";
    struct hint_pattern *grown = realloc(patterns->items, (patterns->count + 1) * sizeof *grown);
    patterns->items = grown != NULL ? grown : patterns->items;
    struct pattern *pattern = grown != NULL ? pattern_create(regex, length, PATTERN_REGEX, why, sizeof why) : NULL;
    if (pattern == NULL) {
        snprintf(error, error_size, "hint-pattern %s: %s", name, why);
        return;
    }
    struct hint_pattern *added = &patterns->items[patterns->count++];
    memset(added, 0, sizeof *added);
    snprintf(added->name, sizeof added->name, "%s", name);
    added->pattern = pattern;
}

static void set_command(struct hint_patterns *patterns, const char *name, const char *command, size_t length,
                        char *error, size_t error_size) {
    int number = hint_patterns_find(patterns, name);
    if (number < 0) {
        snprintf(error, error_size, "hint-action %s: there is no hint-pattern of this name", name);
        return;
    }
    snprintf(patterns->items[number].command, CONFIG_TEXT_MAX, "%.*s", (int)length, command);
}

/* Calls `take` with each "NAME: rest" of the lines of a setting. */
static void read_lines(struct hint_patterns *patterns, const char *setting, const char *lines,
                       void (*take)(struct hint_patterns *, const char *, const char *, size_t, char *, size_t),
                       char *error, size_t error_size) {
    char name[HINT_NAME_MAX];
    while (*lines != '\0') {
        size_t length = strcspn(lines, "\n");
        const char *rest = part(lines, length, name);
        if (rest != NULL) {
            take(patterns, name, rest, (size_t)(lines + length - rest), error, error_size);
        } else {
            snprintf(error, error_size, "%s: '%.*s' should be NAME: and what belongs to it", setting,
                     (int)(length < 80 ? length : 80), lines);
        }
        lines += length + (lines[length] == '\n');
    }
}

void hint_patterns_make(struct hint_patterns *patterns, const struct config *config, char *error, size_t error_size) {
    *patterns = (struct hint_patterns){NULL, 0};
    error[0] = '\0';
    read_lines(patterns, "hint-pattern", config->hint_pattern, add, error, error_size);
    read_lines(patterns, "hint-action", config->hint_action, set_command, error, error_size);
}

void hint_patterns_finish(struct hint_patterns *patterns) {
    for (size_t i = 0; i < patterns->count; i++) {
        pattern_destroy(patterns->items[i].pattern);
    }
    free(patterns->items);
    *patterns = (struct hint_patterns){NULL, 0};
}

int hint_patterns_find(const struct hint_patterns *patterns, const char *name) {
    for (size_t i = 0; i < patterns->count; i++) {
        if (strcmp(patterns->items[i].name, name) == 0) {
            return (int)i;
        }
    }
    return -1;
}

void hint_patterns_match(const struct hint_patterns *patterns, size_t number, const char *text, size_t length,
                         struct link_matches *matches) {
    struct pattern_hit hit;
    size_t from = 0;
    for (unsigned hits = 0; hits < OF_ONE_LINE; hits++) {
        if (pattern_find(patterns->items[number].pattern, text, length, from, &hit) != PATTERN_FOUND) {
            return;
        }
        struct pattern_span span = hit.groups[1].end > hit.groups[1].begin ? hit.groups[1] : hit.whole;
        const struct link_match match = {.kind = LINK_OTHER,
                                         .sure = true,
                                         .from = span.begin,
                                         .to = span.end,
                                         .target_to = span.end,
                                         .owner = (uint32_t)number};
        link_matches_insert(matches, &match);
        from = hit.whole.end;
    }
}
