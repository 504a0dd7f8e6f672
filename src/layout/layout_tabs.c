#include <string.h>

#include "layout_tree.h"

uint32_t layout_current(const struct layout *layout) {
    return layout->tab_count > 0 ? layout->tabs[layout->current].pane : 0;
}

size_t layout_tab_of(const struct layout *layout, uint32_t pane) {
    uint32_t leaf = layout_leaf_of(layout, pane);
    uint32_t root = leaf != LAYOUT_NONE ? layout_root_of(layout, leaf) : LAYOUT_NONE;
    for (size_t i = 0; root != LAYOUT_NONE && i < layout->tab_count; i++) {
        if (layout->tabs[i].root == root) {
            return i;
        }
    }
    return SIZE_MAX;
}

void layout_focus(struct layout *layout, uint32_t pane) {
    size_t at = layout_tab_of(layout, pane);
    if (at != SIZE_MAX) {
        struct layout_tab *tab = &layout->tabs[at];
        tab->zoomed = tab->zoomed && tab->pane == pane;
        tab->pane = pane;
        layout->current = at;
    }
}

void layout_show_tab(struct layout *layout, size_t tab) {
    if (tab < layout->tab_count) {
        layout->current = tab;
    }
}

void layout_move_tab(struct layout *layout, size_t tab, size_t to) {
    if (tab >= layout->tab_count || to >= layout->tab_count) {
        return;
    }
    uint32_t shown = layout->tabs[layout->current].root;
    struct layout_tab moved = layout->tabs[tab];
    size_t low = tab < to ? tab : to, length = (tab < to ? to - tab : tab - to) * sizeof moved;
    if (tab < to) {
        memmove(layout->tabs + low, layout->tabs + low + 1, length);
    } else {
        memmove(layout->tabs + low + 1, layout->tabs + low, length);
    }
    layout->tabs[to] = moved;
    for (size_t i = 0; i < layout->tab_count; i++) {
        layout->current = layout->tabs[i].root == shown ? i : layout->current;
    }
}

bool layout_zoom(struct layout *layout) {
    bool has_several = layout->tab_count > 0 && layout->nodes[layout->tabs[layout->current].root].pane == 0;
    if (has_several) {
        layout->tabs[layout->current].zoomed = !layout->tabs[layout->current].zoomed;
    }
    return has_several;
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

size_t layout_tab_panes(const struct layout *layout, size_t tab, uint32_t *panes, size_t capacity) {
    size_t count = 0;
    if (tab < layout->tab_count) {
        collect(layout, layout->tabs[tab].root, panes, capacity, &count);
    }
    return count;
}

size_t layout_panes(const struct layout *layout, uint32_t *panes, size_t capacity) {
    return layout_tab_panes(layout, layout->current, panes, capacity);
}

size_t layout_shown(const struct layout *layout, uint32_t *panes, size_t capacity) {
    if (layout->tab_count == 0 || !layout->tabs[layout->current].zoomed) {
        return layout_panes(layout, panes, capacity);
    }
    if (capacity > 0) {
        panes[0] = layout_current(layout);
    }
    return 1;
}
