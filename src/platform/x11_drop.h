/* x11_drop.h - what of a drop on X11 SDL loses: addresses that are no files, and the line ends of texts.
 *
 * SDL asks the source for text/uri-list or text/plain, splits what it gets at line ends, and drops each address that is
 * no file of this host. The property with all of it stays on the window, and can be read when the event is seen. */
#ifndef X11_DROP_H
#define X11_DROP_H

#include <X11/Xlib.h>

/* The event says that a drop's data has come: NULL, or the text of it to be released with free ("": there are files
 * only; drop_list.h). A round trip or two. */
char *x11_drop_text(Display *display, const XEvent *event);

#endif
