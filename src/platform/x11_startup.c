#include "x11_startup.h"

#include <X11/Xatom.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 20 /* bytes in an event */ };

static void set_time(Display *display, Window window, const char *id) {
    const char *mark = strstr(id, "_TIME");
    char *end;
    unsigned long time = mark != NULL ? strtoul(mark + 5, &end, 10) : 0;
    if (mark != NULL && end != mark + 5 && *end == '\0' && time <= UINT_MAX) {
        XChangeProperty(display, window, XInternAtom(display, "_NET_WM_USER_TIME", False), XA_CARDINAL, 32,
                        PropModeReplace, (const unsigned char *)&time, 1);
    }
}

void x11_startup_mark(Display *display, Window window, const char *id) {
    XChangeProperty(display, window, XInternAtom(display, "_NET_STARTUP_ID", False),
                    XInternAtom(display, "UTF8_STRING", False), 8, PropModeReplace, (const unsigned char *)id,
                    (int)strlen(id));
    set_time(display, window, id);
}

/* To all who listen on the root window, in pieces, the NUL at the end among them. */
static void broadcast(Display *display, Window window, const char *text) {
    Window root = DefaultRootWindow(display);
    XEvent event;
    memset(&event, 0, sizeof event);
    event.xclient.type = ClientMessage;
    event.xclient.window = window;
    event.xclient.format = 8;
    event.xclient.message_type = XInternAtom(display, "_NET_STARTUP_INFO_BEGIN", False);
    for (size_t left = strlen(text) + 1; left > 0;) {
        size_t piece = left < PIECE ? left : PIECE;
        memset(event.xclient.data.b, 0, PIECE);
        memcpy(event.xclient.data.b, text, piece);
        XSendEvent(display, root, False, PropertyChangeMask, &event);
        event.xclient.message_type = XInternAtom(display, "_NET_STARTUP_INFO", False);
        text += piece;
        left -= piece;
    }
}

void x11_startup_end(Display *display, Window window, const char *id) {
    char text[1024];
    size_t used = (size_t)snprintf(text, sizeof text, "remove: ID=\"");
    for (; *id != '\0' && used + 4 < sizeof text; id++) {
        if (*id == '"' || *id == '\\') {
            text[used++] = '\\';
        }
        text[used++] = *id;
    }
    snprintf(text + used, sizeof text - used, "\"");
    broadcast(display, window, text);
}
