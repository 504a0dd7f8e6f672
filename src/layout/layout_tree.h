/* layout_tree.h - the trees of a layout, for the files of this room. */
#ifndef LAYOUT_TREE_H
#define LAYOUT_TREE_H

#include "layout.h"

/* LAYOUT_NONE: the pane is in no tab. */
uint32_t layout_leaf_of(const struct layout *layout, uint32_t pane);
uint32_t layout_root_of(const struct layout *layout, uint32_t node);
/* The leaf at the left and upper end of a subtree, or at the other one. */
uint32_t layout_end_of(const struct layout *layout, uint32_t node, bool last);

/* Where a node lies, as if nothing was zoomed. */
struct layout_rect layout_node_place(const struct layout *layout, uint32_t node, struct layout_rect whole,
                                     uint32_t gap_px);

#endif
