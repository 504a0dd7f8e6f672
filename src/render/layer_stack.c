#include "layer_stack.h"

#include <stdlib.h>
#include <string.h>

void layer_stack_clear(struct layer_stack *stack) {
    for (uint32_t slot = 0; slot < stack->capacity; slot++)
        layer_finish(&stack->slots[slot]);
    stack->count = 0;
}

void layer_stack_finish(struct layer_stack *stack) {
    layer_stack_clear(stack);
    free(stack->slots);
    free(stack->order);
    memset(stack, 0, sizeof *stack);
}

/* Room for those that stay for the sake of the last picture, and for all of the next one. */
static bool reserve(struct layer_stack *stack, size_t count) {
    uint32_t capacity = (uint32_t)(stack->count + count);
    if (capacity <= stack->capacity)
        return true;
    struct layer *slots = realloc(stack->slots, capacity * sizeof *slots);
    if (!slots)
        return false;
    stack->slots = slots;
    uint32_t *order = realloc(stack->order, capacity * sizeof *order);
    if (!order)
        return false;
    stack->order = order;
    for (uint32_t slot = stack->capacity; slot < capacity; slot++)
        stack->slots[slot] = (struct layer){.slot = slot};
    stack->capacity = capacity;
    return true;
}

static struct layer *find(const struct layer_stack *stack, uint64_t id, enum scene_kind kind) {
    for (uint32_t slot = 0; slot < stack->capacity; slot++) {
        struct layer *layer = &stack->slots[slot];
        if (layer->id == id && (id == 0 || layer->kind == kind))
            return layer;
    }
    return NULL;
}

/* Do the layers that stay lie over each other as before? */
static bool keeps_order(const struct layer_stack *stack) {
    uint32_t least = 0;
    for (uint32_t i = 0; i < stack->count; i++) {
        const struct layer *layer = layer_stack_at(stack, i);
        if (!layer->was_shown)
            continue;
        if (layer->last_order < least)
            return false;
        least = layer->last_order;
    }
    return true;
}

bool layer_stack_take(struct layer_stack *stack, const struct scene *scene) {
    if (!reserve(stack, scene->count))
        return false;
    stack->count = 0;
    for (uint32_t i = 0; i < scene->count; i++) {
        const struct scene_layer *from = &scene->layers[i];
        struct layer *layer = find(stack, from->id, from->kind);
        layer = layer ? layer : find(stack, 0, from->kind);
        layer->id = from->id;
        layer->kind = from->kind;
        layer->is_shown = true;
        stack->order[stack->count++] = layer->slot;
    }
    stack->is_reordered = !keeps_order(stack);
    return true;
}

void layer_stack_settle(struct layer_stack *stack) {
    for (uint32_t i = 0; i < stack->count; i++)
        layer_settle(layer_stack_at(stack, i), i);
}
