/* x11_startup.h - tells the desktop that the program it started has its window (freedesktop's startup notification).
 *
 * Without that, menus and panels show a busy pointer until they lose patience, and the window manager does not know the
 * moment at which the user asked for the window, by which it decides whether it may have the focus. Internal to
 * src/platform. */
#ifndef X11_STARTUP_H
#define X11_STARTUP_H

#include <X11/Xlib.h>

/* Before the window is shown: it carries the id, and the time that is in it (ID_TIME123). Cost: some requests. */
void x11_startup_mark(Display *display, Window window, const char *id);
/* Behind that: the start is over. */
void x11_startup_end(Display *display, Window window, const char *id);

#endif
