/* x11_scroll.h - touchpads on X11: what they scroll, by parts of a step of the wheel, and when the fingers leave.
 *
 * SDL knows the buttons alone that the server presses for whole steps. The axes are XInput 2's. A client that selects
 * motion of them on a window takes core motion from every other client there, SDL among them (the server stops at the
 * first kind of event that somebody wanted), so it is raw events that are listened to: those take nothing from
 * anybody, and name no window. They come for the whole desktop and are selected only while the pointer is over a window
 * of ours. A connection of our own: SDL has raw events selected on its own, for itself.
 *
 * Cost: nothing before the pointer is over a window and nothing else is to be done; then a connection and two
 * questions, and without a device that has such axes it is closed again, until the pointer comes back. Failures leave
 * all to SDL. */
#ifndef X11_SCROLL_H
#define X11_SCROLL_H

#include <X11/Xlib.h>
#include <stdbool.h>

#include "event_loop.h"
#include "x11_axes.h"

struct x11_scroll_sink {
    void *user;
    /* Steps, right and up are positive; `ends`: the fingers have left. */
    void (*scrolled)(void *user, double x, double y, bool ends);
};

/* All zero: it was not started, and everything below does nothing. */
struct x11_scroll {
    struct event_loop *loop;
    struct x11_scroll_sink sink;
    const char *name; /* of the display; the caller's */
    Display *own;     /* NULL: there is none, for now */
    int opcode;       /* of the extension */
    struct x11_axes axes;
    struct loop_watch watch;
    struct idle_job opening;
    bool inside;   /* the pointer is over a window of ours */
    bool grabbed;  /* another client has it, wherever it is */
    bool emulated; /* the last press of a button of the wheel was the server's */
};

void x11_scroll_start(struct x11_scroll *scroll, struct event_loop *loop, const char *display,
                      const struct x11_scroll_sink *sink);
void x11_scroll_stop(struct x11_scroll *scroll);

/* The pointer has come over a window of ours, or is over none any more. */
void x11_scroll_entered(struct x11_scroll *scroll, bool inside);
/* Looks at an event as SDL got it, before SDL's own of it is handled. Cost for a button of the wheel: what has come on
 * the connection is read, and if nothing of that explains the button the server is asked for the rest. */
void x11_scroll_see(struct x11_scroll *scroll, const XEvent *event);

#endif
