/* debug_screen.h - shows a test what is on the screen: the hidden setting debug-screen-file.
 *
 * On SIGUSR2 (loop_signals.h) the windows are written as text to the file, in one step (a rename), so that a reader
 * never sees half of it: the oldest one whole, and how many there are. */
#ifndef DEBUG_SCREEN_H
#define DEBUG_SCREEN_H

struct app_window;

/* `serial` counts the writings. A file that cannot be written is left as it was. */
void debug_screen_write(const char *path, unsigned long serial, struct app_window *windows);

#endif
