#include "layout_tree.h"

/* Neither half of a split is ever smaller than this part of it. */
#define LEAST 0.05f

static void set_ratio(struct layout_node *split, float ratio) {
    split->ratio = ratio < LEAST ? LEAST : ratio > 1.0f - LEAST ? 1.0f - LEAST : ratio;
}

static bool is_split_in_view(const struct layout *layout, uint32_t node) {
    const struct layout_tab *tab = &layout->tabs[layout->current];
    return layout->nodes[node].first != LAYOUT_NONE && !tab->zoomed && layout_root_of(layout, node) == tab->root;
}

static struct layout_line line_of(const struct layout *layout, uint32_t node, struct layout_rect whole,
                                  uint32_t gap_px) {
    const struct layout_node *split = &layout->nodes[node];
    struct layout_rect place = layout_node_place(layout, node, whole, gap_px);
    struct layout_rect first = layout_node_place(layout, split->first, whole, gap_px);
    struct layout_line line = {node, split->stacked, place};
    if (split->stacked) {
        line.area.y += first.height;
        line.area.height = gap_px < place.height ? gap_px : place.height;
    } else {
        line.area.x += first.width;
        line.area.width = gap_px < place.width ? gap_px : place.width;
    }
    return line;
}

size_t layout_lines(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, struct layout_line *lines,
                    size_t capacity) {
    size_t count = 0;
    for (uint32_t i = 0; i < layout->count; i++) {
        if (is_split_in_view(layout, i)) {
            if (count < capacity) {
                lines[count] = line_of(layout, i, whole, gap_px);
            }
            count++;
        }
    }
    return count;
}

static bool is_near(struct layout_rect area, uint32_t reach, int32_t x, int32_t y) {
    int64_t left = (int64_t)area.x - reach, top = (int64_t)area.y - reach;
    return x >= left && x < left + area.width + 2 * reach && y >= top && y < top + area.height + 2 * reach;
}

bool layout_line_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t reach_px,
                    int32_t x, int32_t y, struct layout_line *line) {
    for (uint32_t i = 0; i < layout->count; i++) {
        if (is_split_in_view(layout, i)) {
            *line = line_of(layout, i, whole, gap_px);
            if (is_near(line->area, reach_px, x, y)) {
                return true;
            }
        }
    }
    return false;
}

void layout_move_line(struct layout *layout, uint32_t node, struct layout_rect whole, uint32_t gap_px, int32_t x,
                      int32_t y) {
    if (node >= layout->count || !is_split_in_view(layout, node)) {
        return;
    }
    struct layout_node *split = &layout->nodes[node];
    struct layout_rect place = layout_node_place(layout, node, whole, gap_px);
    uint32_t length = split->stacked ? place.height : place.width;
    int64_t first = split->stacked ? (int64_t)y - place.y : (int64_t)x - place.x;
    if (length > gap_px) {
        set_ratio(split, (float)(first - gap_px / 2) / (float)(length - gap_px));
    }
}

bool layout_move_edge(struct layout *layout, uint32_t pane, enum layout_side side, int32_t by_px,
                      struct layout_rect whole, uint32_t gap_px) {
    bool stacked = side == LAYOUT_ABOVE || side == LAYOUT_BELOW;
    bool from_first = side == LAYOUT_RIGHT || side == LAYOUT_BELOW;
    uint32_t node = layout_leaf_of(layout, pane);
    while (node != LAYOUT_NONE && layout->nodes[node].parent != LAYOUT_NONE) {
        uint32_t parent = layout->nodes[node].parent;
        struct layout_node *split = &layout->nodes[parent];
        if (split->stacked == stacked && (split->first == node) == from_first) {
            struct layout_rect place = layout_node_place(layout, parent, whole, gap_px);
            uint32_t length = stacked ? place.height : place.width;
            float room = length > gap_px ? (float)(length - gap_px) : 1.0f;
            float ratio = split->ratio + (float)(from_first ? by_px : -by_px) / room;
            set_ratio(split, ratio);
            return true;
        }
        node = parent;
    }
    return false;
}

/* How many panes lie one behind the other along an axis. */
static uint32_t count_along(const struct layout *layout, uint32_t node, bool stacked) {
    const struct layout_node *at = &layout->nodes[node];
    return at->pane != 0 || at->stacked != stacked
               ? 1
               : count_along(layout, at->first, stacked) + count_along(layout, at->second, stacked);
}

static void equalise(struct layout *layout, uint32_t node) {
    struct layout_node *at = &layout->nodes[node];
    if (at->pane != 0) {
        return;
    }
    uint32_t first = count_along(layout, at->first, at->stacked), second = count_along(layout, at->second, at->stacked);
    set_ratio(at, (float)first / (float)(first + second));
    equalise(layout, at->first);
    equalise(layout, at->second);
}

void layout_equalise(struct layout *layout) {
    if (layout->tab_count > 0) {
        equalise(layout, layout->tabs[layout->current].root);
    }
}
