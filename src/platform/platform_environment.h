/* platform_environment.h - what libraries are to see in the environment while the display is opened, and programs are
 * not to inherit.
 *
 * SDL reads the class of windows there and nowhere else, and it and Xlib must not see input methods, a table for dead
 * keys and a session bus (platform_environment.c says of each why). The environment is the process's, and reading it on
 * one thread while another changes it is a race: fontconfig reads it on a thread at that time (font_ahead.h). So all is
 * set before that thread is started, and undone when the thread has ended and no program has been started yet. */
#ifndef PLATFORM_ENVIRONMENT_H
#define PLATFORM_ENVIRONMENT_H

/* Call before there are threads, and before platform_create. */
void platform_environment_set(const char *window_class);

/* Makes the environment what it was. Call once there are the first window and its fonts, while nothing else reads it;
 * does nothing where that was done. */
void platform_environment_restore(void);

#endif
