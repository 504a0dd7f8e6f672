/* message.h - something said to the user on the last row for a few seconds, or until a key is pressed.
 *
 * More than one thing is said one after the other: whatever takes a line away brings the next one. What is longer than
 * the row loses its beginning: of a line about a file the end says more.
 *
 * It lies under all other modes: a question goes before. Keys are not used up, but what has been readable for
 * MESSAGE_LEAST_MS goes with the next one; a click takes it away. Main thread. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include <stddef.h>

#include "timer_heap.h"
#include "ui_stack.h"

#define MESSAGE_MS 6000
#define MESSAGE_LEAST_MS 1000 /* what is said to someone who types can be read so long */

struct message {
    struct ui_mode mode;
    struct ui_stack *stack;
    char text[512]; /* "": nothing is said */
    char *rest;     /* what is said behind it: lines, each ended by a NUL */
    size_t rest_length;
    struct timer until; /* runs while something is said */
};

void message_init(struct message *message, struct ui_stack *stack);
void message_finish(struct message *message);

/* Replaces what was said before, and what would have been behind it. The text is copied. */
void message_say(struct message *message, const char *text, int64_t now);
/* Says it behind what is said already. Without memory it is not said. */
void message_add(struct message *message, const char *text, int64_t now);

#endif
