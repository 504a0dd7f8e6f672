/* app_lines.h - the lines between the panes of a window: drawn, and moved with the pointer. A double click gives all
 * panes the same room. Main thread. */
#ifndef APP_LINES_H
#define APP_LINES_H

#include <stdbool.h>
#include <stdint.h>

#include "pointer_event.h"

struct app_window;

struct app_lines {
    bool moves; /* a button is held on one: */
    uint32_t node;
};

/* Puts them on top of the window's scene. False: no memory. */
bool app_lines_add(struct app_window *window);

/* True: the event was for one of them. */
bool app_lines_pointer(struct app_window *window, const struct pointer_event *event);

#endif
