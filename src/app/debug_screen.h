/* debug_screen.h - shows a test what is on the screen: the hidden setting debug-screen-file.
 *
 * On SIGUSR1 (signals.h) the main loop writes the view as text to the file, in one step (a rename), so that a reader
 * never sees half of it. */
#ifndef DEBUG_SCREEN_H
#define DEBUG_SCREEN_H

#include "view.h"

/* `serial` counts the writings; `extra` are lines of the caller's. A file that cannot be written is left as it was. */
void debug_screen_write(const char *path, unsigned long serial, const struct view *view, const char *extra);

#endif
