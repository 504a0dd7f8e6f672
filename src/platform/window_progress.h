/* window_progress.h - how far a program in a window is: in its title, and as X11 desktops that have a place for it want
 * to be told (the properties of libxapp, which Cinnamon, MATE and Xfce show in their lists of windows).
 *
 * The title is what every desktop shows, in the title bar and in lists of windows: there it stands in front. */
#ifndef WINDOW_PROGRESS_H
#define WINDOW_PROGRESS_H

#include <stddef.h>

struct window;

enum window_progress { WINDOW_IDLE, WINDOW_RUNNING, WINDOW_FAILED, WINDOW_BUSY, WINDOW_PAUSED };

/* `percent` below 0: as it was. An unknown state is WINDOW_IDLE. */
void window_set_progress(struct window *window, enum window_progress state, int percent);

/* The title with the progress in front of it; cut off where it does not fit. */
void window_progress_title(char *text, size_t size, const char *title, enum window_progress state, int percent);

#endif
