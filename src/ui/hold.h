/* hold.h - a pane whose program has ended stays, and says so on its last row (setting hold).
 *
 *      exited with 3; press a key
 *
 * Keys that the user has bound do what they are bound to, so the last output can be scrolled and copied; whoever hands
 * keys to the program asks hold_release for the others instead. A mode of a pane's stack (ui_stack.h). Main thread. */
#ifndef HOLD_H
#define HOLD_H

#include <stdbool.h>

#include "ui_stack.h"

struct hold {
    struct ui_mode mode;
    struct ui_stack *stack;
    bool begun, open;
    int status;
};

/* The program has ended with this status. Once; does nothing when it was done before. */
void hold_begin(struct hold *hold, struct ui_stack *stack, int status);
/* A key was pressed. False: nothing is held. */
bool hold_release(struct hold *hold);

#endif
