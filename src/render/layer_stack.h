/* layer_stack.h - the layers of the last picture and of the one that is being made, found again by their ids. */
#ifndef LAYER_STACK_H
#define LAYER_STACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "layer.h"

struct layer_stack {
    struct layer *slots; /* by slot: those of this picture and of the last one, and free ones */
    uint32_t capacity;
    uint32_t *order; /* slots of this picture's, the lowest first */
    uint32_t count;
    bool is_reordered; /* layers that stay lie over each other in another order */
};

void layer_stack_finish(struct layer_stack *stack);
/* Forgets all layers; memory is kept. */
void layer_stack_clear(struct layer_stack *stack);

/* Finds the layers of a scene or gives them slots: afterwards layer_stack_at(stack, i) is scene->layers[i]. False: no
 * memory. Cost: comparisons of ids, layers by layers. */
bool layer_stack_take(struct layer_stack *stack, const struct scene *scene);

static inline struct layer *layer_stack_at(const struct layer_stack *stack, uint32_t index) {
    return &stack->slots[stack->order[index]];
}

/* The picture was drawn: what is in it is that of the last one. What was in the last one alone is to be released
 * before. */
void layer_stack_settle(struct layer_stack *stack);

#endif
