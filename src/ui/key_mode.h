/* key_mode.h - the line that says which mode of keys holds, while one does.
 *
 *      resize  (escape leaves it)
 *
 * It lies under what else is said, and takes no keys: what they mean in a mode is known to the bindings. What an input
 * method types or composes is used up, as keys are that the mode does not know. Main thread. */
#ifndef KEY_MODE_H
#define KEY_MODE_H

#include "ui_stack.h"

struct key_mode {
    struct ui_mode mode;
    struct ui_stack *stack;
    char name[32]; /* "": none */
};

/* At the bottom of the stack, for good. */
void key_mode_init(struct key_mode *key_mode, struct ui_stack *stack);

/* The mode's name, copied; "": none. */
void key_mode_set(struct key_mode *key_mode, const char *name);

#endif
