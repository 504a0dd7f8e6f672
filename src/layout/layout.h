/* layout.h - where the panes of a window lie: tabs, each a tree of splits. Pure geometry: it knows panes by number
 * only.
 *
 *      tab 1             tab 2
 *      +-----+---+       +---------+         a split cuts its rectangle at `ratio`, side by side or one above
 *      |     | 2 |       |         |         the other, with a gap between; leaves are panes
 *      |  1  +---+       |    4    |
 *      |     | 3 |       |         |
 *      +-----+---+       +---------+
 *
 * Nodes lie in one array and name each other by index, so a layout can be copied as it is. One thread. */
#ifndef LAYOUT_H
#define LAYOUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct layout_rect {
    uint32_t x, y, width, height; /* pixels */
};

enum layout_side { LAYOUT_LEFT, LAYOUT_RIGHT, LAYOUT_ABOVE, LAYOUT_BELOW };

struct layout_node {
    uint32_t pane;          /* of a leaf; 0: a split, or no node */
    uint32_t parent;        /* index; LAYOUT_NONE: the root of a tab */
    uint32_t first, second; /* of a split */
    bool stacked;           /* `first` lies above `second`, not beside it */
    float ratio;            /* the part that `first` has, 0 to 1 */
};

#define LAYOUT_NONE UINT32_MAX

struct layout {
    struct layout_node *nodes;
    size_t count, capacity; /* unused nodes have neither a pane nor children */
    uint32_t *tabs;         /* their roots */
    size_t tab_count, tab_capacity;
    size_t current; /* the tab that is shown */
};

#define LAYOUT_INIT                                                                                                    \
    { NULL, 0, 0, NULL, 0, 0, 0 }

void layout_finish(struct layout *layout);

/* A tab of one pane, behind the current one, which it becomes. Pane numbers are above 0 and used once. False: no
 * memory, nothing has changed; so for all below. */
bool layout_add_tab(struct layout *layout, uint32_t pane);
/* Puts a new pane on that side of another one, which gives it half of its room. False, too: there is no such pane. */
bool layout_split(struct layout *layout, uint32_t pane, uint32_t new_pane, enum layout_side side);
/* Its neighbour in the tree gets its room; a tab without panes is gone. Nothing happens without such a pane. */
void layout_remove(struct layout *layout, uint32_t pane);

/* Moves the edge between a pane and what lies on that side of it by so many pixels, outwards when positive. False:
 * there is no edge. */
bool layout_move_edge(struct layout *layout, uint32_t pane, enum layout_side side, int32_t by_px,
                      struct layout_rect whole, uint32_t gap_px);

/* Where a pane lies when the window's panes have `whole` together. False: it is in no tab. */
bool layout_place(const struct layout *layout, uint32_t pane, struct layout_rect whole, uint32_t gap_px,
                  struct layout_rect *place);
/* The pane of the current tab at a point; 0: none. */
uint32_t layout_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t x, uint32_t y);
/* The pane of the same tab on that side of another one, nearest to its middle; 0: none. */
uint32_t layout_beside(const struct layout *layout, uint32_t pane, enum layout_side side, struct layout_rect whole,
                       uint32_t gap_px);
/* The panes of the current tab, from left to right and above to below: fills up to `capacity`, returns how many. */
size_t layout_panes(const struct layout *layout, uint32_t *panes, size_t capacity);

#endif
