/* binding_line.h - one binding of keys as it is written in settings: the keys that follow each other, their mode, and
 * what they do. */
#ifndef BINDING_LINE_H
#define BINDING_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "action_call.h"
#include "key_chord.h"

/* Keys that follow each other; a mode's name (action_check_name) with its NUL. */
#define BINDING_CHORDS 8
#define BINDING_MODE_SIZE 32

struct binding_line {
    char mode[BINDING_MODE_SIZE]; /* "": none */
    struct key_chord chords[BINDING_CHORDS];
    unsigned count;
    struct action_call *calls; /* NULL: the keys are freed */
    bool clears;               /* all keys are freed; there are no chords */
};

/* Reads "ctrl+a>n", ".resize-h" or "", and what stands behind the =. The calls are the caller's (action_call_destroy).
 * False: `error` has one line, and there are no calls. */
bool binding_line_read(const char *keys, const char *action, struct binding_line *line, char *error, size_t error_size);

#endif
