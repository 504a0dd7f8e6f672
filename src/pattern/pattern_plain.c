/* pattern_plain.c - see pattern.h: plain text without PCRE2, in any case of ASCII letters alone. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"
#include "pattern_required.h"

struct pattern {
    bool minds_case;
    size_t length;
    char text[PATTERN_MAX]; /* in lower case where that does not matter */
    struct pattern_required required;
};

bool pattern_has_regex(void) {
    return false;
}

bool pattern_minds_case(const struct pattern *pattern) {
    return pattern->minds_case;
}

const char *pattern_required(const struct pattern *pattern, size_t *length) {
    *length = pattern->required.length;
    return *length > 0 ? pattern->required.text : NULL;
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

static bool has_upper(const char *text, size_t length) {
    for (size_t i = 0; i < length; i++) {
        if (lower(text[i]) != text[i]) {
            return true;
        }
    }
    return false;
}

static bool minds_case(const char *text, size_t length, uint32_t flags) {
    bool is_smart = (flags & PATTERN_SMART_CASE) != 0;
    return (flags & PATTERN_IGNORE_CASE) == 0 && (!is_smart || has_upper(text, length));
}

struct pattern *pattern_create(const char *text, size_t length, uint32_t flags, char *error, size_t error_size) {
    const char *wrong = (flags & PATTERN_REGEX) != 0 ? "this program was built without regular expressions (PCRE2)"
                        : length > PATTERN_MAX       ? "too long"
                                                     : NULL;
    struct pattern *pattern = wrong == NULL ? calloc(1, sizeof *pattern) : NULL;
    if (pattern == NULL) {
        snprintf(error, error_size, "%s", wrong != NULL ? wrong : "no memory");
        return NULL;
    }
    pattern->minds_case = minds_case(text, length, flags);
    pattern->length = length;
    for (size_t i = 0; i < length; i++) {
        pattern->text[i] = pattern->minds_case ? text[i] : lower(text[i]);
    }
    pattern_required_find(&pattern->required, text, length, false, !pattern->minds_case);
    return pattern;
}

void pattern_destroy(struct pattern *pattern) {
    free(pattern);
}

static bool is_at(const struct pattern *pattern, const char *at) {
    for (size_t i = 0; i < pattern->length; i++) {
        if ((pattern->minds_case ? at[i] : lower(at[i])) != pattern->text[i]) {
            return false;
        }
    }
    return true;
}

enum pattern_result pattern_find(struct pattern *pattern, const char *text, size_t length, size_t from,
                                 struct pattern_hit *hit) {
    memset(hit, 0, sizeof *hit);
    for (; pattern->length > 0 && pattern->length <= length && from <= length - pattern->length; from++) {
        if (is_at(pattern, text + from)) {
            hit->whole = hit->groups[0] = (struct pattern_span){from, from + pattern->length};
            return PATTERN_FOUND;
        }
    }
    return PATTERN_NONE;
}
