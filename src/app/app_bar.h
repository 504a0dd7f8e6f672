/* app_bar.h - the bar of tabs of a window: one row of cells at its top or bottom, where there are two tabs or more.
 *
 *     layout, titles -> tab_bar.h (what lies where) -> a layer of the scene
 *     pointer -> a click shows a tab, the middle button closes it, a drag moves it, the wheel goes through them
 *
 * A tab is called by its current pane. A mark says what its panes have done since it was last shown: rung (yellow),
 * ended a command without success (red) or with it (green), printed something. Main thread. */
#ifndef APP_BAR_H
#define APP_BAR_H

#include <stdbool.h>
#include <stdint.h>

#include "layout.h"
#include "pointer_event.h"
#include "scene.h"

struct app_window;

struct app_bar {
    struct bar_line *line; /* made with the first bar; NULL: there was none yet */
    bool moves;            /* a button is held on a tab */
    float wheel_rest;
};

void app_bar_finish(struct app_bar *bar);

/* Whether there is one, and its rectangle. */
bool app_bar_is_shown(const struct app_window *window);
struct layout_rect app_bar_place(const struct app_window *window);

/* Puts it on top of the window's scene. False: no memory. */
bool app_bar_add(struct app_window *window);

/* True: the event was the bar's. */
bool app_bar_pointer(struct app_window *window, const struct pointer_event *event);

#endif
