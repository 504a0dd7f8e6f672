/* app_panes.h - the panes of a window: a list of them by number, and the layout that says where each is.
 *
 * Numbers are above 0 and never used again in a window, so whoever keeps a number finds the same pane or none. The list
 * makes and destroys no panes (app_pane.h). Cost of all: as many steps as there are panes. Main thread. */
#ifndef APP_PANES_H
#define APP_PANES_H

#include "app_pane.h"
#include "layout.h"

struct app_panes {
    struct app_pane *first; /* the oldest first */
    uint32_t last_number;
    struct layout layout;
};

#define APP_PANES_INIT                                                                                                 \
    { NULL, 0, LAYOUT_INIT }

/* The list must be empty. */
void app_panes_finish(struct app_panes *panes);

/* The number of the next pane that is made. */
uint32_t app_panes_next_number(struct app_panes *panes);

/* A place for a pane of that number, as a tab of its own behind the current one, or beside another pane; it is the
 * current one then. The pane itself comes later, or the place is given back. False: no memory (or no such pane beside
 * it), and there is no place. */
bool app_panes_add_tab(struct app_panes *panes, uint32_t number);
bool app_panes_add_split(struct app_panes *panes, uint32_t number, uint32_t beside, enum layout_side side);
void app_panes_give_back(struct app_panes *panes, uint32_t number);
/* The pane is there. */
void app_panes_put(struct app_panes *panes, struct app_pane *pane);
/* Takes it out; what is current then, layout_remove says. */
void app_panes_remove(struct app_panes *panes, struct app_pane *pane);

/* NULL: there is none of this number. */
struct app_pane *app_panes_find(const struct app_panes *panes, uint32_t number);
/* The one that has the keys; NULL: there is none at all. */
struct app_pane *app_panes_current(const struct app_panes *panes);
size_t app_panes_count(const struct app_panes *panes);

/* Whether what is typed into one pane of the current tab goes to all of them. */
bool app_panes_are_joined(const struct app_panes *panes);
/* Where it is so, calls `act` for each pane of the tab but the current one. */
void app_panes_for_joined(const struct app_panes *panes, void (*act)(struct pane *pane, const void *what),
                          const void *what);

/* Sets `shown` of each as the layout has it. */
void app_panes_mark_shown(struct app_panes *panes);

#endif
