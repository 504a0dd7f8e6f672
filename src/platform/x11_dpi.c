#include "x11_dpi.h"

#include <X11/Xatom.h>
#include <stdlib.h>
#include <string.h>

#define DPI_DEFAULT 96.0
#define DPI_LEAST 48.0
#define DPI_MOST 768.0

double x11_dpi_in(const char *resources) {
    static const char name[] = "Xft.dpi:";
    double dpi = DPI_DEFAULT;
    for (const char *line = resources; line != NULL; line = strchr(line, '\n')) {
        line += *line == '\n';
        if (strncmp(line, name, sizeof name - 1) == 0) {
            dpi = strtod(line + sizeof name - 1, NULL);
        }
    }
    return dpi >= DPI_LEAST && dpi <= DPI_MOST ? dpi : DPI_DEFAULT;
}

double x11_dpi_read(Display *display) {
    enum { LONGS_MAX = 1 << 20 };
    unsigned char *text = NULL; /* Xlib puts a zero byte behind it */
    unsigned long count, left;
    Atom type;
    int format;
    double dpi = DPI_DEFAULT;
    int status = XGetWindowProperty(display, RootWindow(display, 0), XA_RESOURCE_MANAGER, 0, LONGS_MAX, False,
                                    XA_STRING, &type, &format, &count, &left, &text);
    if (status == Success && type == XA_STRING && format == 8) {
        dpi = x11_dpi_in((const char *)text);
    }
    if (text != NULL) {
        XFree(text);
    }
    return dpi;
}

/* SDL, too, selects events of the root window. */
void x11_dpi_follow(Display *display) {
    XWindowAttributes root;
    if (XGetWindowAttributes(display, RootWindow(display, 0), &root) != 0) {
        XSelectInput(display, RootWindow(display, 0), root.your_event_mask | PropertyChangeMask);
    }
}

bool x11_dpi_may_differ(Display *display, const XEvent *event) {
    return event->type == PropertyNotify && event->xproperty.window == RootWindow(display, 0) &&
           event->xproperty.atom == XA_RESOURCE_MANAGER;
}
