/* app_tabs.h - what is done with the tabs and splits of a window: opened, shown, moved, joined. Main thread. */
#ifndef APP_TABS_H
#define APP_TABS_H

#include <stdbool.h>
#include <stddef.h>

#include "action.h"

struct app_pane;
struct app_start;
struct app_window;

/* The first pane of a window that has none: a new one, or that of another window, which has lost it already. False: one
 * line in `error`. */
bool app_tabs_open_first(struct app_window *window, const struct app_start *start, char *error, size_t error_size);
bool app_tabs_adopt(struct app_window *window, struct app_pane *pane, char *error, size_t error_size);

/* Shows the tab that is so many further, around the ends. */
void app_tabs_step(struct app_window *window, int steps);

/* Sets those of the functions that are about tabs and splits. */
void app_tabs_set_actions(struct action_window *actions);

#endif
