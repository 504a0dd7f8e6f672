#include "layout_tree.h"

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

uint32_t layout_leaf_of(const struct layout *layout, uint32_t pane) {
    for (uint32_t i = 0; pane != 0 && i < layout->count; i++) {
        if (layout->nodes[i].pane == pane) {
            return i;
        }
    }
    return LAYOUT_NONE;
}

uint32_t layout_root_of(const struct layout *layout, uint32_t node) {
    while (layout->nodes[node].parent != LAYOUT_NONE) {
        node = layout->nodes[node].parent;
    }
    return node;
}

uint32_t layout_end_of(const struct layout *layout, uint32_t node, bool last) {
    while (layout->nodes[node].pane == 0) {
        node = last ? layout->nodes[node].second : layout->nodes[node].first;
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
        layout->tabs[i].root = layout->tabs[i].root == old ? new_node : layout->tabs[i].root;
    }
}

/* --- tabs and splits --- */

static bool reserve_tab(struct layout *layout) {
    if (layout->tab_count < layout->tab_capacity) {
        return true;
    }
    size_t capacity = layout->tab_capacity > 0 ? 2 * layout->tab_capacity : 4;
    struct layout_tab *grown = realloc(layout->tabs, capacity * sizeof *grown);
    if (grown != NULL) {
        layout->tabs = grown;
        layout->tab_capacity = capacity;
    }
    return grown != NULL;
}

/* There is room. */
static void insert_tab(struct layout *layout, uint32_t leaf) {
    size_t at = layout->tab_count > 0 ? layout->current + 1 : 0;
    memmove(layout->tabs + at + 1, layout->tabs + at, (layout->tab_count - at) * sizeof *layout->tabs);
    layout->tabs[at] = (struct layout_tab){leaf, layout->nodes[leaf].pane, false, false};
    layout->tab_count++;
    layout->current = at;
}

bool layout_add_tab(struct layout *layout, uint32_t pane) {
    if (!reserve_tab(layout) || !reserve(layout, 1)) {
        return false;
    }
    uint32_t leaf = take_node(layout);
    layout->nodes[leaf].pane = pane;
    insert_tab(layout, leaf);
    return true;
}

bool layout_split(struct layout *layout, uint32_t pane, uint32_t new_pane, enum layout_side side) {
    uint32_t old = layout_leaf_of(layout, pane);
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
    struct layout_tab *tab = &layout->tabs[layout_tab_of(layout, new_pane)];
    tab->pane = new_pane;
    tab->zoomed = false;
    return true;
}

static void remove_tab(struct layout *layout, size_t at) {
    layout->tab_count--;
    memmove(layout->tabs + at, layout->tabs + at + 1, (layout->tab_count - at) * sizeof *layout->tabs);
    if (layout->current > at || layout->current == layout->tab_count) {
        layout->current -= layout->current > 0;
    }
}

/* Takes a leaf that is not alone out of its tree: its neighbour has the split's place. */
static void take_out(struct layout *layout, uint32_t leaf) {
    struct layout_tab *tab = &layout->tabs[layout_tab_of(layout, layout->nodes[leaf].pane)];
    uint32_t split = layout->nodes[leaf].parent;
    struct layout_node *node = &layout->nodes[split];
    bool is_first = node->first == leaf;
    uint32_t neighbour = is_first ? node->second : node->first;
    if (tab->pane == layout->nodes[leaf].pane) {
        tab->pane = layout->nodes[layout_end_of(layout, neighbour, !is_first)].pane;
        tab->zoomed = false;
    }
    relink(layout, node->parent, split, neighbour);
    *node = free_node;
    layout->nodes[leaf].parent = LAYOUT_NONE;
    tab->zoomed = tab->zoomed && layout->nodes[tab->root].pane == 0;
}

void layout_remove(struct layout *layout, uint32_t pane) {
    uint32_t leaf = layout_leaf_of(layout, pane);
    if (leaf == LAYOUT_NONE) {
        return;
    }
    if (layout->nodes[leaf].parent == LAYOUT_NONE) {
        remove_tab(layout, layout_tab_of(layout, pane));
    } else {
        take_out(layout, leaf);
    }
    layout->nodes[leaf] = free_node;
}

bool layout_pane_to_tab(struct layout *layout, uint32_t pane) {
    uint32_t leaf = layout_leaf_of(layout, pane);
    if (leaf == LAYOUT_NONE || layout->nodes[leaf].parent == LAYOUT_NONE || !reserve_tab(layout)) {
        return false;
    }
    take_out(layout, leaf);
    insert_tab(layout, leaf);
    return true;
}
