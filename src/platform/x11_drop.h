/* x11_drop.h - what of a drop on X11 SDL loses: addresses that are no files, the line ends of texts, and all that comes
 * in increments.
 *
 * SDL asks the source for text/uri-list or text/plain, splits what it gets at line ends, and drops each address that is
 * no file of this host. The property with all of it stays on the window, and can be read when the event is seen. What
 * is large comes in increments (ICCCM 2.7.2), of which SDL knows nothing: the transfer goes on here. It is SDL that has
 * asked, for its own window and by its own connection, so it is not the clipboard that reads (clipboard_x11_in.c); what
 * both have in common is the limit, and that what is larger is taken from the source to its end and dropped. */
#ifndef X11_DROP_H
#define X11_DROP_H

#include <X11/Xlib.h>
#include <stdbool.h>
#include <stddef.h>

#include "clipboard_text.h"

/* The drop that goes on in a window; all zero: none. One whose source vanishes is kept until the next one. */
struct x11_drop {
    struct clipboard_text *text; /* what came of it */
    Atom property;               /* under which increments come; None: none do */
    bool is_list;                /* of addresses */
    bool in_increments;          /* SDL has told nothing of it */
    bool refused;                /* it is too large: what still comes is dropped */
};

enum x11_drop_news { X11_DROP_NO_NEWS, X11_DROP_WHOLE, X11_DROP_TOO_LARGE };

/* Looks at an event of the window. WHOLE: drop->text holds it all. TOO_LARGE: more than `limit` bytes, told once. Costs
 * an answer of the server for each 256 KiB; without memory there is no news. */
enum x11_drop_news x11_drop_take(struct x11_drop *drop, Display *display, Window window, size_t limit,
                                 const XEvent *event);

/* Releases what came. */
void x11_drop_finish(struct x11_drop *drop);

#endif
