/* pane_menu.h - a menu over a pane, at the pointer or the cursor.
 *
 *     +------------------------------+
 *     | Copy            ctrl+shift+c |
 *     | Paste           ctrl+shift+v |     up, down, home, end: choose     enter: do it     escape: leave it
 *     |------------------------------|
 *     | New tab         ctrl+shift+t |     pointer: choose, press or let go there: do it; press elsewhere: leave it
 *     +------------------------------+
 *
 * A mode of the pane that has all keys and all of the pointer while it is open. It knows nothing of what its items do.
 * Main thread. */
#ifndef PANE_MENU_H
#define PANE_MENU_H

#include <stdbool.h>
#include <stddef.h>

#include "pointer_event.h"

/* More have no room. */
#define PANE_MENU_ITEMS 20

struct pane;

struct pane_menu_item {
    const char *label; /* copied; NULL: a line between items */
    const char *keys;  /* that do the same; "": none */
    bool is_off;       /* it can do nothing now */
};

/* Opens a menu, in the place of one that is open. `chosen` is called once at most, when the menu is gone, with the
 * item's number. False: no memory, or a paste is shown before it goes (paste_guard.h): a pane has one panel, and what
 * waits for enter stays in sight. */
bool pane_menu_open(struct pane *pane, const struct pane_menu_item *items, size_t count,
                    void (*chosen)(void *user, size_t item), void *user);

/* Closes it, if one is open; nothing was chosen. */
void pane_menu_close(struct pane *pane);

/* What the pointer does. False: no menu is open. */
bool pane_menu_pointer(struct pane *pane, const struct pointer_event *event);

#endif
