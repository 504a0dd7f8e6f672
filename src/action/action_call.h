/* action_call.h - what a binding does: actions with their texts, one behind the other.
 *
 *     copy
 *     goto_tab:3
 *     copy ; send_text:\x03          blanks around the semicolon; in a text that holds it so, it is written \x3b
 *
 * Whoever binds something (keys, the mouse, a menu) writes and reads it by these functions. Main thread. */
#ifndef ACTION_CALL_H
#define ACTION_CALL_H

#include <stdio.h>

#include "action.h"

struct action_call {
    const struct action *action;
    struct action_call *next; /* NULL: there is no more */
    char text[];              /* "" where the action has none */
};

/* Reads actions. False: `error` has one line, and *calls is NULL: an unknown action, with what was probably meant; a
 * text that is missing, too much, or wrong; no memory. */
bool action_call_read(const char *text, struct action_call **calls, char *error, size_t error_size);

/* Is this what frees a binding: "none" or "unbind"? */
bool action_call_is_none(const char *text);

/* All of them; NULL does nothing. */
void action_call_destroy(struct action_call *calls);

/* Whether one of them means something. `there`: what is there, ACTION_NEEDS_... bits. */
bool action_call_means(const struct action_call *calls, unsigned there);

/* Does what means something, in order. The calls must not end before it returns. */
void action_call_run(const struct action_call *calls, const struct action_target *target, unsigned there);
/* Those of them alone that are input (ACTION_IS_INPUT): for another pane that gets the same. */
void action_call_run_input(const struct action_call *calls, const struct action_target *target);

/* Writes them as they are read, and returns the number of bytes. */
int action_call_print(const struct action_call *calls, FILE *file);

/* A line of a list: what is bound, to what, and what that does. */
void action_call_print_line(const char *bound, const struct action_call *calls, FILE *file);

#endif
