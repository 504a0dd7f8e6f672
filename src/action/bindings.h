/* bindings.h - which keys do what: for each mode of input a trie of keys that follow each other.
 *
 *     normal:  ctrl+shift+c ---------------> copy
 *              ctrl+x ----> ctrl+c --------> close          (a sequence; none is bound from the start)
 *                     `---> o -------------> new_window
 *
 * A key that leads into a sequence is kept back until the sequence ends; a key that leads nowhere from inside of one
 * ends it and does nothing else (as a chord that was mistyped). Everything that is not bound goes to the program. Main
 * thread. */
#ifndef BINDINGS_H
#define BINDINGS_H

#include <stdbool.h>
#include <stdio.h>

#include <quire/key.h>

#include "action.h"
#include "config.h"

struct bindings;

/* Where a sequence that has begun stands. Begin with zero. */
struct bindings_state {
    unsigned node; /* 0: at the root */
};

enum bindings_outcome {
    BINDING_NONE,    /* the key is the program's */
    BINDING_PENDING, /* inside a sequence, or mistyped in one: used up */
    BINDING_ACTION   /* *action is to be run */
};

/* With the keys that are bound from the start, and those of the settings over them (NULL: none). What of those is wrong
 * is left out (bindings_check has told). NULL: no memory. */
struct bindings *bindings_create(const struct config *config);
void bindings_destroy(struct bindings *bindings);

/* Binds keys, "ctrl+x ctrl+c", to an action's name; "none" frees them. What was bound to a beginning of the sequence,
 * or to a longer one, is replaced. On failure false, nothing has changed and `error` has one line: an unknown key or
 * modifier, an unknown action, no memory. */
bool bindings_bind(struct bindings *bindings, const char *keys, const char *action, char *error, size_t error_size);

/* Could these keys be bound to this action? False: `error` has one line, as of bindings_bind. For struct config_checks.
 */
bool bindings_check(const char *keys, const char *action, char *error, size_t error_size);

/* What a key means. `history`: there is one to scroll in; actions of history mean nothing elsewhere, and their keys are
 * the program's. */
enum bindings_outcome bindings_key(const struct bindings *bindings, struct bindings_state *state,
                                   const struct quire_key_event *event, bool history, const struct action **action);

/* The keys and what they do, a line each. */
void bindings_print(const struct bindings *bindings, FILE *file);

#endif
