#define _GNU_SOURCE
#include "clipboard_requests.h"

#include <stdlib.h>

#include "loop_clock.h"
#include "pane.h"
#include "pane_clipboard.h"

static bool reads(const struct session_request *request) {
    return request->kind == REQUEST_QUERY || request->kind == REQUEST_TYPED_QUERY;
}

static void refuse(struct clipboard_requests *requests, const struct session_request *request,
                   enum quire_clipboard_status status) {
    session_request_answer_no(request, session_lock(requests->pane->session), status);
    session_unlock(requests->pane->session);
}

static void set_clipboard(struct clipboard_requests *requests, const struct session_request *request) {
    enum clipboard_target target = request->primary ? CLIPBOARD_PRIMARY : CLIPBOARD_MAIN;
    if (!clipboard_set(target, request->text != NULL ? request->text : "")) {
        requests->pane->sink.say(requests->pane->sink.user,
                                 "A program wanted to set the clipboard to more than 16 MiB: refused");
        refuse(requests, request, QUIRE_CLIPBOARD_EIO);
    } else if (request->kind == REQUEST_TYPED_SET) {
        quire_terminal_clipboard_written(session_lock(requests->pane->session), request->id, QUIRE_CLIPBOARD_DONE);
        session_unlock(requests->pane->session);
    }
}

static void allow(struct clipboard_requests *requests, const struct session_request *request) {
    enum clipboard_target target = request->primary ? CLIPBOARD_PRIMARY : CLIPBOARD_MAIN;
    switch (request->kind) {
    case REQUEST_SET:
    case REQUEST_TYPED_SET:
        set_clipboard(requests, request);
        break;
    case REQUEST_QUERY:
        clipboard_answer(target, request->selection, requests->pane->session);
        break;
    case REQUEST_TYPED_QUERY:
        clipboard_answer_typed(target, request->id, request->wishes, requests->pane->session);
        break;
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
    int permission = reading ? requests->config->clipboard_read : requests->config->clipboard_write;
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

void clipboard_requests_act(struct clipboard_requests *requests) {
    struct session_request request;
    while (!requests->question->open && session_take_request(requests->pane->session, &request)) {
        act(requests, &request);
    }
}

void clipboard_requests_finish(struct clipboard_requests *requests) {
    free(requests->asked.text);
    requests->asked.text = NULL;
}
