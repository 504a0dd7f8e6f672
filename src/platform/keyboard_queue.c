#define _GNU_SOURCE
#include "keyboard_queue.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64 };

/* A stroke points into itself, so it is copied by its own function. */
static void move(struct keyboard_item *to, const struct keyboard_item *from) {
    to->kind = from->kind;
    to->text = from->text;
    key_stroke_copy(&to->stroke, &from->stroke);
}

static bool grow(struct keyboard_queue *queue) {
    size_t capacity = queue->capacity > 0 ? 2 * queue->capacity : FIRST_CAPACITY;
    struct keyboard_item *items = calloc(capacity, sizeof *items);
    if (items == NULL) {
        return false;
    }
    for (size_t i = 0; i < queue->count; i++) {
        move(&items[i], &queue->items[i]);
    }
    free(queue->items);
    queue->items = items;
    queue->capacity = capacity;
    return true;
}

static struct keyboard_item *append(struct keyboard_queue *queue, enum keyboard_item_kind kind, char *text) {
    if (queue->count == queue->capacity && !grow(queue)) {
        free(text);
        return NULL;
    }
    struct keyboard_item *item = &queue->items[queue->count++];
    item->kind = kind;
    item->text = text;
    return item;
}

void keyboard_queue_stroke(struct keyboard_queue *queue, const struct key_stroke *stroke) {
    struct keyboard_item *item = append(queue, KEYBOARD_STROKE, NULL);
    if (item != NULL) {
        key_stroke_copy(&item->stroke, stroke);
    }
}

void keyboard_queue_text(struct keyboard_queue *queue, enum keyboard_item_kind kind, const char *text) {
    char *copy = strdup(text);
    if (copy != NULL) {
        append(queue, kind, copy);
    }
}

void keyboard_queue_finish(struct keyboard_queue *queue) {
    for (size_t i = 0; i < queue->count; i++) {
        free(queue->items[i].text);
    }
    free(queue->items);
    *queue = (struct keyboard_queue){NULL, 0, 0};
}

void keyboard_queue_tell(struct keyboard_queue *queue, void (*tell)(void *user, const struct keyboard_item *item),
                         void *user) {
    while (queue->count > 0) {
        struct keyboard_queue told = *queue;
        *queue = (struct keyboard_queue){NULL, 0, 0};
        for (size_t i = 0; i < told.count; i++) {
            tell(user, &told.items[i]);
        }
        keyboard_queue_finish(&told);
    }
}
