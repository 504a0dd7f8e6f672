/* keyboard_queue.h - what was typed, in order: keys, texts that an input method committed, and what it composes.
 *
 * On Wayland all of these come while SDL pumps, and are told when it is done. */
#ifndef KEYBOARD_QUEUE_H
#define KEYBOARD_QUEUE_H

#include <stdbool.h>
#include <stddef.h>

#include "xkb_keys.h"

enum keyboard_item_kind { KEYBOARD_STROKE, KEYBOARD_COMMIT, KEYBOARD_PREEDIT };

struct keyboard_item {
    enum keyboard_item_kind kind;
    struct key_stroke stroke;
    char *text; /* of a commit or preedit */
};

struct keyboard_queue {
    struct keyboard_item *items; /* grows: a slow picture must not lose keys */
    size_t count, capacity;
};

/* Copied. Without memory they are lost. Amortised constant. */
void keyboard_queue_stroke(struct keyboard_queue *queue, const struct key_stroke *stroke);
void keyboard_queue_text(struct keyboard_queue *queue, enum keyboard_item_kind kind, const char *text);

/* Empties it, in order. What comes meanwhile comes after these. */
void keyboard_queue_tell(struct keyboard_queue *queue, void (*tell)(void *user, const struct keyboard_item *item),
                         void *user);
void keyboard_queue_finish(struct keyboard_queue *queue);

#endif
