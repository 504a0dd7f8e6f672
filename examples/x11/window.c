/* The window: how it is opened, its size, and whose each of its events is. */
#include "x11_host.h"

#include <stdlib.h>

#include <X11/XKBlib.h>
#include <X11/Xatom.h>
#include <X11/Xutil.h>

void set_title(const struct host *host, const char *text, size_t length) {
    XChangeProperty(host->display, host->window, XA_WM_NAME, host->atoms[UTF8], 8, PropModeReplace,
                    (const unsigned char *)text, (int)length);
    XChangeProperty(host->display, host->window, host->atoms[NET_NAME], host->atoms[UTF8], 8, PropModeReplace,
                    (const unsigned char *)text, (int)length);
}

static void set_size(struct host *host, int width, int height) {
    int cols = (width - 2 * BORDER_PX) / host->cell_width, rows = (height - 2 * BORDER_PX) / host->cell_height;
    host->width = width;
    host->height = height;
    host->cols = cols > 0 ? (uint32_t)cols : 1;
    host->rows = rows > 0 ? (uint32_t)rows : 1;
    host->cells = realloc(host->cells, host->cols * sizeof *host->cells);
    if (!host->cells)
        die("no memory");
    if (host->picture)
        XFreePixmap(host->display, host->picture);
    host->empty = true;
    host->picture = XCreatePixmap(host->display, host->window, (unsigned)width, (unsigned)height,
                                  (unsigned)DefaultDepth(host->display, host->screen));
    if (host->canvas)
        XftDrawDestroy(host->canvas);
    host->canvas = XftDrawCreate(host->display, host->picture, DefaultVisual(host->display, host->screen),
                                 DefaultColormap(host->display, host->screen));
}

static void on_resize(struct host *host, int width, int height) {
    if (width == host->width && height == host->height)
        return;
    set_size(host, width, height);
    resized(host);
}

static void on_event(struct host *host, XEvent *event) {
    switch (event->type) {
    case KeyPress:
    case KeyRelease:
        host->time = event->xkey.time;
        on_key(host, &event->xkey);
        break;
    case ButtonPress:
    case ButtonRelease:
        host->time = event->xbutton.time;
        on_button(host, &event->xbutton);
        break;
    case MotionNotify:
        on_motion(host, &event->xmotion);
        break;
    case FocusIn:
    case FocusOut:
        on_focus(host, event->type == FocusIn);
        break;
    case Expose:
        show(host);
        break;
    case ConfigureNotify:
        on_resize(host, event->xconfigure.width, event->xconfigure.height);
        break;
    case SelectionRequest:
        on_selection_asked(host, &event->xselectionrequest);
        break;
    case SelectionNotify:
        on_selection_came(host, &event->xselection);
        break;
    case PropertyNotify:
        on_property(host, &event->xproperty);
        break;
    case DestroyNotify:
        host->ended = true;
        break;
    case ClientMessage:
        host->ended = event->xclient.message_type == host->atoms[PROTOCOLS] &&
                      (Atom)event->xclient.data.l[0] == host->atoms[DELETE_WINDOW];
        break;
    case MappingNotify:
        XRefreshKeyboardMapping(&event->xmapping);
        break;
    }
}

void handle_events(struct host *host) {
    XEvent event;
    while (!host->ended && XPending(host->display) > 0) {
        XNextEvent(host->display, &event);
        if (!XFilterEvent(&event, None)) /* the input method's */
            on_event(host, &event);
    }
}

/* Errors of X11 come late, for windows that asked for a selection and are gone: no reason to end. */
static int ignore_error(Display *display, XErrorEvent *event) {
    (void)display;
    (void)event;
    return 0;
}

static void open_input_method(struct host *host) {
    XIM method = XSetLocaleModifiers("") ? XOpenIM(host->display, NULL, NULL, NULL) : NULL;
    if (!method && XSetLocaleModifiers("@im=none")) /* that of the user does not run: Xlib's own composes */
        method = XOpenIM(host->display, NULL, NULL, NULL);
    host->input = method ? XCreateIC(method, XNInputStyle, XIMPreeditNothing | XIMStatusNothing, XNClientWindow,
                                     host->window, XNFocusWindow, host->window, NULL)
                         : NULL;
    if (!host->input)
        die("no input method");
    XkbSetDetectableAutoRepeat(host->display, True, NULL);
}

void open_window(struct host *host, uint32_t background) {
    static char *const names[ATOMS] = {"PRIMARY",          "CLIPBOARD",    "UTF8_STRING",  "TARGETS",     "INCR",
                                       "WM_DELETE_WINDOW", "WM_PROTOCOLS", "_NET_WM_NAME", "QUIRE_PASTED"};
    XSizeHints hints = {.flags = PBaseSize | PResizeInc | PMinSize,
                        .base_width = 2 * BORDER_PX,
                        .base_height = 2 * BORDER_PX,
                        .width_inc = host->cell_width,
                        .height_inc = host->cell_height,
                        .min_width = 2 * BORDER_PX + host->cell_width,
                        .min_height = 2 * BORDER_PX + host->cell_height};
    XClassHint class = {.res_name = "x11", .res_class = "Quire"};
    int width = 2 * BORDER_PX + (int)host->cols * host->cell_width;
    int height = 2 * BORDER_PX + (int)host->rows * host->cell_height;
    host->window = XCreateSimpleWindow(host->display, RootWindow(host->display, host->screen), 0, 0, (unsigned)width,
                                       (unsigned)height, 0, 0, background);
    XSetErrorHandler(ignore_error);
    host->gc = XCreateGC(host->display, host->window, 0, NULL);
    XInternAtoms(host->display, (char **)names, ATOMS, False, host->atoms);
    XSetWMProtocols(host->display, host->window, &host->atoms[DELETE_WINDOW], 1);
    Xutf8SetWMProperties(host->display, host->window, "x11", "x11", NULL, 0, &hints, NULL, &class);
    XSelectInput(host->display, host->window,
                 KeyPressMask | KeyReleaseMask | ButtonPressMask | ButtonReleaseMask | PointerMotionMask |
                     ExposureMask | StructureNotifyMask | FocusChangeMask | PropertyChangeMask);
    set_size(host, width, height);
    open_input_method(host);
    XMapWindow(host->display, host->window);
}
