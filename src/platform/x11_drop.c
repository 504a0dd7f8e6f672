#define _GNU_SOURCE
#include "x11_drop.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "drop_list.h"

enum { LONGS_MAX = 1 << 20 }; /* 4 MiB */

static bool is_target(Display *display, Atom atom, const char *name) {
    return atom == XInternAtom(display, name, False);
}

static char *read_property(Display *display, Window window, Atom property) {
    unsigned char *bytes = NULL; /* Xlib puts a zero byte behind them */
    unsigned long count, left;
    Atom type;
    int format;
    char *copy = NULL;
    int status = XGetWindowProperty(display, window, property, 0, LONGS_MAX, False, AnyPropertyType, &type, &format,
                                    &count, &left, &bytes);
    if (status == Success && format == 8) {
        copy = strdup((const char *)bytes);
    }
    if (bytes != NULL) {
        XFree(bytes);
    }
    return copy;
}

char *x11_drop_text(Display *display, const XEvent *event) {
    const XSelectionEvent *data = &event->xselection;
    char host[256] = "";
    if (event->type != SelectionNotify || data->property == None ||
        !is_target(display, data->selection, "XdndSelection")) {
        return NULL;
    }
    bool is_list = is_target(display, data->target, "text/uri-list");
    if (!is_list && !is_target(display, data->target, "text/plain")) {
        return NULL;
    }
    char *text = read_property(display, data->requestor, data->property);
    if (text != NULL && is_list) {
        gethostname(host, sizeof host - 1);
        drop_list_keep_addresses(text, host);
    }
    return text;
}
