#define _GNU_SOURCE
#include "clipboard_x11.h"

#include <poll.h>
#include <stdlib.h>
#include <time.h>

#include <xcb/xcbext.h>

/* ---- questions */

bool x11_ask(struct x11 *x11, const struct x11_question *question) {
    if (x11->question_count == X11_QUESTIONS) {
        xcb_discard_reply(x11->connection, question->sequence);
        return false;
    }
    x11->questions[(x11->first_question + x11->question_count++) % X11_QUESTIONS] = *question;
    return true;
}

/* Takes the oldest reply, if it is there. */
static bool take_reply(struct x11 *x11) {
    void *reply = NULL;
    xcb_generic_error_t *error = NULL;
    struct x11_question question = x11->questions[x11->first_question];
    if (x11->question_count == 0 || !xcb_poll_for_reply(x11->connection, question.sequence, &reply, &error)) {
        return false;
    }
    x11->first_question = (x11->first_question + 1) % X11_QUESTIONS;
    x11->question_count--;
    question.take(x11, &question, reply);
    free(reply);
    free(error);
    return true;
}

void x11_ask_time(struct x11 *x11) {
    xcb_change_property(x11->connection, XCB_PROP_MODE_REPLACE, x11->window, x11->atoms[X11_TIME_PROPERTY],
                        XCB_ATOM_INTEGER, 32, 0, NULL);
}

void x11_watch(struct x11 *x11, xcb_window_t window) {
    uint32_t mask = 0;
    if (x11_in_watches(x11, window)) {
        mask |= XCB_EVENT_MASK_STRUCTURE_NOTIFY;
    }
    if (x11_out_watches(x11, window)) {
        mask |= XCB_EVENT_MASK_STRUCTURE_NOTIFY | XCB_EVENT_MASK_PROPERTY_CHANGE;
    }
    xcb_change_window_attributes(x11->connection, window, XCB_CW_EVENT_MASK, &mask);
}

/* ---- who owns what */

struct x11_selection *x11_selection_of(struct x11 *x11, xcb_atom_t atom) {
    for (size_t i = 0; i < CLIPBOARD_TARGETS; i++) {
        if (x11->selections[i].atom == atom) {
            return &x11->selections[i];
        }
    }
    return NULL;
}

/* Nothing but the server knows who owns a selection: another client's claim may be older or newer than ours. */
static void take_verdict(struct x11 *x11, const struct x11_question *question, const void *reply) {
    const xcb_get_selection_owner_reply_t *owner = reply;
    struct x11_selection *selection = &x11->selections[question->target];
    bool recent = selection->state == X11_OWNED && selection->claims == question->number;
    if (recent && owner != NULL && owner->owner != x11->window) {
        selection->state = X11_OTHERS;
        clipboards_lost(x11->clipboards, question->target);
    }
}

static void ask_verdict(struct x11 *x11, enum clipboard_target target) {
    struct x11_selection *selection = &x11->selections[target];
    struct x11_question question = {.take = take_verdict, .target = target, .number = selection->claims};
    question.sequence = xcb_get_selection_owner(x11->connection, selection->atom).sequence;
    x11_ask(x11, &question);
}

/* The time has come. */
static void claim(struct x11 *x11, enum clipboard_target target) {
    struct x11_selection *selection = &x11->selections[target];
    xcb_set_selection_owner(x11->connection, x11->window, selection->atom, x11->time);
    selection->state = X11_OWNED;
    selection->since = x11->time;
    selection->claims++;
    ask_verdict(x11, target);
}

void x11_claim_late(struct x11 *x11) {
    for (int target = 0; target < CLIPBOARD_TARGETS; target++) {
        if (x11->selections[target].state == X11_CLAIMING && !x11_in_asks(x11, (enum clipboard_target)target)) {
            x11_ask_time(x11);
        }
    }
}

static void offer(void *state, enum clipboard_target target) {
    struct x11 *x11 = state;
    if (!x11->gone) {
        x11->selections[target].state = X11_CLAIMING;
        x11_ask_time(x11);
        xcb_flush(x11->connection);
        x11->stale = true;
    }
}

/* ---- events */

static void on_property(struct x11 *x11, const xcb_property_notify_event_t *event) {
    if (event->window != x11->window) {
        x11_out_property(x11, event);
    } else if (event->atom != x11->atoms[X11_TIME_PROPERTY]) {
        x11_in_property(x11, event);
    } else {
        x11->time = event->time;
        for (int target = 0; target < CLIPBOARD_TARGETS; target++) {
            bool asked = x11_in_asks(x11, (enum clipboard_target)target);
            if (x11->selections[target].state == X11_CLAIMING && !asked) {
                claim(x11, (enum clipboard_target)target);
            }
        }
    }
}

static void on_clear(struct x11 *x11, const xcb_selection_clear_event_t *event) {
    struct x11_selection *selection = x11_selection_of(x11, event->selection);
    if (selection != NULL && selection->state == X11_OWNED) {
        ask_verdict(x11, (enum clipboard_target)(selection - x11->selections));
    }
}

static void on_notify(struct x11 *x11, const xcb_selection_notify_event_t *event) {
    if (event->selection == x11->atoms[X11_CLIPBOARD_MANAGER]) {
        x11->handover = X11_HANDED_OVER;
    } else {
        x11_in_notify(x11, event);
    }
}

static void vanished(struct x11 *x11, xcb_window_t window) {
    x11_in_vanished(x11, window);
    x11_out_vanished(x11, window);
}

/* A window that was gone before anything could be asked of it. All other errors are of that kind, too. */
static void on_error(struct x11 *x11, const xcb_generic_error_t *error) {
    if (error->error_code == XCB_WINDOW) {
        x11_out_vanished(x11, error->resource_id);
    }
}

static void on_event(struct x11 *x11, const xcb_generic_event_t *event) {
    switch (event->response_type & 0x7F) {
    case 0:
        on_error(x11, (const xcb_generic_error_t *)event);
        break;
    case XCB_PROPERTY_NOTIFY:
        on_property(x11, (const xcb_property_notify_event_t *)event);
        break;
    case XCB_SELECTION_CLEAR:
        on_clear(x11, (const xcb_selection_clear_event_t *)event);
        break;
    case XCB_SELECTION_REQUEST:
        x11_out_request(x11, (const xcb_selection_request_event_t *)event);
        break;
    case XCB_SELECTION_NOTIFY:
        on_notify(x11, (const xcb_selection_notify_event_t *)event);
        break;
    case XCB_DESTROY_NOTIFY:
        vanished(x11, ((const xcb_destroy_notify_event_t *)event)->window);
        break;
    }
}

static bool take_event(struct x11 *x11) {
    xcb_generic_event_t *event = xcb_poll_for_event(x11->connection);
    if (event == NULL) {
        return false;
    }
    on_event(x11, event);
    free(event);
    return true;
}

/* Without a server nothing can be asked, and what is own is for this process alone. */
static void lose_server(struct x11 *x11) {
    x11->gone = true;
    x11->stale = false;
    x11->handover = X11_HANDED_OVER;
    x11_in_finish(x11);
    x11_out_finish(x11);
    x11_in_begin(x11);
}

/* What the server has sent, and as much more as it sends meanwhile, within reason: an owner that makes up events must
 * not keep the window waiting. A reply is taken behind the events before it. */
#define EVENTS_AT_ONCE 1000

static void take_all(struct x11 *x11) {
    int left = EVENTS_AT_ONCE;
    do {
        while (left > 0 && take_event(x11)) {
            left--;
        }
    } while (left > 0 && take_reply(x11));
    xcb_flush(x11->connection);
    x11->stale = left == 0;
    if (!x11->gone && xcb_connection_has_error(x11->connection)) {
        lose_server(x11);
    }
}

/* Writing may have made xcb read: what it has read, an event or a reply, makes no descriptor readable any more. */
static void flush(struct x11 *x11) {
    xcb_flush(x11->connection);
    xcb_generic_event_t *event = xcb_poll_for_queued_event(x11->connection);
    if (event != NULL) {
        on_event(x11, event);
        free(event);
        x11->stale = true;
    } else if (take_reply(x11)) {
        x11->stale = true;
    }
}

static void dispatch(void *state, int64_t now_ms) {
    struct x11 *x11 = state;
    x11->now_ms = now_ms;
    if (!x11->gone) {
        take_all(x11);
        x11_in_expire(x11);
        x11_out_expire(x11);
        flush(x11);
    }
}

/* ---- the backend */

static void ask(void *state, int64_t now_ms) {
    struct x11 *x11 = state;
    x11->now_ms = now_ms;
    x11_in_begin(x11);
    if (!x11->gone) {
        xcb_flush(x11->connection);
        x11->stale = true;
    }
}

static void forget(void *state, struct clipboard_request *request) {
    struct x11 *x11 = state;
    x11_in_forget(x11, request);
    x11_in_begin(x11);
    xcb_flush(x11->connection);
    x11->stale = !x11->gone;
}

static int descriptor(const void *state) {
    const struct x11 *x11 = state;
    return x11->gone ? -1 : xcb_get_file_descriptor(x11->connection);
}

static int64_t due(const void *state) {
    const struct x11 *x11 = state;
    int64_t in = x11_in_due(x11), out = x11_out_due(x11);
    return x11->stale ? 0 : in < out ? in : out;
}

static bool make_window(struct x11 *x11) {
    const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(x11->connection)).data;
    const uint32_t values[] = {1, XCB_EVENT_MASK_PROPERTY_CHANGE}; /* not the window manager's */
    if (screen == NULL) {
        return false;
    }
    x11->window = xcb_generate_id(x11->connection);
    xcb_create_window(x11->connection, 0, x11->window, screen->root, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                      XCB_COPY_FROM_PARENT, XCB_CW_OVERRIDE_REDIRECT | XCB_CW_EVENT_MASK, values);
    return true;
}

static bool connect(struct x11 *x11) {
    xcb_atom_t names[X11_NAMES];
    if (xcb_connection_has_error(x11->connection)) {
        return false;
    }
    xcb_prefetch_maximum_request_length(x11->connection);
    if (!make_window(x11) || !x11_atoms_init(x11->connection, x11->atoms) ||
        !x11_atoms_numbered(x11->connection, "_QUIRE_TEXT_", names, X11_NAMES)) {
        return false;
    }
    size_t request = (size_t)xcb_get_maximum_request_length(x11->connection) * 4 - 64;
    x11->piece = request < X11_PIECE ? request : X11_PIECE;
    for (size_t i = 0; i < X11_NAMES; i++) {
        x11->names[i].atom = names[i];
    }
    x11->selections[CLIPBOARD_MAIN].atom = x11->atoms[X11_CLIPBOARD];
    x11->selections[CLIPBOARD_PRIMARY].atom = XCB_ATOM_PRIMARY;
    return xcb_flush(x11->connection) > 0;
}

static void *start(struct clipboards *clipboards) {
    struct x11 *x11 = calloc(1, sizeof *x11);
    if (x11 == NULL) {
        return NULL;
    }
    x11->clipboards = clipboards;
    x11->connection = xcb_connect(clipboards->options.display, NULL);
    if (!connect(x11)) {
        xcb_disconnect(x11->connection);
        free(x11);
        return NULL;
    }
    return x11;
}

/* ---- the hand-over */

static int64_t clock_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

static void take_manager(struct x11 *x11, const struct x11_question *question, const void *reply) {
    const xcb_get_selection_owner_reply_t *owner = reply;
    const xcb_atom_t *targets;
    (void)question;
    if (owner == NULL || owner->owner == XCB_WINDOW_NONE) {
        x11->handover = X11_HANDED_OVER;
        return;
    }
    size_t count = x11_out_saved(x11, &targets);
    xcb_change_property(x11->connection, XCB_PROP_MODE_REPLACE, x11->window, x11->atoms[X11_SAVE_PROPERTY],
                        XCB_ATOM_ATOM, 32, (uint32_t)count, targets);
    xcb_convert_selection(x11->connection, x11->window, x11->atoms[X11_CLIPBOARD_MANAGER], x11->atoms[X11_SAVE_TARGETS],
                          x11->atoms[X11_SAVE_PROPERTY], x11->time);
}

/* Sent behind what may still make the clipboard own. */
static void begin_handover(struct x11 *x11) {
    struct x11_question question = {.take = take_manager};
    x11->handover = X11_HANDED_OVER;
    if (clipboards_owns(x11->clipboards, CLIPBOARD_MAIN)) {
        question.sequence = xcb_get_selection_owner(x11->connection, x11->atoms[X11_CLIPBOARD_MANAGER]).sequence;
        x11->handover = x11_ask(x11, &question) ? X11_HANDING_OVER : X11_HANDED_OVER;
    }
}

/* Transfers to others that are under way are brought to their end, too. */
static bool is_busy(const struct x11 *x11) {
    return !x11->gone && (x11->handover == X11_HANDING_OVER || x11->outgoing != NULL);
}

static size_t bytes_left(const struct x11 *x11) {
    size_t left = 0;
    for (const struct x11_outgoing *transfer = x11->outgoing; transfer != NULL; transfer = transfer->next) {
        left += transfer->text->length - transfer->sent;
    }
    return left;
}

static void hand_over(struct x11 *x11) {
    int patience_ms = x11->clipboards->options.handover_ms;
    int64_t now = clock_ms(), end = now + 3 * (int64_t)patience_ms, quiet_end = now + patience_ms;
    size_t left = 0;
    begin_handover(x11);
    while (take_all(x11), flush(x11), is_busy(x11) && now < end && now < quiet_end) {
        struct pollfd wait = {xcb_get_file_descriptor(x11->connection), POLLIN, 0};
        int64_t until = end < quiet_end ? end : quiet_end;
        poll(&wait, 1, x11->stale ? 0 : (int)(until - now));
        now = clock_ms();
        if (bytes_left(x11) != left) {
            left = bytes_left(x11);
            quiet_end = now + patience_ms;
        }
    }
}

static void stop(void *state) {
    struct x11 *x11 = state;
    if (!x11->gone && x11->clipboards->options.handover_ms > 0) {
        hand_over(x11);
    }
    x11_in_finish(x11);
    x11_out_finish(x11);
    xcb_disconnect(x11->connection);
    free(x11);
}

const struct clipboard_backend clipboard_backend_x11 = {"x11",  start,      stop, offer,   ask,
                                                        forget, descriptor, due,  dispatch};
