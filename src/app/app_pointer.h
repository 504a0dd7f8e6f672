/* app_pointer.h - the pointer over a window: which of its panes it is for.
 *
 * A pane has the pointer while it is over it; while a button is held, whoever got its press has it, wherever it is. A
 * press makes a pane the one that has the keys. Main thread. */
#ifndef APP_POINTER_H
#define APP_POINTER_H

#include <stdbool.h>
#include <stdint.h>

#include "pointer_event.h"

struct app_pane;
struct app_window;

struct app_pointer {
    struct app_window *window;
    uint32_t over;   /* number of the pane that was told of it last; 0: none */
    uint32_t captor; /* that has it while buttons are held; 0: none */
};

/* For struct window_sink; `user` is a struct app_window. */
void app_pointer_handle(void *user, const struct pointer_event *event);

/* What panes want (struct pane_sink). */
void app_pointer_set_shape(struct app_pointer *pointer, const struct app_pane *pane, const char *css_name);
void app_pointer_capture(struct app_pointer *pointer, const struct app_pane *pane, bool is_held);

/* The pane is about to go. */
void app_pointer_forget(struct app_pointer *pointer, const struct app_pane *pane);

#endif
