/* x11_dpi.h - how large an X server's user wants text: the resource Xft.dpi.
 *
 * X11 has no scale; desktops put what their users choose into the property RESOURCE_MANAGER of the root window, and
 * change it there while programs run. (XResourceManagerString is what it was when the connection was opened.) */
#ifndef X11_DPI_H
#define X11_DPI_H

#include <X11/Xlib.h>
#include <stdbool.h>

/* What the text of a resource database says; 96 where it says nothing that can be meant. */
double x11_dpi_in(const char *resources);

/* As it is now: one round trip, with all resources in the answer. */
double x11_dpi_read(Display *display);

/* Changes come as events from now on. */
void x11_dpi_follow(Display *display);
/* The event says that resources have changed: what is read now may differ. */
bool x11_dpi_may_differ(Display *display, const XEvent *event);

#endif
