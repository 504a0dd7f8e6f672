/* loop_parts.h - what loop.c and loop_keys.c share. Internal to the main loop. */
#ifndef LOOP_PARTS_H
#define LOOP_PARTS_H

#include "loop.h"

/* The window or the font has another size: tells the view and, when the grid changed, the session. */
void loop_apply_size(struct loop *loop);

/* Closes the window, after a question when something runs in it. */
void loop_ask_close(struct loop *loop);

#endif
