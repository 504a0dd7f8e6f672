/* bindings.h - which keys do what: for each mode of input a trie of keys that follow each other.
 *
 *     no mode:  ctrl+shift+c ---------------> copy
 *               ctrl+x ----> ctrl+c --------> close          (a sequence; none is bound from the start)
 *                      `---> o -------------> new_window
 *     resize:   h --------------------------> resize_pane:left
 *
 * A key that leads into a sequence is kept back until the sequence ends; a key that leads nowhere from inside of one
 * ends it and does nothing else (as a chord that was mistyped). Everything that is not bound goes to the program.
 *
 * In a mode its own keys alone mean something, and all others are used up: whoever moves panes by single letters must
 * not type into a shell when one of them is no letter of the mode. So that nobody is caught, escape leaves every mode
 * that does not bind it. A mode that is entered for one key is left with that key, whichever it is.
 *
 * Main thread. */
#ifndef BINDINGS_H
#define BINDINGS_H

#include <stdbool.h>
#include <stdio.h>

#include <quire/key.h>

#include "action_call.h"
#include "config.h"
#include "mouse_bindings.h"

struct bindings;

/* Where a sequence that has begun stands, and the mode. Begin with zero; of other bindings it means nothing. */
struct bindings_state {
    unsigned node;  /* 0: at a sequence's beginning */
    unsigned table; /* 0: no mode */
    bool once;      /* the mode ends with the next key */
};

enum bindings_outcome {
    BINDING_NONE,    /* the key is the program's */
    BINDING_PENDING, /* inside a sequence, or mistyped in one or in a mode: used up */
    BINDING_ACTION   /* *calls is to be run */
};

/* With the keys that are bound from the start, and those of the settings over them (NULL: none). What of those is wrong
 * is left out (bindings_check has told). NULL: no memory. */
struct bindings *bindings_create(const struct config *config);
/* Whoever runs what bindings_key gives holds them meanwhile: an action may put others in their place. */
struct bindings *bindings_acquire(struct bindings *bindings);
/* The last one frees them. NULL does nothing. */
void bindings_release(struct bindings *bindings);

/* Binds keys, "ctrl+x>ctrl+c" (or with a blank in place of >), to actions (action_call.h); "none" and "unbind" free
 * them. ".resize-h" is a key of the mode "resize". What was bound to a beginning of the sequence, or to a longer one,
 * is replaced. No keys, "", and "clear": all keys are freed. On failure false, nothing has changed and `error` has one
 * line: an unknown key or modifier, an unknown action, a wrong text of one, no memory. */
bool bindings_bind(struct bindings *bindings, const char *keys, const char *action, char *error, size_t error_size);

/* Could these keys be bound to this action? False: `error` has one line, as of bindings_bind. For struct config_checks.
 */
bool bindings_check(const char *keys, const char *action, char *error, size_t error_size);

/* What a key means. `there`: what is there, ACTION_NEEDS_... bits; actions that need more mean nothing, and keys that
 * have no other one are the program's. */
enum bindings_outcome bindings_key(const struct bindings *bindings, struct bindings_state *state,
                                   const struct quire_key_event *event, unsigned there,
                                   const struct action_call **calls);

/* What a button, or a step of the wheel, does (mouse_bindings.h). NULL: what it does by itself. */
const struct action_call *bindings_button(const struct bindings *bindings, enum quire_mouse_button button,
                                          uint32_t mods);

/* The keys that were bound first to this action alone (without a text); "": none, and it fits into `size`. */
void bindings_keys_of(const struct bindings *bindings, const char *action, char *keys, size_t size);

/* Enters a mode, for one key or until it is left. False: no key is bound in a mode of this name. */
bool bindings_enter(const struct bindings *bindings, struct bindings_state *state, const char *mode, bool once);
void bindings_leave(struct bindings_state *state);
/* The name of the mode; "": none. Borrowed from the bindings. */
const char *bindings_mode(const struct bindings *bindings, const struct bindings_state *state);

/* The keys and buttons and what they do, a line each. */
void bindings_print(const struct bindings *bindings, FILE *file);

#endif
