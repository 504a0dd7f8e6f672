/* message.h - something said to the user on the last row for a few seconds, or until a key is pressed.
 *
 * It lies under all other modes: a question goes before. Keys are not used up, but what has been readable for
 * MESSAGE_LEAST_MS goes with the next one; a click takes it away. Main thread. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "timer_heap.h"
#include "ui_stack.h"

#define MESSAGE_MS 6000
#define MESSAGE_LEAST_MS 1000 /* what is said to someone who types can be read so long */

struct message {
    struct ui_mode mode;
    struct ui_stack *stack;
    char text[256];     /* "": nothing is said */
    struct timer until; /* runs while something is said */
};

void message_init(struct message *message, struct ui_stack *stack);
void message_finish(struct message *message);

/* Replaces what was said before. The text is copied. */
void message_say(struct message *message, const char *text, int64_t now);

#endif
