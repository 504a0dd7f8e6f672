/* debug_screen.h - shows a test what is on the screen: the hidden setting debug-screen-file.
 *
 * On SIGUSR1 the main loop is woken and writes the view as text to the file, in one step (a rename), so that a reader
 * never sees half of it. Without the setting nothing of this exists. */
#ifndef DEBUG_SCREEN_H
#define DEBUG_SCREEN_H

#include <stdbool.h>

#include "view.h"
#include "waker.h"

struct debug_screen;

/* Call before any thread is started: the signal must be blocked in all of them. */
void debug_screen_prepare(const char *path);

/* NULL when the path is "" or something fails. */
struct debug_screen *debug_screen_create(const char *path, struct waker *waker);
void debug_screen_destroy(struct debug_screen *debug);

/* Main loop: writes when it was asked to. NULL is allowed. `extra` are lines of the caller's. */
void debug_screen_serve(struct debug_screen *debug, const struct view *view, const char *extra);

#endif
