#include "x11_resize.h"

#include <X11/Xatom.h>
#include <string.h>

/* Behind what SDL named. */
static void add_protocol(const struct x11_resize *resize) {
    Atom *names = NULL, all[16];
    int count = 0;
    if (XGetWMProtocols(resize->display, resize->window, &names, &count) != 0 && count < 16) {
        memcpy(all, names, (size_t)count * sizeof *names);
        all[count] = resize->request;
        XSetWMProtocols(resize->display, resize->window, all, count + 1);
    }
    if (names != NULL) {
        XFree(names);
    }
}

static void start_counter(struct x11_resize *resize, Atom property) {
    int event_base, error_base, major, minor;
    XSyncValue zero;
    if (XSyncQueryExtension(resize->display, &event_base, &error_base) == 0 ||
        XSyncInitialize(resize->display, &major, &minor) == 0) {
        return;
    }
    XSyncIntToValue(&zero, 0);
    resize->counter = XSyncCreateCounter(resize->display, zero);
    unsigned long counter = resize->counter;
    XChangeProperty(resize->display, resize->window, property, XA_CARDINAL, 32, PropModeReplace,
                    (const unsigned char *)&counter, 1);
    add_protocol(resize);
}

void x11_resize_start(struct x11_resize *resize, Display *display, Window window) {
    char *names[] = {(char *)"WM_PROTOCOLS", (char *)"_NET_WM_SYNC_REQUEST", (char *)"_NET_WM_SYNC_REQUEST_COUNTER"};
    Atom atoms[3];
    XSetWindowAttributes attributes = {.bit_gravity = NorthWestGravity};
    memset(resize, 0, sizeof *resize);
    resize->display = display;
    resize->window = window;
    XInternAtoms(display, names, 3, False, atoms); /* in one turn */
    resize->protocols = atoms[0];
    resize->request = atoms[1];
    XChangeWindowAttributes(display, window, CWBitGravity, &attributes);
    start_counter(resize, atoms[2]);
}

void x11_resize_stop(struct x11_resize *resize) {
    if (resize->display != NULL && resize->counter != 0) {
        XSyncDestroyCounter(resize->display, resize->counter);
    }
    memset(resize, 0, sizeof *resize);
}

void x11_resize_fill(struct x11_resize *resize, unsigned long pixel) {
    if (resize->display != NULL && (!resize->has_ground || resize->ground != pixel)) {
        resize->has_ground = true;
        resize->ground = pixel;
        XSetWindowBackground(resize->display, resize->window, pixel);
    }
}

bool x11_resize_take(struct x11_resize *resize, const XEvent *event) {
    const XClientMessageEvent *message = &event->xclient;
    if (resize->counter == 0 || event->type != ClientMessage || message->window != resize->window ||
        message->message_type != resize->protocols || (Atom)message->data.l[0] != resize->request) {
        return false;
    }
    XSyncIntsToValue(&resize->wanted, (unsigned)message->data.l[2], (int)message->data.l[3]);
    resize->is_asked = true;
    return true;
}

void x11_resize_shown(struct x11_resize *resize) {
    if (resize->is_asked) {
        resize->is_asked = false;
        XSyncSetCounter(resize->display, resize->counter, resize->wanted);
        XFlush(resize->display);
    }
}
