#include "layout_tree.h"

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

struct layout_rect layout_node_place(const struct layout *layout, uint32_t node, struct layout_rect whole,
                                     uint32_t gap) {
    uint32_t parent = layout->nodes[node].parent;
    if (parent == LAYOUT_NONE) {
        return whole;
    }
    const struct layout_node *split = &layout->nodes[parent];
    return part_of(split, layout_node_place(layout, parent, whole, gap), gap, split->second == node);
}

static bool is_zoomed(const struct layout *layout, uint32_t pane) {
    const struct layout_tab *tab = &layout->tabs[layout_tab_of(layout, pane)];
    return tab->zoomed && tab->pane == pane;
}

bool layout_place(const struct layout *layout, uint32_t pane, struct layout_rect whole, uint32_t gap_px,
                  struct layout_rect *place) {
    uint32_t leaf = layout_leaf_of(layout, pane);
    if (leaf != LAYOUT_NONE) {
        *place = is_zoomed(layout, pane) ? whole : layout_node_place(layout, leaf, whole, gap_px);
    }
    return leaf != LAYOUT_NONE;
}

static bool holds(struct layout_rect rect, uint32_t x, uint32_t y) {
    return x >= rect.x && x - rect.x < rect.width && y >= rect.y && y - rect.y < rect.height;
}

static bool is_in_view(const struct layout *layout, uint32_t leaf) {
    return layout_root_of(layout, leaf) == layout->tabs[layout->current].root;
}

uint32_t layout_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t x, uint32_t y) {
    if (layout->tab_count > 0 && layout->tabs[layout->current].zoomed) {
        return holds(whole, x, y) ? layout_current(layout) : 0;
    }
    for (uint32_t i = 0; i < layout->count; i++) {
        if (layout->nodes[i].pane != 0 && is_in_view(layout, i) &&
            holds(layout_node_place(layout, i, whole, gap_px), x, y)) {
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
    uint32_t leaf = layout_leaf_of(layout, pane), best = 0;
    uint64_t nearest = UINT64_MAX;
    if (leaf == LAYOUT_NONE) {
        return 0;
    }
    struct layout_rect from = layout_node_place(layout, leaf, whole, gap_px);
    for (uint32_t i = 0; i < layout->count; i++) {
        if (i == leaf || layout->nodes[i].pane == 0 || layout_root_of(layout, i) != layout_root_of(layout, leaf)) {
            continue;
        }
        uint64_t far = distance(from, layout_node_place(layout, i, whole, gap_px), side);
        best = far < nearest ? layout->nodes[i].pane : best;
        nearest = far < nearest ? far : nearest;
    }
    return best;
}
