/* Selections of X11 (ICCCM 2): the primary one, which dragging sets, and the clipboard. Text only; what is too large
 * for one request is not given away, but taken in pieces (INCR). */
#include "x11_host.h"

#include <stdlib.h>

#include <X11/Xatom.h>

#include <quire/paste.h>
#include <quire/selection.h>

void own(struct host *host, int which, const char *text, size_t length) {
    host->owned[which].length = 0;
    append(&host->owned[which], text, length);
    XSetSelectionOwner(host->display, host->atoms[which], host->window, host->time);
}

static bool append_piece(void *user, const char *data, size_t length) {
    append(user, data, length);
    return true;
}

void copy(struct host *host, int which) {
    struct bytes text = {NULL, 0};
    if (quire_selection_write(host->terminal, host->frame, append_piece, &text) == QUIRE_OK && text.length > 0)
        own(host, which, text.data, text.length);
    free(text.data);
}

/* Another window wants what we own. Answers with a property of it, or with none: refused. */
void on_selection_asked(struct host *host, const XSelectionRequestEvent *event) {
    XSelectionEvent answer = {.type = SelectionNotify,
                              .requestor = event->requestor,
                              .selection = event->selection,
                              .target = event->target,
                              .time = event->time};
    Atom property = event->property != None ? event->property : event->target;
    const struct bytes *text = &host->owned[event->selection == host->atoms[CLIPBOARD] ? CLIPBOARD : PRIMARY];
    size_t limit = (size_t)XMaxRequestSize(host->display) * 4 - 64;
    if (event->target == host->atoms[TARGETS]) {
        long targets[] = {(long)host->atoms[TARGETS], (long)host->atoms[UTF8]}; /* 32 bits are a long to Xlib */
        XChangeProperty(host->display, event->requestor, property, XA_ATOM, 32, PropModeReplace,
                        (const unsigned char *)targets, 2);
        answer.property = property;
    } else if (event->target == host->atoms[UTF8] && text->data && text->length <= limit) {
        XChangeProperty(host->display, event->requestor, property, host->atoms[UTF8], 8, PropModeReplace,
                        (const unsigned char *)text->data, (int)text->length);
        answer.property = property;
    }
    XSendEvent(host->display, event->requestor, False, 0, (XEvent *)&answer);
}

/* Asks the owner, be it we ourselves; SelectionNotify brings the answer. */
void ask(struct host *host, int which) {
    XConvertSelection(host->display, host->atoms[which], host->atoms[UTF8], host->atoms[PASTED], host->window,
                      host->time);
}

/* Sends the program what it is to get for the text: made safe, and in brackets where it wants them. */
static void paste(struct host *host) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    size_t capacity = 3 * host->pasted.length + 12, length;
    char *encoded = malloc(capacity);
    if (encoded && quire_terminal_input_modes(host->terminal, &modes) == QUIRE_OK &&
        quire_paste_encode(&modes, host->pasted.data, host->pasted.length, encoded, capacity, &length) == QUIRE_OK)
        send_bytes(host, encoded, length);
    free(encoded);
    host->pasted.length = 0;
}

/* Takes the property that another window has put on ours; true: there was something in it. */
static bool take(struct host *host) {
    Atom type = None;
    int format;
    unsigned long count = 0, left;
    unsigned char *data = NULL;
    XGetWindowProperty(host->display, host->window, host->atoms[PASTED], 0, 1L << 28, True, AnyPropertyType, &type,
                       &format, &count, &left, &data);
    if (type == host->atoms[INCR])
        host->incremental = true; /* that it is deleted now asks for the first piece */
    else if (format == 8 && count > 0)
        append(&host->pasted, (const char *)data, count);
    if (data)
        XFree(data);
    return count > 0;
}

void on_selection_came(struct host *host, const XSelectionEvent *event) {
    host->incremental = false;
    host->pasted.length = 0;
    if (event->property != None && take(host) && !host->incremental)
        paste(host);
}

void on_property(struct host *host, const XPropertyEvent *event) {
    bool is_piece = host->incremental && event->atom == host->atoms[PASTED] && event->state == PropertyNewValue;
    if (is_piece && !take(host)) { /* an empty one is the last */
        host->incremental = false;
        paste(host);
    }
}
