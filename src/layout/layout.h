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
 * Each tab knows which of its panes is the current one, which has the keys while the tab is shown; a zoomed tab shows
 * that one alone, in all of its room. Nodes lie in one array and name each other by index. One thread. */
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

struct layout_tab {
    uint32_t root;
    uint32_t pane; /* the current one */
    bool zoomed;   /* it is shown alone */
    bool joined;   /* means something to whoever has the layout */
};

struct layout {
    struct layout_node *nodes;
    size_t count, capacity;  /* unused nodes have neither a pane nor children */
    struct layout_tab *tabs; /* as they stand beside each other */
    size_t tab_count, tab_capacity;
    size_t current; /* the tab that is shown */
};

/* What lies between the two halves of a split. */
struct layout_line {
    uint32_t node; /* of the split */
    bool stacked;  /* it lies flat, and moves up and down */
    struct layout_rect area;
};

#define LAYOUT_INIT                                                                                                    \
    { NULL, 0, 0, NULL, 0, 0, 0 }

void layout_finish(struct layout *layout);

/* ---- panes (layout.c). False: no memory, nothing has changed. */

/* A tab of one pane, behind the current one, which it becomes. Pane numbers are above 0 and used once. */
bool layout_add_tab(struct layout *layout, uint32_t pane);
/* Puts a new pane on that side of another one, which gives it half of its room. It is the current one of its tab then,
 * which is zoomed no more. False, too: there is no such pane. */
bool layout_split(struct layout *layout, uint32_t pane, uint32_t new_pane, enum layout_side side);
/* Its neighbour in the tree gets its room, and what was current in it the pane next to it; a tab without panes is gone.
 * Nothing happens without such a pane. */
void layout_remove(struct layout *layout, uint32_t pane);
/* Makes a pane the only one of a new tab, behind the current one, which it becomes. False, too: it is alone already. */
bool layout_pane_to_tab(struct layout *layout, uint32_t pane);

/* ---- tabs (layout_tabs.c) */

/* The current pane of the current tab; 0: there is none. */
uint32_t layout_current(const struct layout *layout);
/* The pane becomes the current one, and so does its tab; where another one was zoomed, none is. */
void layout_focus(struct layout *layout, uint32_t pane);
/* The tab of a pane; SIZE_MAX: there is no such pane. */
size_t layout_tab_of(const struct layout *layout, uint32_t pane);
/* Tabs that do not exist: nothing happens. */
void layout_show_tab(struct layout *layout, size_t tab);
/* Moves a tab to another place among the others; the current one stays current. */
void layout_move_tab(struct layout *layout, size_t tab, size_t to);
/* The current tab shows its current pane alone, or all again. False: it has but one. */
bool layout_zoom(struct layout *layout);
/* The panes of a tab, from left to right and above to below: fills up to `capacity`, returns how many. */
size_t layout_tab_panes(const struct layout *layout, size_t tab, uint32_t *panes, size_t capacity);
/* Those of the current tab; those of them that are shown. */
size_t layout_panes(const struct layout *layout, uint32_t *panes, size_t capacity);
size_t layout_shown(const struct layout *layout, uint32_t *panes, size_t capacity);

/* ---- places (layout_place.c): the window's panes have `whole` together, with `gap_px` between them */

/* Where a pane lies while its tab is shown. False: it is in no tab. */
bool layout_place(const struct layout *layout, uint32_t pane, struct layout_rect whole, uint32_t gap_px,
                  struct layout_rect *place);
/* The pane of the current tab at a point; 0: none. */
uint32_t layout_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t x, uint32_t y);
/* The pane of the same tab on that side of another one, nearest to its middle, as if nothing was zoomed; 0: none. */
uint32_t layout_beside(const struct layout *layout, uint32_t pane, enum layout_side side, struct layout_rect whole,
                       uint32_t gap_px);

/* ---- lines (layout_lines.c) */

/* The lines of the current tab, none where it is zoomed: fills up to `capacity`, returns how many. */
size_t layout_lines(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, struct layout_line *lines,
                    size_t capacity);
/* The line within `reach_px` of a point. False: none. */
bool layout_line_at(const struct layout *layout, struct layout_rect whole, uint32_t gap_px, uint32_t reach_px,
                    int32_t x, int32_t y, struct layout_line *line);
/* Moves the line of a split to a point. Nothing happens where the split is gone. */
void layout_move_line(struct layout *layout, uint32_t node, struct layout_rect whole, uint32_t gap_px, int32_t x,
                      int32_t y);
/* Moves the edge between a pane and what lies on that side of it by so many pixels, outwards when positive. False:
 * there is no edge. */
bool layout_move_edge(struct layout *layout, uint32_t pane, enum layout_side side, int32_t by_px,
                      struct layout_rect whole, uint32_t gap_px);
/* The panes of the current tab share its room: of those that lie in a row, each has the same length. */
void layout_equalise(struct layout *layout);

#endif
