/* clipboard_x11_in.c - what other clients own comes in (ICCCM 2.4, 2.7.2).
 *
 * For each request: who owns the selection? Nobody, or this window: that is the end. Otherwise its owner is asked to
 * convert it into a form of text, one form after the other until it has one, and what it puts under the property is
 * read in pieces. Is it INCR, then the owner puts increments there, each when the one before was deleted; reading a
 * property to its end deletes it. */
#include <stdlib.h>

#include "clipboard_x11.h"

/* In which form the text is asked for: best first. */
static const enum x11_atom forms[] = {X11_UTF8_STRING, X11_TEXT_PLAIN_UTF8};
#define FORMS (sizeof forms / sizeof forms[0] + 1) /* and STRING */

static xcb_atom_t form_of(const struct x11 *x11, unsigned form) {
    return form + 1 < FORMS ? x11->atoms[forms[form]] : XCB_ATOM_STRING;
}

static bool is_live(const struct x11_question *question) {
    return question->slot->request != NULL && question->slot->request->number == question->number;
}

static bool name_in_use(const struct x11 *x11, size_t name) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request != NULL && x11->slots[i].name == name) {
            return true;
        }
    }
    return false;
}

/* The one used longest ago: what is late for it has had the most time to come. */
static size_t next_name(struct x11 *x11) {
    do {
        x11->last_name = (x11->last_name + 1) % X11_NAMES;
    } while (name_in_use(x11, x11->last_name));
    return x11->last_name;
}

/* The slot is free; what still comes for it is deleted. */
static void free_slot(struct x11 *x11, struct x11_incoming *slot) {
    xcb_window_t owner = slot->owner;
    x11->names[slot->name].drain = X11_DRAIN;
    xcb_delete_property(x11->connection, x11->window, x11->names[slot->name].atom);
    clipboard_text_release(slot->text);
    *slot = (struct x11_incoming){.request = NULL};
    if (owner != XCB_WINDOW_NONE) {
        x11_watch(x11, owner);
    }
    x11_claim_late(x11);
}

static void end(struct x11 *x11, struct x11_incoming *slot, enum clipboard_end how) {
    struct clipboard_text *text = how == CLIPBOARD_DONE ? slot->text : NULL;
    if (text != NULL) {
        slot->text = NULL;
    }
    clipboards_answer(slot->request, how, text);
    free_slot(x11, slot);
    x11_in_begin(x11);
}

/* A STRING is Latin-1, and longer as UTF-8. */
static void end_whole(struct x11 *x11, struct x11_incoming *slot) {
    if (slot->type == XCB_ATOM_STRING && slot->text != NULL) {
        struct clipboard_text *text = clipboard_text_from_latin1(slot->text);
        clipboard_text_release(slot->text);
        slot->text = text;
        if (text == NULL) {
            end(x11, slot, CLIPBOARD_NO_MEMORY);
            return;
        }
    }
    bool fits = slot->text == NULL || slot->text->length <= x11->clipboards->options.limit;
    end(x11, slot, fits ? CLIPBOARD_DONE : CLIPBOARD_TOO_LARGE);
}

static void convert(struct x11 *x11, struct x11_incoming *slot) {
    slot->state = X11_CONVERTING;
    slot->due = x11->now_ms + x11->clipboards->options.first_answer_ms;
    xcb_convert_selection(x11->connection, x11->window, x11->selections[slot->request->target].atom,
                          form_of(x11, slot->form), x11->names[slot->name].atom, x11->time);
}

/* The owner has no such form. */
static void convert_next(struct x11 *x11, struct x11_incoming *slot) {
    if (++slot->form < FORMS) {
        convert(x11, slot);
    } else {
        end(x11, slot, CLIPBOARD_EMPTY);
    }
}

static void take_owner(struct x11 *x11, const struct x11_question *question, const void *reply) {
    const xcb_get_selection_owner_reply_t *owner = reply;
    struct x11_incoming *slot = question->slot;
    if (!is_live(question)) {
        return;
    }
    if (owner == NULL || owner->owner == XCB_WINDOW_NONE) {
        end(x11, slot, owner == NULL ? CLIPBOARD_NO_ANSWER : CLIPBOARD_EMPTY);
    } else if (owner->owner == x11->window) {
        end(x11, slot, CLIPBOARD_DONE);
    } else {
        clipboard_text_release(slot->text);
        slot->text = NULL;
        slot->owner = owner->owner;
        x11_watch(x11, slot->owner);
        convert(x11, slot);
    }
}

/* If the server says that it is own, it is what was own when it was asked. */
static void begin(struct x11 *x11, struct x11_incoming *slot, struct clipboard_request *request) {
    struct clipboard_text *own = x11->clipboards->own[request->target];
    *slot = (struct x11_incoming){.request = request, .state = X11_ASKING_OWNER, .name = next_name(x11)};
    slot->due = x11->now_ms + x11->clipboards->options.first_answer_ms;
    slot->text = own != NULL ? clipboard_text_hold(own) : NULL;
    request->begun = true;
    x11_ask_time(x11);
    struct x11_question question = {.take = take_owner, .slot = slot, .number = request->number};
    question.sequence = xcb_get_selection_owner(x11->connection, x11->selections[request->target].atom).sequence;
    x11_ask(x11, &question); /* without room for it the time will end the request */
}

static struct x11_incoming *free_one(struct x11 *x11) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request == NULL) {
            return &x11->slots[i];
        }
    }
    return NULL;
}

/* What this process is about to own needs no asking. */
void x11_in_begin(struct x11 *x11) {
    struct clipboard_request *request;
    while ((request = clipboards_next_waiting(x11->clipboards)) != NULL) {
        struct x11_incoming *slot = free_one(x11);
        if (x11->gone || x11->selections[request->target].state == X11_CLAIMING) {
            clipboards_answer_own(x11->clipboards, request);
        } else if (slot != NULL) {
            begin(x11, slot, request);
        } else {
            return;
        }
    }
}

static bool fits(const struct x11 *x11, const struct x11_incoming *slot, size_t more) {
    size_t limit = x11->clipboards->options.limit, have = slot->text != NULL ? slot->text->length : 0;
    return more <= limit && have <= limit - more;
}

static void take_piece(struct x11 *x11, const struct x11_question *question, const void *reply);

static void read_piece(struct x11 *x11, struct x11_incoming *slot) {
    struct x11_question question = {.take = take_piece, .slot = slot, .number = slot->request->number};
    question.sequence = xcb_get_property(x11->connection, 1, x11->window, x11->names[slot->name].atom,
                                         XCB_GET_PROPERTY_TYPE_ANY, slot->offset, (uint32_t)(X11_PIECE / 4))
                            .sequence;
    if (x11_ask(x11, &question)) {
        slot->reads++;
    }
}

/* There was news of the property while pieces of it were being read: of the next increment, if this one's last piece
 * was read, and so deleted, before the reply was here. */
static void read_again(struct x11 *x11, struct x11_incoming *slot) {
    if (slot->again) {
        slot->again = false;
        read_piece(x11, slot);
    }
}

/* Memory for what is announced, as far as that can be believed. */
static bool keep(struct x11_incoming *slot, const xcb_get_property_reply_t *reply, size_t length) {
    if (slot->text == NULL) {
        slot->text = clipboard_text_create(length + reply->bytes_after);
    }
    return slot->text != NULL && clipboard_text_append(&slot->text, xcb_get_property_value(reply), length);
}

static void take_bytes(struct x11 *x11, struct x11_incoming *slot, const xcb_get_property_reply_t *reply) {
    size_t length = (size_t)xcb_get_property_value_length(reply);
    bool last = slot->state == X11_READING || (length == 0 && slot->offset == 0);
    if (!fits(x11, slot, length + (size_t)reply->bytes_after)) {
        end(x11, slot, CLIPBOARD_TOO_LARGE);
    } else if (length > 0 && !keep(slot, reply, length)) {
        end(x11, slot, CLIPBOARD_NO_MEMORY);
    } else if (reply->bytes_after > 0) {
        slot->offset += (uint32_t)(length / 4);
        read_piece(x11, slot);
    } else if (last) {
        end_whole(x11, slot);
    } else {
        slot->offset = 0;
        read_again(x11, slot);
    }
}

/* The property holds a lower bound of the size; reading it has deleted it, and so begun the transfer. */
static void begin_increments(struct x11 *x11, struct x11_incoming *slot, const xcb_get_property_reply_t *reply) {
    bool sized = reply->format == 32 && xcb_get_property_value_length(reply) >= 4;
    size_t size = sized ? *(const uint32_t *)xcb_get_property_value(reply) : 0;
    if (!fits(x11, slot, size)) {
        end(x11, slot, CLIPBOARD_TOO_LARGE);
        return;
    }
    slot->state = X11_INCREMENTS;
    slot->type = XCB_ATOM_NONE;
}

static void take_first(struct x11 *x11, struct x11_incoming *slot, const xcb_get_property_reply_t *reply) {
    if (reply->type == x11->atoms[X11_INCR]) {
        begin_increments(x11, slot, reply);
    } else if (reply->type == XCB_ATOM_NONE || reply->format != 8) {
        convert_next(x11, slot); /* it is no text */
    } else {
        slot->type = reply->type;
        take_bytes(x11, slot, reply);
    }
}

/* No property: there were two events, and the piece before had it all. */
static void take_increment(struct x11 *x11, struct x11_incoming *slot, const xcb_get_property_reply_t *reply) {
    if (reply->type != XCB_ATOM_NONE) {
        slot->type = slot->type == XCB_ATOM_NONE ? reply->type : slot->type;
        take_bytes(x11, slot, reply);
    }
}

static void take_piece(struct x11 *x11, const struct x11_question *question, const void *reply) {
    struct x11_incoming *slot = question->slot;
    if (!is_live(question)) {
        return;
    }
    slot->reads--;
    slot->due = x11->now_ms + x11->clipboards->options.progress_ms;
    if (reply == NULL) {
        end(x11, slot, CLIPBOARD_NO_ANSWER);
    } else if (slot->state == X11_READING) {
        take_first(x11, slot, reply);
    } else {
        take_increment(x11, slot, reply);
    }
    if (is_live(question) && slot->orphan && slot->reads == 0) {
        end(x11, slot, CLIPBOARD_NO_ANSWER);
    }
}

/* The slot that is converting, and whose property this is. NONE, which is a refusal: whose selection and form. */
static struct x11_incoming *answered(struct x11 *x11, const xcb_selection_notify_event_t *event) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        struct x11_incoming *slot = &x11->slots[i];
        bool converting = slot->request != NULL && slot->state == X11_CONVERTING;
        if (converting &&
            (event->property != XCB_ATOM_NONE ? event->property == x11->names[slot->name].atom
                                              : event->selection == x11->selections[slot->request->target].atom &&
                                                    event->target == form_of(x11, slot->form))) {
            return slot;
        }
    }
    return NULL;
}

static void drain(struct x11 *x11, xcb_atom_t property) {
    for (size_t i = 0; i < X11_NAMES; i++) {
        if (x11->names[i].atom == property && x11->names[i].drain > 0) {
            x11->names[i].drain--;
            xcb_delete_property(x11->connection, x11->window, property);
        }
    }
}

void x11_in_notify(struct x11 *x11, const xcb_selection_notify_event_t *event) {
    struct x11_incoming *slot = answered(x11, event);
    if (slot == NULL) {
        drain(x11, event->property);
    } else if (event->property == XCB_ATOM_NONE) {
        convert_next(x11, slot);
    } else {
        slot->state = X11_READING;
        slot->due = x11->now_ms + x11->clipboards->options.progress_ms;
        read_piece(x11, slot);
        x11_claim_late(x11);
    }
}

/* The first piece is read when the owner says that it is there. An increment may be there before the reply that says
 * that increments will come. More than a few questions come only of events that an owner makes up. */
void x11_in_property(struct x11 *x11, const xcb_property_notify_event_t *event) {
    if (event->state != XCB_PROPERTY_NEW_VALUE) {
        return;
    }
    for (size_t i = 0; i < X11_SLOTS; i++) {
        struct x11_incoming *slot = &x11->slots[i];
        if (slot->request != NULL && x11->names[slot->name].atom == event->atom) {
            bool reading = slot->state == X11_READING || slot->state == X11_INCREMENTS;
            slot->again = reading;
            if (slot->offset == 0 && slot->reads < 4) {
                read_again(x11, slot);
            }
            return;
        }
    }
    drain(x11, event->atom);
}

void x11_in_forget(struct x11 *x11, struct clipboard_request *request) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request == request) {
            free_slot(x11, &x11->slots[i]);
            return;
        }
    }
}

/* What an owner put there before it went is still read. Was that the end, the text is whole. */
void x11_in_vanished(struct x11 *x11, xcb_window_t window) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        struct x11_incoming *slot = &x11->slots[i];
        if (slot->request != NULL && slot->owner == window) {
            slot->owner = XCB_WINDOW_NONE;
            slot->orphan = true;
            if (slot->reads == 0) {
                end(x11, slot, CLIPBOARD_NO_ANSWER);
            }
        }
    }
}

bool x11_in_watches(const struct x11 *x11, xcb_window_t window) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request != NULL && x11->slots[i].owner == window) {
            return true;
        }
    }
    return false;
}

bool x11_in_asks(const struct x11 *x11, enum clipboard_target target) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        const struct x11_incoming *slot = &x11->slots[i];
        bool asking = slot->state == X11_ASKING_OWNER || slot->state == X11_CONVERTING;
        if (slot->request != NULL && slot->request->target == target && asking) {
            return true;
        }
    }
    return false;
}

void x11_in_expire(struct x11 *x11) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request != NULL && x11->slots[i].due <= x11->now_ms) {
            end(x11, &x11->slots[i], CLIPBOARD_NO_ANSWER);
        }
    }
}

int64_t x11_in_due(const struct x11 *x11) {
    int64_t due = INT64_MAX;
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request != NULL && x11->slots[i].due < due) {
            due = x11->slots[i].due;
        }
    }
    return due;
}

void x11_in_finish(struct x11 *x11) {
    for (size_t i = 0; i < X11_SLOTS; i++) {
        if (x11->slots[i].request != NULL) {
            end(x11, &x11->slots[i], CLIPBOARD_NO_ANSWER);
        }
    }
}
