#define _GNU_SOURCE
#include "x11_drop.h"

#include <stdlib.h>
#include <string.h>

enum { PIECE_LONGS = 1 << 16 }; /* 256 KiB */

static bool is_named(Display *display, Atom atom, const char *name) {
    return atom == XInternAtom(display, name, False);
}

void x11_drop_finish(struct x11_drop *drop) {
    clipboard_text_release(drop->text);
    *drop = (struct x11_drop){.text = NULL};
}

/* What still comes of it is read and forgotten: a source serves nobody else until it is rid of it all. */
static enum x11_drop_news refuse(struct x11_drop *drop) {
    bool told = drop->refused;
    clipboard_text_release(drop->text);
    drop->text = NULL;
    drop->refused = true;
    return told ? X11_DROP_NO_NEWS : X11_DROP_TOO_LARGE;
}

static bool keep(struct x11_drop *drop, const unsigned char *bytes, size_t length, size_t announced) {
    if (drop->text == NULL) {
        drop->text = clipboard_text_create(length + announced);
    }
    return drop->text != NULL && clipboard_text_append(&drop->text, (const char *)bytes, length);
}

struct piece {
    Atom type;
    int format;
    unsigned long length, left;
    unsigned char *bytes;
};

static bool read_piece(Display *display, Window window, Atom property, long offset, struct piece *piece) {
    piece->bytes = NULL;
    return XGetWindowProperty(display, window, property, offset, PIECE_LONGS, False, AnyPropertyType, &piece->type,
                              &piece->format, &piece->length, &piece->left, &piece->bytes) == Success;
}

/* Adds a whole property. *length: what was in it, however little of that is kept. */
static enum x11_drop_news read_whole(struct x11_drop *drop, Display *display, Window window, Atom property,
                                     size_t limit, size_t *length) {
    enum x11_drop_news news = X11_DROP_NO_NEWS;
    struct piece piece = {.left = 1};
    *length = 0;
    for (long offset = 0; piece.left > 0 && read_piece(display, window, property, offset, &piece);
         offset += PIECE_LONGS) {
        size_t have = drop->text != NULL ? drop->text->length : 0, more = piece.format == 8 ? piece.length : 0;
        *length += more;
        if (!drop->refused && (more + piece.left > limit || have > limit - more - piece.left)) {
            news = refuse(drop);
        }
        bool kept = drop->refused || more == 0 || keep(drop, piece.bytes, more, piece.left);
        XFree(piece.bytes);
        if (drop->refused || !kept || more == 0) {
            break;
        }
    }
    return news;
}

static bool is_incremental(Display *display, Window window, Atom property, size_t *size) {
    struct piece piece;
    if (!read_piece(display, window, property, 0, &piece)) {
        return false;
    }
    bool incremental = is_named(display, piece.type, "INCR");
    bool sized = incremental && piece.format == 32 && piece.length > 0;
    *size = sized ? (size_t) * (const unsigned long *)(const void *)piece.bytes : 0; /* a lower bound */
    XFree(piece.bytes);
    return incremental;
}

/* SDL needs the property no more. Deleting it begins increments. */
static enum x11_drop_news begin(struct x11_drop *drop, Display *display, Window window, size_t limit,
                                const XSelectionEvent *data) {
    size_t size = 0, length;
    enum x11_drop_news news = X11_DROP_NO_NEWS;
    x11_drop_finish(drop);
    drop->is_list = is_named(display, data->target, "text/uri-list");
    if (!drop->is_list && !is_named(display, data->target, "text/plain")) {
        return news;
    }
    drop->in_increments = is_incremental(display, window, data->property, &size);
    if (drop->in_increments) {
        drop->property = data->property;
        news = size > limit ? refuse(drop) : X11_DROP_NO_NEWS;
    } else {
        news = read_whole(drop, display, window, data->property, limit, &length);
        news = news == X11_DROP_NO_NEWS && drop->text != NULL ? X11_DROP_WHOLE : news;
    }
    XDeleteProperty(display, window, data->property);
    return news;
}

/* The one of no bytes is the last. */
static enum x11_drop_news go_on(struct x11_drop *drop, Display *display, Window window, size_t limit) {
    size_t length;
    enum x11_drop_news news = read_whole(drop, display, window, drop->property, limit, &length);
    XDeleteProperty(display, window, drop->property);
    if (length > 0) {
        return news;
    }
    drop->property = None;
    return drop->text != NULL && !drop->refused ? X11_DROP_WHOLE : X11_DROP_NO_NEWS;
}

enum x11_drop_news x11_drop_take(struct x11_drop *drop, Display *display, Window window, size_t limit,
                                 const XEvent *event) {
    if (event->type == SelectionNotify && event->xselection.requestor == window && event->xselection.property != None &&
        is_named(display, event->xselection.selection, "XdndSelection")) {
        return begin(drop, display, window, limit, &event->xselection);
    }
    bool increment = event->type == PropertyNotify && event->xproperty.window == window && drop->property != None &&
                     event->xproperty.atom == drop->property && event->xproperty.state == PropertyNewValue;
    return increment ? go_on(drop, display, window, limit) : X11_DROP_NO_NEWS;
}
