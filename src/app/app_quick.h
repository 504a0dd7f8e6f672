/* app_quick.h - the quick terminal: one window of the process that a key shows and hides (window_quick.h), with what
 * runs in it.
 *
 *     quire --quick (a key of the desktop) --socket--> app_control --> here <-- toggle_quick (a key of a window)
 *
 * It is a window with tabs and splits like any other; when its last program ends it is gone, and opened anew when it is
 * called again. Main thread. */
#ifndef APP_QUICK_H
#define APP_QUICK_H

#include <stdbool.h>
#include <stddef.h>

struct app;
struct app_start;
struct app_window;

/* It is shown, or hidden where it has the keys. False: there is none. */
bool app_quick_call(struct app *app);

/* The same, and where there is none it is opened. False: one line in `error`. */
bool app_quick_toggle(struct app *app, const struct app_start *start, char *error, size_t error_size);

/* Shows a window that was just made to be it. */
void app_quick_show(struct app_window *window);

#endif
