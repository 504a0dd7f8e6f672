#include "layer_scroll.h"

/* From where to where pixels move. */
struct scroll {
    struct backend_area from, to;
};

struct backend_area layer_scrolled_area(const struct layer *layer, const struct layer_means *means) {
    struct backend_area rows = layer_rows_area(layer, means, layer->moved.first, layer->moved.count);
    return area_common(&rows, &layer->now.area);
}

/* Does a layer of the last picture, or of this one, lie over it? */
static bool was_above(const struct layer *other, const struct layer *layer) {
    return other->was_shown && other->last_order > layer->last_order;
}

static bool is_above(const struct layer_stack *stack, const struct layer *other, uint32_t index) {
    for (uint32_t i = index + 1; i < stack->count; i++) {
        if (layer_stack_at(stack, i) == other)
            return true;
    }
    return false;
}

static bool meets(const struct scroll *scroll, const struct backend_area *area) {
    return area_meets(&scroll->from, area) || area_meets(&scroll->to, area);
}

static bool is_free(const struct layer_stack *stack, uint32_t index, const struct scroll *scroll) {
    const struct layer *layer = layer_stack_at(stack, index);
    for (uint32_t slot = 0; slot < stack->capacity; slot++) {
        const struct layer *other = &stack->slots[slot];
        if (other->kind != SCENE_GRID)
            continue;
        if ((was_above(other, layer) && meets(scroll, &other->last.area)) ||
            (is_above(stack, other, index) && meets(scroll, &other->now.area)))
            return false;
    }
    return true;
}

/* One colour over all that moves: it looks the same wherever it is moved to. One that has come, changed or gone is
 * drawn whole anyway, or what it covered. */
static bool covers_evenly(const struct layer *other, const struct scroll *scroll) {
    return other->kind == SCENE_FILL && area_holds(&other->now.area, &scroll->from) &&
           area_holds(&other->now.area, &scroll->to);
}

static void add(struct damage *damage, const struct layer *other, const struct backend_area *part,
                const struct layer_means *means) {
    uint32_t rows = other->kind == SCENE_FILL ? 0 : part->height / means->metrics->cell_height;
    damage_add(damage, part, rows, damage->count);
}

/* What the layers above make wrong: their pixels that have moved along, and those that were moved over them. */
static void add_disturbed(const struct layer_stack *stack, uint32_t index, const struct scroll *scroll,
                          const struct layer_means *means, struct damage *damage) {
    const struct layer *layer = layer_stack_at(stack, index);
    for (uint32_t slot = 0; slot < stack->capacity; slot++) {
        const struct layer *other = &stack->slots[slot];
        if (other->id == 0 || covers_evenly(other, scroll))
            continue;
        if (was_above(other, layer)) {
            struct backend_area part = area_common(&other->last.area, &scroll->from);
            part.y = part.y - scroll->from.y + scroll->to.y;
            add(damage, other, &part, means);
        }
        if (is_above(stack, other, index)) {
            struct backend_area part = area_common(&other->now.area, &scroll->to);
            add(damage, other, &part, means);
        }
    }
}

/* The pixels that move; empty where none would be seen. What is moved out of the layer or the window is cut off. */
static struct scroll scroll_of(const struct layer *layer, const struct layer_means *means,
                               const struct backend_area *window, const struct sheet_move *move) {
    struct backend_area seen = area_common(&layer->now.area, window);
    struct backend_area from = layer_rows_area(layer, means, (uint32_t)((int64_t)move->first + move->by), move->count);
    struct backend_area to = layer_rows_area(layer, means, move->first, move->count);
    struct scroll scroll = {area_common(&from, &seen), area_common(&to, &seen)};
    scroll.from.height = scroll.to.height;
    return scroll;
}

void layer_scroll(const struct layer_stack *stack, uint32_t index, const struct layer_means *means,
                  const struct backend_area *window, struct damage *damage) {
    struct layer *layer = layer_stack_at(stack, index);
    const struct backend_calls *calls = means->backend->calls;
    if (!calls->move || layer->kind != SCENE_GRID || layer->is_whole || layer->now.cut > 0)
        return;
    struct sheet_move move = layer_what_moved(layer, means, window->height);
    struct scroll scroll = scroll_of(layer, means, window, &move);
    if (area_is_empty(&scroll.to) || !is_free(stack, index, &scroll) ||
        !calls->move(means->backend, &scroll.from, scroll.to.y))
        return;
    layer_move(layer, &move);
    add_disturbed(stack, index, &scroll, means, damage);
}
