/* x11_resize.h - what is seen of a window on X11 between its new size and its next picture.
 *
 * The server leaves what was there where it is (bit gravity), and fills what is new with the terminal's background: it
 * does so at once and by itself, however late the picture comes. A window manager that knows _NET_WM_SYNC_REQUEST tells
 * before it changes the size, waits until the picture of that size is there, and so shows nothing in between. */
#ifndef X11_RESIZE_H
#define X11_RESIZE_H

#include <X11/Xlib.h>
#include <X11/extensions/sync.h>
#include <stdbool.h>

struct x11_resize {
    Display *display; /* NULL: not started, and nothing below does anything */
    Window window;
    XSyncCounter counter; /* 0: the server has none */
    XSyncValue wanted;    /* what the counter is to be set to when the next picture is there */
    bool is_asked;
    bool has_ground;
    unsigned long ground; /* what new parts are filled with */
    Atom protocols, request;
};

/* Before the window is shown. Cost: a few turns to the server. */
void x11_resize_start(struct x11_resize *resize, Display *display, Window window);
void x11_resize_stop(struct x11_resize *resize);

/* New parts have this pixel. Cost: one request where it is another one. */
void x11_resize_fill(struct x11_resize *resize, unsigned long pixel);

/* True: the event asked for a picture. */
bool x11_resize_take(struct x11_resize *resize, const XEvent *event);
/* The picture is there, or there will be none. Cost: one request where it was asked for. */
void x11_resize_shown(struct x11_resize *resize);

#endif
