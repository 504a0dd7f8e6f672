/* clipboard_x11_out.c - what is own goes out to other clients (ICCCM 2.2, 2.6, 2.7.2).
 *
 * A request is answered at once, by a property of the requestor's window and an event. What is large goes in
 * increments: each is written when the requestor has deleted the one before, an empty one is the end. Each transfer
 * holds its text, so it goes on when the selection is lost, and knows nothing of others. One whose requestor vanishes,
 * or does nothing for too long, is dropped. */
#include <stdlib.h>
#include <string.h>

#include "clipboard_x11.h"

/* Forms that are UTF-8. */
static bool is_utf8(const struct x11 *x11, xcb_atom_t target) {
    return target == x11->atoms[X11_UTF8_STRING] || target == x11->atoms[X11_TEXT_PLAIN_UTF8] ||
           target == x11->atoms[X11_TEXT_PLAIN] || target == x11->atoms[X11_TEXT];
}

static void put_words(struct x11 *x11, xcb_window_t window, xcb_atom_t property, xcb_atom_t type, const uint32_t *words,
                      size_t count) {
    xcb_change_property(x11->connection, XCB_PROP_MODE_REPLACE, window, property, type, 32, (uint32_t)count, words);
}

static void put_bytes(struct x11 *x11, xcb_window_t window, xcb_atom_t property, xcb_atom_t type, const char *bytes,
                      size_t length) {
    xcb_change_property(x11->connection, XCB_PROP_MODE_REPLACE, window, property, type, 8, (uint32_t)length, bytes);
}

static void drop(struct x11 *x11, struct x11_outgoing **link) {
    struct x11_outgoing *transfer = *link;
    xcb_window_t requestor = transfer->requestor;
    *link = transfer->next;
    clipboard_text_release(transfer->text);
    free(transfer);
    x11_watch(x11, requestor);
}

static struct x11_outgoing **find(struct x11 *x11, xcb_window_t requestor, xcb_atom_t property) {
    struct x11_outgoing **link = &x11->outgoing;
    while (*link != NULL && ((*link)->requestor != requestor || (*link)->property != property)) {
        link = &(*link)->next;
    }
    return link;
}

static size_t count_outgoing(const struct x11 *x11) {
    size_t count = 0;
    for (const struct x11_outgoing *transfer = x11->outgoing; transfer != NULL; transfer = transfer->next) {
        count++;
    }
    return count;
}

/* Announces the text; the deletion of the announcement begins the transfer. */
static bool begin(struct x11 *x11, xcb_window_t requestor, xcb_atom_t property, xcb_atom_t type,
                  struct clipboard_text *text) {
    uint32_t size = text->length <= UINT32_MAX ? (uint32_t)text->length : UINT32_MAX;
    struct x11_outgoing *transfer = count_outgoing(x11) < X11_OUTGOING ? malloc(sizeof *transfer) : NULL;
    if (transfer == NULL) {
        return false;
    }
    *transfer = (struct x11_outgoing){x11->outgoing,
                                      requestor,
                                      property,
                                      type,
                                      clipboard_text_hold(text),
                                      0,
                                      x11->now_ms + x11->clipboards->options.progress_ms};
    x11->outgoing = transfer;
    x11_watch(x11, requestor);
    put_words(x11, requestor, property, x11->atoms[X11_INCR], &size, 1);
    return true;
}

static bool put_text(struct x11 *x11, xcb_window_t requestor, xcb_atom_t property, xcb_atom_t type,
                     struct clipboard_text *text) {
    if (text->length > x11->piece) {
        return begin(x11, requestor, property, type, text);
    }
    put_bytes(x11, requestor, property, type, text->bytes, text->length);
    return true;
}

static bool put_latin1(struct x11 *x11, xcb_window_t requestor, xcb_atom_t property, struct clipboard_text *text) {
    struct clipboard_text *narrow = clipboard_text_to_latin1(text);
    bool put = narrow != NULL && put_text(x11, requestor, property, XCB_ATOM_STRING, narrow);
    clipboard_text_release(narrow);
    return put;
}

/* A picture has one form, a text several. */
static void put_targets(struct x11 *x11, xcb_window_t requestor, xcb_atom_t property,
                        const struct clipboard_text *own) {
    const xcb_atom_t *atoms = x11->atoms;
    xcb_atom_t targets[] = {atoms[X11_TARGETS],
                            atoms[X11_TIMESTAMP],
                            atoms[X11_MULTIPLE],
                            atoms[X11_SAVE_TARGETS],
                            own->is_png ? atoms[X11_IMAGE_PNG] : atoms[X11_UTF8_STRING],
                            atoms[X11_TEXT_PLAIN_UTF8],
                            atoms[X11_TEXT_PLAIN],
                            atoms[X11_TEXT],
                            XCB_ATOM_STRING};
    put_words(x11, requestor, property, XCB_ATOM_ATOM, targets, own->is_png ? 5 : sizeof targets / sizeof targets[0]);
}

size_t x11_out_saved(const struct x11 *x11, const xcb_atom_t **targets) {
    const struct clipboard_text *own = x11->clipboards->own[CLIPBOARD_MAIN];
    *targets = &x11->atoms[own != NULL && own->is_png ? X11_IMAGE_PNG : X11_UTF8_STRING];
    return 1;
}

/* Is it one of the forms of the picture, or of the text, that is own? */
static bool has_form(const struct x11 *x11, const struct clipboard_text *own, xcb_atom_t target) {
    return own->is_png ? target == x11->atoms[X11_IMAGE_PNG] : target == XCB_ATOM_STRING || is_utf8(x11, target);
}

/* False: no such form, or no memory. A transfer to the same property that is under way is over: the requestor wants
 * something else there. */
static bool put(struct x11 *x11, const struct x11_selection *selection, xcb_window_t requestor, xcb_atom_t target,
                xcb_atom_t property) {
    struct clipboard_text *text = x11->clipboards->own[selection - x11->selections];
    struct x11_outgoing **old = find(x11, requestor, property);
    if (*old != NULL) {
        drop(x11, old);
    }
    if (target == x11->atoms[X11_TARGETS]) {
        put_targets(x11, requestor, property, text);
    } else if (target == x11->atoms[X11_TIMESTAMP]) {
        put_words(x11, requestor, property, XCB_ATOM_INTEGER, &selection->since, 1);
    } else if (target == x11->atoms[X11_SAVE_TARGETS]) {
        put_words(x11, requestor, property, x11->atoms[X11_NULL], NULL, 0);
    } else if (!has_form(x11, text, target)) {
        return false;
    } else if (target == XCB_ATOM_STRING) {
        return put_latin1(x11, requestor, property, text);
    } else {
        xcb_atom_t type = target == x11->atoms[X11_TEXT] ? x11->atoms[X11_UTF8_STRING] : target;
        return put_text(x11, requestor, property, type, text);
    }
    return true;
}

/* A property of NONE refuses. */
static void notify(struct x11 *x11, const xcb_selection_request_event_t *request, xcb_atom_t property) {
    union {
        xcb_selection_notify_event_t event;
        char bytes[32];
    } sent;
    memset(&sent, 0, sizeof sent);
    sent.event = (xcb_selection_notify_event_t){.response_type = XCB_SELECTION_NOTIFY,
                                                .time = request->time,
                                                .requestor = request->requestor,
                                                .selection = request->selection,
                                                .target = request->target,
                                                .property = property};
    xcb_send_event(x11->connection, 0, request->requestor, XCB_EVENT_MASK_NO_EVENT, sent.bytes);
}

/* What was asked before the text was there is not given it. Times wrap around. */
static const struct x11_selection *granted(struct x11 *x11, const xcb_selection_request_event_t *request) {
    const struct x11_selection *selection = x11_selection_of(x11, request->selection);
    bool own = selection != NULL && selection->state == X11_OWNED &&
               x11->clipboards->own[selection - x11->selections] != NULL && request->requestor != x11->window;
    return own && (request->time == XCB_CURRENT_TIME || (int32_t)(request->time - selection->since) >= 0) ? selection
                                                                                                          : NULL;
}

/* Pairs of target and property; the property of what cannot be had becomes NONE, and the requestor is told. */
static void take_pairs(struct x11 *x11, const struct x11_question *question, const void *value) {
    const xcb_get_property_reply_t *reply = value;
    const xcb_selection_request_event_t *request = &question->multiple;
    const struct x11_selection *selection = granted(x11, request);
    if (reply == NULL || reply->format != 32 || reply->bytes_after > 0 || selection == NULL) {
        notify(x11, request, XCB_ATOM_NONE);
        return;
    }
    xcb_atom_t *pairs = xcb_get_property_value(reply);
    size_t count = (size_t)xcb_get_property_value_length(reply) / (2 * sizeof *pairs);
    for (size_t i = 0; i < count; i++) {
        bool named = pairs[2 * i + 1] != XCB_ATOM_NONE;
        if (!named || !put(x11, selection, request->requestor, pairs[2 * i], pairs[2 * i + 1])) {
            pairs[2 * i + 1] = XCB_ATOM_NONE;
        }
    }
    put_words(x11, request->requestor, request->property, x11->atoms[X11_ATOM_PAIR], pairs, 2 * count);
    notify(x11, request, request->property);
}

#define PAIRS 64u

static void ask_pairs(struct x11 *x11, const xcb_selection_request_event_t *request) {
    struct x11_question question = {.take = take_pairs, .multiple = *request};
    question.sequence = xcb_get_property(x11->connection, 0, request->requestor, request->property,
                                         XCB_GET_PROPERTY_TYPE_ANY, 0, 2 * PAIRS)
                            .sequence;
    if (!x11_ask(x11, &question)) {
        notify(x11, request, XCB_ATOM_NONE);
    }
}

/* Clients older than ICCCM name no property and mean the target. */
void x11_out_request(struct x11 *x11, const xcb_selection_request_event_t *event) {
    xcb_selection_request_event_t request = *event;
    const struct x11_selection *selection = granted(x11, &request);
    bool multiple = request.target == x11->atoms[X11_MULTIPLE];
    if (request.property == XCB_ATOM_NONE && !multiple) {
        request.property = request.target;
    }
    if (selection == NULL || request.property == XCB_ATOM_NONE) {
        notify(x11, &request, XCB_ATOM_NONE);
    } else if (multiple) {
        ask_pairs(x11, &request);
    } else {
        bool done = put(x11, selection, request.requestor, request.target, request.property);
        notify(x11, &request, done ? request.property : XCB_ATOM_NONE);
    }
}

void x11_out_property(struct x11 *x11, const xcb_property_notify_event_t *event) {
    struct x11_outgoing **link = find(x11, event->window, event->atom), *transfer = *link;
    if (event->state != XCB_PROPERTY_DELETE || transfer == NULL) {
        return;
    }
    size_t left = transfer->text->length - transfer->sent;
    size_t length = left < x11->piece ? left : x11->piece;
    put_bytes(x11, transfer->requestor, transfer->property, transfer->type, transfer->text->bytes + transfer->sent,
              length);
    transfer->sent += length;
    transfer->due = x11->now_ms + x11->clipboards->options.progress_ms;
    if (length == 0) {
        drop(x11, link);
    }
}

void x11_out_vanished(struct x11 *x11, xcb_window_t window) {
    for (struct x11_outgoing **link = &x11->outgoing; *link != NULL;) {
        if ((*link)->requestor == window) {
            drop(x11, link);
        } else {
            link = &(*link)->next;
        }
    }
}

bool x11_out_watches(const struct x11 *x11, xcb_window_t window) {
    const struct x11_outgoing *transfer = x11->outgoing;
    while (transfer != NULL && transfer->requestor != window) {
        transfer = transfer->next;
    }
    return transfer != NULL;
}

void x11_out_expire(struct x11 *x11) {
    for (struct x11_outgoing **link = &x11->outgoing; *link != NULL;) {
        if ((*link)->due <= x11->now_ms) {
            drop(x11, link);
        } else {
            link = &(*link)->next;
        }
    }
}

int64_t x11_out_due(const struct x11 *x11) {
    int64_t due = INT64_MAX;
    for (const struct x11_outgoing *transfer = x11->outgoing; transfer != NULL; transfer = transfer->next) {
        due = transfer->due < due ? transfer->due : due;
    }
    return due;
}

void x11_out_finish(struct x11 *x11) {
    while (x11->outgoing != NULL) {
        drop(x11, &x11->outgoing);
    }
}
