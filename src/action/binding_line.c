#define _GNU_SOURCE
#include "binding_line.h"

#include <stdio.h>
#include <string.h>

#include "action_check.h"

/* Is the sign at `at` a key, behind what joins it to its modifiers or at the beginning of its chord? */
static bool is_key(const char *chord, const char *at) {
    return at == chord || (at[-1] == '+' && at - chord >= 2 && at[-2] != '+');
}

/* Bytes of a chord: up to a blank, or to a > that is none itself. */
static size_t chord_length(const char *chord) {
    const char *at = chord;
    while (*at != '\0' && *at != ' ' && (*at != '>' || is_key(chord, at))) {
        at++;
    }
    return (size_t)(at - chord);
}

/* What stands between two chords; 0: the end, or nothing follows a >. */
static size_t gap_length(const char *gap) {
    size_t blanks = strspn(gap, " ");
    size_t length = gap[blanks] == '>' ? blanks + 1 : blanks;
    length += strspn(gap + length, " ");
    return gap[blanks] == '>' && gap[length] == '\0' ? 0 : length;
}

static bool read_sequence(const char *keys, struct binding_line *line, char *error, size_t error_size) {
    const char *at = keys + strspn(keys, " ");
    for (size_t gap = 1; *at != '\0'; at += gap) {
        size_t length = chord_length(at);
        if (gap == 0 || line->count == BINDING_CHORDS || !key_chord_read(at, length, &line->chords[line->count])) {
            snprintf(error, error_size, "'%.*s' is no key ('quire list-keys' shows how keys are written)",
                     (int)(length > 0 ? length : 1), at);
            return false;
        }
        line->count++;
        at += length;
        gap = gap_length(at);
    }
    if (line->count == 0) {
        snprintf(error, error_size, "no key is named");
    }
    return line->count > 0;
}

/* ".resize-h": the mode before the keys. A point is a key, too, but no other key begins with it. */
static const char *read_mode(const char *keys, struct binding_line *line) {
    char error[100];
    size_t length = strcspn(keys + 1, "-");
    if (keys[0] != '.' || keys[1 + length] == '\0' || length >= sizeof line->mode) {
        return keys;
    }
    snprintf(line->mode, sizeof line->mode, "%.*s", (int)length, keys + 1);
    if (!action_check_name(line->mode, error, sizeof error)) {
        line->mode[0] = '\0';
    }
    return line->mode[0] != '\0' ? keys + length + 2 : keys;
}

static bool read_clear(const char *action, struct binding_line *line, char *error, size_t error_size) {
    line->clears = strcmp(action, "clear") == 0;
    if (!line->clears) {
        snprintf(error, error_size, "'keys = clear' frees all keys; a key is bound by 'keys-KEY = ACTION'");
    }
    return line->clears;
}

bool binding_line_read(const char *keys, const char *action, struct binding_line *line, char *error,
                       size_t error_size) {
    *line = (struct binding_line){.count = 0};
    if (keys[0] == '\0') {
        return read_clear(action, line, error, error_size);
    }
    return read_sequence(read_mode(keys, line), line, error, error_size) &&
           (action_call_is_none(action) || action_call_read(action, &line->calls, error, error_size));
}
