/* hint_patterns.h - what else than addresses and paths the user wants hints for (the settings hint-pattern and
 * hint-action).
 *
 *     hint-pattern = ticket: [A-Z]+-[0-9]+
 *     hint-action = ticket: firefox https://tracker.example/{}
 *
 * What is found is the first group where the expression has one, else all of it. Made when hints are opened. Main
 * thread. */
#ifndef HINT_PATTERNS_H
#define HINT_PATTERNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config.h"
#include "link_finder.h"

#define HINT_NAME_MAX 32

struct hint_pattern {
    char name[HINT_NAME_MAX];
    struct pattern *pattern;
    char command[CONFIG_TEXT_MAX]; /* "": it is copied */
};

struct hint_patterns {
    struct hint_pattern *items;
    size_t count;
};

/* Those of the settings; what is wrong with one that is left out is a line in `error` ("": nothing). */
void hint_patterns_make(struct hint_patterns *patterns, const struct config *config, char *error, size_t error_size);
void hint_patterns_finish(struct hint_patterns *patterns);

/* Its number in the list; -1: none has this name. */
int hint_patterns_find(const struct hint_patterns *patterns, const char *name);

/* Adds what a pattern finds in a text to the matches, as LINK_OTHER with its number (link_matches_insert). */
void hint_patterns_match(const struct hint_patterns *patterns, size_t number, const char *text, size_t length,
                         struct link_matches *matches);

#endif
