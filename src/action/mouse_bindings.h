/* mouse_bindings.h - which buttons and turns of the wheel do what: a list of chords, "ctrl+wheel_up", with actions.
 *
 * Part of the bindings (bindings.h), which hold it. A button without a binding does what it does by itself: the left
 * one selects, the wheel scrolls. The left button alone, or with shift, cannot be bound, for nothing could be selected
 * then. Main thread. */
#ifndef MOUSE_BINDINGS_H
#define MOUSE_BINDINGS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include <quire/mouse.h>

#include "action_call.h"

struct mouse_binding {
    uint32_t mods; /* quire_modifier bits: shift, alt, ctrl */
    enum quire_mouse_button button;
    struct action_call *calls;
};

/* Zero is an empty list. */
struct mouse_bindings {
    struct mouse_binding *list;
    size_t count, capacity;
};

void mouse_bindings_finish(struct mouse_bindings *bindings);

/* Binds, as bindings_bind does: "ctrl+middle" to actions, "none" or "unbind" to free it, "" and "clear" to free all.
 * False: nothing has changed, and `error` has one line. */
bool mouse_bindings_bind(struct mouse_bindings *bindings, const char *chord, const char *action, char *error,
                         size_t error_size);

/* Could this be bound? For struct config_checks. */
bool mouse_bindings_check(const char *chord, const char *action, char *error, size_t error_size);

/* What a button does with these modifiers, or, where nothing is bound to it with shift, without it. NULL: nothing. */
const struct action_call *mouse_bindings_find(const struct mouse_bindings *bindings, enum quire_mouse_button button,
                                              uint32_t mods);

/* "mouse-ctrl+wheel_up" and what it does, a line each. */
void mouse_bindings_print(const struct mouse_bindings *bindings, FILE *file);

#endif
