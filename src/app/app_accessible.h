/* app_accessible.h - windows for screen readers (accessible.h): their titles, what their current panes show, where.
 *
 * Started behind the first picture; nothing of it costs time while nobody listens. Main thread. */
#ifndef APP_ACCESSIBLE_H
#define APP_ACCESSIBLE_H

#include <stdbool.h>

struct app;
struct app_window;

/* By the setting `accessibility`. */
void app_accessible_start(struct app *app);
void app_accessible_stop(struct app *app);

/* A window is there, and goes. */
void app_accessible_add(struct app_window *window);
void app_accessible_remove(struct app_window *window);

void app_accessible_focus(struct app_window *window, bool focused);
/* A picture was drawn. */
void app_accessible_drawn(struct app_window *window);

#endif
