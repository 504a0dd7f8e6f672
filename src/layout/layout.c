#include "layout.h"

#include <stdlib.h>
#include <string.h>

void layout_finish(struct layout *layout) {
    free(layout->nodes);
    free(layout->tabs);
    *layout = (struct layout)LAYOUT_INIT;
}

/* --- nodes --- */

static bool is_free(const struct layout_node *node) {
    return node->pane == 0 && node->first == LAYOUT_NONE;
}

static const struct layout_node free_node = {0, LAYOUT_NONE, LAYOUT_NONE, LAYOUT_NONE, false, 0.5f};

/* Room for so many free nodes. */
static bool reserve(struct layout *layout, size_t more) {
    size_t unused = 0;
    for (size_t i = 0; i < layout->count; i++) {
        unused += is_free(&layout->nodes[i]);
    }
    if (unused >= more || layout->count - unused + more <= layout->capacity) {
        return true;
    }
    size_t capacity = 2 * (layout->count + more);
    struct layout_node *grown = realloc(layout->nodes, capacity * sizeof *grown);
    if (grown != NULL) {
        layout->nodes = grown;
        layout->capacity = capacity;
    }
    return grown != NULL;
}

/* There is room. */
static uint32_t take_node(struct layout *layout) {
    uint32_t index = 0;
    while (index < layout->count && !is_free(&layout->nodes[index])) {
        index++;
    }
    layout->count += index == layout->count;
    layout->nodes[index] = free_node;
    return index;
}

static uint32_t leaf_of(const struct layout *layout, uint32_t pane) {
    for (uint32_t i = 0; pane != 0 && i < layout->count; i++) {
        if (layout->nodes[i].pane == pane) {
            return i;
        }
    }
    return LAYOUT_NONE;
}

static uint32_t root_of(const struct layout *layout, uint32_t node) {
    while (layout->nodes[node].parent != LAYOUT_NONE) {
        node = layout->nodes[node].parent;
    }
    return node;
}

/* What led to `old` leads to `new_node` from now on. */
static void relink(struct layout *layout, uint32_t parent, uint32_t old, uint32_t new_node) {
    layout->nodes[new_node].parent = parent;
    if (parent != LAYOUT_NONE) {
        struct layout_node *up = &layout->nodes[parent];
        *(up->first == old ? &up->first : &up->second) = new_node;
        return;
    }
    for (size_t i = 0; i < layout->tab_count; i++) {
        layout->tabs[i] = layout->tabs[i] == old ? new_node : layout->tabs[i];
    }
}

/* --- tabs and splits --- */

static bool reserve_tab(struct layout *layout) {
    if (layout->tab_count < layout->tab_capacity) {
        return true;
    }
    size_t capacity = layout->tab_capacity > 0 ? 2 * layout->tab_capacity : 4;
    uint32_t *grown = realloc(layout->tabs, capacity * sizeof *grown);
    if (grown != NULL) {
        layout->tabs = grown;
        layout->tab_capacity = capacity;
    }
    return grown != NULL;
}

bool layout_add_tab(struct layout *layout, uint32_t pane) {
    if (!reserve_tab(layout) || !reserve(layout, 1)) {
        return false;
    }
    size_t at = layout->tab_count > 0 ? layout->current + 1 : 0;
    uint32_t leaf = take_node(layout);
    layout->nodes[leaf].pane = pane;
    memmove(layout->tabs + at + 1, layout->tabs + at, (layout->tab_count - at) * sizeof *layout->tabs);
    layout->tabs[at] = leaf;
    layout->tab_count++;
    layout->current = at;
    return true;
}

bool layout_split(struct layout *layout, uint32_t pane, uint32_t new_pane, enum layout_side side) {
    uint32_t old = leaf_of(layout, pane);
    if (old == LAYOUT_NONE || !reserve(layout, 2)) {
        return false;
    }
    uint32_t leaf = take_node(layout);
    layout->nodes[leaf].pane = new_pane;
    uint32_t split = take_node(layout);
    bool before = side == LAYOUT_LEFT || side == LAYOUT_ABOVE;
    relink(layout, layout->nodes[old].parent, old, split);
    layout->nodes[split].first = before ? leaf : old;
    layout->nodes[split].second = before ? old : leaf;
    layout->nodes[split].stacked = side == LAYOUT_ABOVE || side == LAYOUT_BELOW;
    layout->nodes[leaf].parent = layout->nodes[old].parent = split;
    return true;
}

static void remove_tab(struct layout *layout, uint32_t root) {
    size_t at = 0;
    while (layout->tabs[at] != root) {
        at++;
    }
    layout->tab_count--;
    memmove(layout->tabs + at, layout->tabs + at + 1, (layout->tab_count - at) * sizeof *layout->tabs);
    if (layout->current > at || layout->current == layout->tab_count) {
        layout->current -= layout->current > 0;
    }
}

void layout_remove(struct layout *layout, uint32_t pane) {
    uint32_t leaf = leaf_of(layout, pane);
    if (leaf == LAYOUT_NONE) {
        return;
    }
    uint32_t split = layout->nodes[leaf].parent;
    if (split == LAYOUT_NONE) {
        remove_tab(layout, leaf);
    } else {
        struct layout_node *node = &layout->nodes[split];
        relink(layout, node->parent, split, node->first == leaf ? node->second : node->first);
        *node = free_node;
    }
    layout->nodes[leaf] = free_node;
}

/* --- places --- */

/* The part of a split's rectangle that is its first child's, or its second's. */
static struct layout_rect part_of(const struct layout_node *split, struct layout_rect whole, uint32_t gap,
                                  bool is_second) {
    uint32_t length = split->stacked ? whole.height : whole.width;
    uint32_t room = length > gap ? length - gap : 0;
    uint32_t first = (uint32_t)((float)room * split->ratio + 0.5f);
    uint32_t start = is_second ? first + gap : 0, size = is_second ? room - first : first;
    start = start < length ? start : length;
    return split->stacked ? (struct layout_rect){whole.x, whole.y + start, whole.width, size}
                          : (struct layout_rect){whole.x + start, whole.y, size, whole.height};
}

static struct layout_rect place_of(const struct layout *layout, uint32_t node, struct layout_rect whole, uint32_t gap) {
    uint32_t parent = layout->nodes[node].parent;
    if (parent == LAYOUT_NONE) {
        return whole;
    }
    const struct layout_node *split = &layout->nodes[parent];
    return part_of(split, place_of(layout, parent, whole, gap), gap, split->second == node);
}

bool layout_place(const struct layout *layout, uint32_t pane, struct layout_rect whole, uint32_t gap_px,
                  struct layout_rect *place) {
    uint32_t leaf = leaf_of(layout, pane);
    if (leaf != LAYOUT_NONE) {
        *place = place_of(layout, leaf, whole, gap_px);
    }
    return leaf != LAYOUT_NONE;
}

static bool holds(struct layout_rect rect, uint32_t x, uint32_t y) {
    return x >= rect.x && x - rect.x < rect.width && y >= rect.y && y - rect.y < rect.height;
}

static bool is_shown(const struct layout *layout, uint32_t leaf) {
    return root_of(layout, leaf) == layout->tabs[layout->current];
}

uint32_t layout_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t x, uint32_t y) {
    for (uint32_t i = 0; i < layout->count; i++) {
        if (layout->nodes[i].pane != 0 && is_shown(layout, i) && holds(place_of(layout, i, whole, gap_px), x, y)) {
            return layout->nodes[i].pane;
        }
    }
    return 0;
}

/* How far `to` lies from `from` on that side, and how far from its middle; UINT64_MAX: it does not lie there. */
static uint64_t distance(struct layout_rect from, struct layout_rect to, enum layout_side side) {
    int64_t edge = side == LAYOUT_LEFT    ? (int64_t)from.x - (to.x + to.width)
                   : side == LAYOUT_RIGHT ? (int64_t)to.x - (from.x + from.width)
                   : side == LAYOUT_ABOVE ? (int64_t)from.y - (to.y + to.height)
                                          : (int64_t)to.y - (from.y + from.height);
    bool beside = side == LAYOUT_LEFT || side == LAYOUT_RIGHT;
    int64_t middle = beside ? from.y + from.height / 2 : from.x + from.width / 2;
    int64_t start = beside ? to.y : to.x, length = beside ? to.height : to.width;
    int64_t off = middle < start ? start - middle : middle >= start + length ? middle - start - length + 1 : 0;
    return edge < 0 ? UINT64_MAX : (uint64_t)edge << 32 | (uint64_t)off;
}

uint32_t layout_beside(const struct layout *layout, uint32_t pane, enum layout_side side, struct layout_rect whole,
                       uint32_t gap_px) {
    uint32_t leaf = leaf_of(layout, pane), best = 0;
    uint64_t nearest = UINT64_MAX;
    if (leaf == LAYOUT_NONE) {
        return 0;
    }
    struct layout_rect from = place_of(layout, leaf, whole, gap_px);
    for (uint32_t i = 0; i < layout->count; i++) {
        if (i == leaf || layout->nodes[i].pane == 0 || root_of(layout, i) != root_of(layout, leaf)) {
            continue;
        }
        uint64_t far = distance(from, place_of(layout, i, whole, gap_px), side);
        best = far < nearest ? layout->nodes[i].pane : best;
        nearest = far < nearest ? far : nearest;
    }
    return best;
}

bool layout_move_edge(struct layout *layout, uint32_t pane, enum layout_side side, int32_t by_px,
                      struct layout_rect whole, uint32_t gap_px) {
    bool stacked = side == LAYOUT_ABOVE || side == LAYOUT_BELOW;
    bool from_first = side == LAYOUT_RIGHT || side == LAYOUT_BELOW;
    uint32_t node = leaf_of(layout, pane);
    while (node != LAYOUT_NONE && layout->nodes[node].parent != LAYOUT_NONE) {
        uint32_t parent = layout->nodes[node].parent;
        struct layout_node *split = &layout->nodes[parent];
        if (split->stacked == stacked && (split->first == node) == from_first) {
            struct layout_rect place = place_of(layout, parent, whole, gap_px);
            uint32_t length = stacked ? place.height : place.width;
            float room = length > gap_px ? (float)(length - gap_px) : 1.0f;
            float ratio = split->ratio + (float)(from_first ? by_px : -by_px) / room;
            split->ratio = ratio < 0.05f ? 0.05f : ratio > 0.95f ? 0.95f : ratio;
            return true;
        }
        node = parent;
    }
    return false;
}

static void collect(const struct layout *layout, uint32_t node, uint32_t *panes, size_t capacity, size_t *count) {
    const struct layout_node *at = &layout->nodes[node];
    if (at->pane != 0) {
        if (*count < capacity) {
            panes[*count] = at->pane;
        }
        ++*count;
        return;
    }
    collect(layout, at->first, panes, capacity, count);
    collect(layout, at->second, panes, capacity, count);
}

size_t layout_panes(const struct layout *layout, uint32_t *panes, size_t capacity) {
    size_t count = 0;
    if (layout->tab_count > 0) {
        collect(layout, layout->tabs[layout->current], panes, capacity, &count);
    }
    return count;
}
