#define _GNU_SOURCE
#include "clipboard_requests.h"

#include <stdlib.h>

#include "loop_clock.h"
#include "pane.h"
#include "pane_clipboard.h"

static bool reads(const struct session_request *request) {
    return request->kind == REQUEST_QUERY || request->kind == REQUEST_TYPED_QUERY;
}

static void say(struct clipboard_requests *requests, const char *text) {
    requests->pane->sink.say(requests->pane->sink.user, text);
}

static void refuse(struct clipboard_requests *requests, const struct session_request *request,
                   enum quire_clipboard_status status) {
    session_request_answer_no(request, session_lock(requests->pane->session), status);
    session_unlock(requests->pane->session);
}

/* ---- setting */

static bool set(struct clipboard_requests *requests, const struct session_request *request) {
    enum clipboard_target target = request->primary ? CLIPBOARD_PRIMARY : CLIPBOARD_MAIN;
    struct clipboard_text *text = clipboard_text_copy(request->text != NULL ? request->text : "", request->text_length);
    if (text == NULL) {
        say(requests, "There is no memory for what a program wanted to copy");
        return false;
    }
    bool fits = clipboards_set(requests->pane->clipboards, target, text);
    if (!fits) {
        pane_say_limit(requests->pane, "A program wanted to set the clipboard to more than ", ": refused");
    }
    return fits;
}

static void set_clipboard(struct clipboard_requests *requests, const struct session_request *request) {
    if (!set(requests, request)) {
        refuse(requests, request, QUIRE_CLIPBOARD_EIO);
    } else if (request->kind == REQUEST_TYPED_SET) {
        struct quire_terminal *terminal = session_lock(requests->pane->session);
        session_request_begin_answer(request, terminal);
        quire_terminal_clipboard_written(terminal, request->id, QUIRE_CLIPBOARD_DONE);
        session_request_end_answer(request, terminal);
        session_unlock(requests->pane->session);
    }
}

/* ---- reading */

struct clipboard_reading {
    struct clipboard_reading *next;
    struct clipboard_requests *requests;
    struct session_request request; /* without a text */
    uint64_t number;
};

static void forget(struct clipboard_reading *reading) {
    struct clipboard_reading **link = &reading->requests->reading;
    while (*link != reading) {
        link = &(*link)->next;
    }
    *link = reading->next;
    free(reading);
}

static void send_typed(const struct session_request *request, struct quire_terminal *terminal,
                       const struct clipboard_text *text) {
    static const char list[] = SESSION_TEXT_TYPE " " SESSION_TEXT_UTF8_TYPE "\n";
    struct quire_clipboard_item items[3];
    size_t count = 0;
    if ((request->wishes & WISH_LIST) != 0) {
        items[count++] = (struct quire_clipboard_item){".", list, text != NULL ? sizeof list - 1 : 0};
    }
    if ((request->wishes & WISH_TEXT) != 0 && text != NULL) {
        items[count++] = (struct quire_clipboard_item){SESSION_TEXT_TYPE, text->bytes, text->length};
    }
    if ((request->wishes & WISH_TEXT_UTF8) != 0 && text != NULL) {
        items[count++] = (struct quire_clipboard_item){SESSION_TEXT_UTF8_TYPE, text->bytes, text->length};
    }
    quire_terminal_clipboard_send(terminal, request->id, request->primary, items, count);
}

/* `text` is NULL: the clipboard is empty. */
static void send_text(struct session *session, const struct session_request *request,
                      const struct clipboard_text *text) {
    struct quire_terminal *terminal = session_lock(session);
    session_request_begin_answer(request, terminal);
    if (request->kind == REQUEST_TYPED_QUERY) {
        send_typed(request, terminal, text);
    } else {
        quire_terminal_clipboard_reply(terminal, request->selection, text != NULL ? text->bytes : "",
                                       text != NULL ? text->length : 0);
    }
    session_request_end_answer(request, terminal);
    session_unlock(session);
}

static void on_text(void *user, enum clipboard_end end, struct clipboard_text *text) {
    struct clipboard_reading *reading = user;
    struct clipboard_requests *requests = reading->requests;
    struct session_request request = reading->request;
    forget(reading);
    if (end == CLIPBOARD_TOO_LARGE) {
        pane_say_limit(requests->pane, "A program wanted to read the clipboard, which holds more than ", ": refused");
    }
    if (end == CLIPBOARD_DONE || end == CLIPBOARD_EMPTY) {
        send_text(requests->pane->session, &request, text);
    } else {
        refuse(requests, &request, QUIRE_CLIPBOARD_EBUSY);
    }
}

static void read_clipboard(struct clipboard_requests *requests, const struct session_request *request) {
    enum clipboard_target target = request->primary ? CLIPBOARD_PRIMARY : CLIPBOARD_MAIN;
    struct clipboard_reading *reading = malloc(sizeof *reading);
    if (reading == NULL) {
        refuse(requests, request, QUIRE_CLIPBOARD_EBUSY);
        return;
    }
    *reading = (struct clipboard_reading){requests->reading, requests, *request, 0};
    reading->request.text = NULL;
    requests->reading = reading;
    reading->number = clipboards_get(requests->pane->clipboards, target, loop_clock_ms(), on_text, reading);
    if (reading->number == 0) {
        forget(reading);
        refuse(requests, request, QUIRE_CLIPBOARD_EBUSY);
    }
}

/* ---- permission */

static void allow(struct clipboard_requests *requests, const struct session_request *request) {
    if (reads(request)) {
        read_clipboard(requests, request);
    } else {
        set_clipboard(requests, request);
    }
}

static void decide(struct clipboard_requests *requests, struct session_request *request, bool yes) {
    if (yes) {
        allow(requests, request);
    } else {
        refuse(requests, request, QUIRE_CLIPBOARD_EPERM);
    }
    free(request->text);
    request->text = NULL;
}

static void answered(void *user, bool yes) {
    struct clipboard_requests *requests = user;
    bool reading = reads(&requests->asked);
    requests->answer[reading].last = session_newest_request(requests->pane->session);
    requests->answer[reading].yes = yes;
    decide(requests, &requests->asked, yes);
    clipboard_requests_act(requests); /* those that waited behind it */
}

static void ask(struct clipboard_requests *requests, const struct session_request *request) {
    static const struct question_text texts[] = {{"Let the program set the clipboard?", "Deny", "Allow", true},
                                                 {"Let the program read the clipboard?", "Deny", "Allow", true}};
    requests->asked = *request;
    if (!question_ask(requests->question, &texts[reads(request)], answered, requests, loop_clock_ms())) {
        decide(requests, &requests->asked, false); /* too soon */
    }
}

/* The list of types may be seen by everyone, and the text by who was told of a paste. */
static bool is_free(struct clipboard_requests *requests, const struct session_request *request) {
    return request->kind == REQUEST_TYPED_QUERY &&
           (request->wishes == WISH_LIST ||
            (request->text != NULL && session_use_password(requests->pane->session, request->text)));
}

/* Takes over the request's text. */
static void act(struct clipboard_requests *requests, struct session_request *request) {
    bool reading = reads(request);
    const struct config *config = &requests->pane->settings->values;
    int permission = reading ? config->clipboard_read : config->clipboard_write;
    if (is_free(requests, request)) { /* asked first, because a password is used up by asking */
        permission = CONFIG_ALLOW;
    }
    if (request->kind == REQUEST_TYPED_SET && request->text == NULL && permission != CONFIG_DENY) {
        refuse(requests, request, QUIRE_CLIPBOARD_EIO); /* no text: nothing that Quire can set */
    } else if (permission != CONFIG_ASK) {
        decide(requests, request, permission == CONFIG_ALLOW);
    } else if (request->number <= requests->answer[reading].last) {
        decide(requests, request, requests->answer[reading].yes);
    } else {
        ask(requests, request);
    }
}

/* ---- waiting */

/* What else the terminal replies waits for an answer that is outstanding, but not for ever. */
static void wait_for_answers(struct clipboard_requests *requests, int64_t now) {
    bool outstanding = requests->question->open || requests->reading != NULL;
    int64_t left_ms = outstanding ? session_settle_replies(requests->pane->session) : -1;
    event_loop_set_timer(requests->pane->loop, &requests->patience, left_ms >= 0 ? now + left_ms : TIMER_NEVER);
}

static void patience_ends(void *user, int64_t now) {
    wait_for_answers(user, now);
}

void clipboard_requests_init(struct clipboard_requests *requests, struct pane *pane, struct question *question) {
    *requests = (struct clipboard_requests){
        .pane = pane, .question = question, .patience = TIMER_INIT(patience_ends, requests)};
}

void clipboard_requests_act(struct clipboard_requests *requests) {
    struct session_request request;
    bool any = false;
    while (!requests->question->open && session_take_request(requests->pane->session, &request)) {
        act(requests, &request);
        any = true;
    }
    if (any) {
        wait_for_answers(requests, loop_clock_ms());
    }
}

void clipboard_requests_finish(struct clipboard_requests *requests) {
    event_loop_stop_timer(requests->pane->loop, &requests->patience);
    while (requests->reading != NULL) {
        clipboards_cancel(requests->pane->clipboards, requests->reading->number);
        forget(requests->reading);
    }
    free(requests->asked.text);
    requests->asked.text = NULL;
}
