/* app_menu.h - the menu of a pane: which actions it has, and doing the one that is chosen. Main thread. */
#ifndef APP_MENU_H
#define APP_MENU_H

struct app_window;

/* Opens it over the pane that has the keys. Items are actions by their names, with the keys that are bound to them;
 * those that there are not are left out, those that mean nothing now are faint. */
void app_menu_open(struct app_window *window);

#endif
