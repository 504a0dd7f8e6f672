#define _GNU_SOURCE
#include "session_requests.h"

#include <stdlib.h>
#include <string.h>

#include <quire/reply.h>

void session_requests_init(struct session_requests *requests) {
    memset(requests, 0, sizeof *requests);
    pthread_mutex_init(&requests->lock, NULL);
}

void session_requests_finish(struct session_requests *requests) {
    struct session_request request;
    while (session_requests_take(requests, &request)) {
        free(request.text);
    }
    free(requests->refused);
    pthread_mutex_destroy(&requests->lock);
}

static bool kind_of(const struct quire_event *event, enum session_request_kind *kind) {
    static const struct {
        enum quire_event_type type;
        enum session_request_kind kind;
    } kinds[] = {{QUIRE_EVENT_CLIPBOARD_SET, REQUEST_SET},
                 {QUIRE_EVENT_CLIPBOARD_QUERY, REQUEST_QUERY},
                 {QUIRE_EVENT_CLIPBOARD_WRITE, REQUEST_TYPED_SET},
                 {QUIRE_EVENT_CLIPBOARD_READ, REQUEST_TYPED_QUERY}};
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        if (kinds[i].type == event->type) {
            *kind = kinds[i].kind;
            return true;
        }
    }
    return false;
}

struct span {
    const char *bytes; /* NULL: there is no text */
    size_t length;
};

/* Plain text among the items of a write; of a read, the password. Sets what is asked for. */
static struct span read_typed(struct session_request *request, const struct quire_clipboard_request *asked) {
    const struct quire_clipboard_item *text = NULL;
    for (size_t i = 0; i < asked->count; i++) {
        const struct quire_clipboard_item *item = &asked->items[i];
        bool plain = strcmp(item->mime, SESSION_TEXT_TYPE) == 0, utf8 = strcmp(item->mime, SESSION_TEXT_UTF8_TYPE) == 0;
        request->wishes |= plain                          ? (uint32_t)WISH_TEXT
                           : utf8                         ? (uint32_t)WISH_TEXT_UTF8
                           : strcmp(item->mime, ".") == 0 ? (uint32_t)WISH_LIST
                                                          : 0;
        text = (plain && text == NULL) || utf8 ? item : text;
    }
    request->primary = asked->primary;
    memcpy(request->id, asked->id, strlen(asked->id) + 1);
    if (request->kind == REQUEST_TYPED_QUERY) {
        return (struct span){asked->password, strlen(asked->password)};
    }
    return (struct span){text == NULL ? NULL : text->length > 0 ? text->data : "", text != NULL ? text->length : 0};
}

static struct span read_event(struct session_request *request, const struct quire_event *event) {
    if (event->clipboard != NULL) {
        return read_typed(request, event->clipboard);
    }
    request->primary = event->selection == 'p' || event->selection == 's';
    request->selection = event->selection;
    return (struct span){request->kind == REQUEST_SET ? event->text : NULL, event->text_length};
}

static struct session_request *waiting_at(struct session_requests *requests, size_t index) {
    return &requests->waiting[(requests->first + index) % SESSION_REQUESTS_MAX];
}

/* The last request of this clipboard, if it is one that a newer setting may take the place of. */
static struct session_request *superseded_by(struct session_requests *requests, const struct session_request *newer) {
    for (size_t i = newer->kind == REQUEST_SET ? requests->count : 0; i > 0; i--) {
        struct session_request *request = waiting_at(requests, i - 1);
        if (request->primary == newer->primary) {
            return request->kind == REQUEST_SET ? request : NULL;
        }
    }
    return NULL;
}

/* Called with the lock held. The request's text is copied last: a refused one costs no memory. */
static bool enqueue(struct session_requests *requests, struct session_request *request, struct span text) {
    struct session_request *old = superseded_by(requests, request);
    size_t bytes = requests->bytes - (old != NULL ? old->text_length : 0);
    bool alone = requests->count == (old != NULL ? 1 : 0);
    bool room = bytes <= SESSION_REQUESTS_BYTES_MAX && text.length <= SESSION_REQUESTS_BYTES_MAX - bytes;
    if ((old == NULL && requests->count == SESSION_REQUESTS_MAX) || (!alone && !room)) {
        return false;
    }
    if (text.bytes != NULL) {
        request->text = malloc(text.length + 1);
        if (request->text == NULL) {
            return false;
        }
        memcpy(request->text, text.bytes, text.length);
        request->text[text.length] = '\0';
        request->text_length = text.length;
    }
    request->number = ++requests->asked;
    if (old != NULL) {
        free(old->text);
        *old = *request;
    } else {
        *waiting_at(requests, requests->count++) = *request;
    }
    requests->bytes = bytes + request->text_length;
    return true;
}

static void note_refused(struct session_requests *requests, const struct session_request *request) {
    if (requests->refused_count == requests->refused_capacity) {
        size_t capacity = requests->refused_capacity > 0 ? 2 * requests->refused_capacity : 16;
        struct session_request *grown = realloc(requests->refused, capacity * sizeof *grown);
        if (grown == NULL) {
            return;
        }
        requests->refused = grown;
        requests->refused_capacity = capacity;
    }
    requests->refused[requests->refused_count++] = *request;
}

/* Setting by OSC 52 has no answer. Without a ticket the answer goes behind what was replied meanwhile. */
static void take_ticket(struct session_request *request, struct quire_terminal *terminal) {
    if (request->kind != REQUEST_SET && quire_terminal_reply_later(terminal, &request->ticket) != QUIRE_OK) {
        request->ticket = 0;
    }
}

bool session_requests_put(struct session_requests *requests, struct quire_terminal *terminal,
                          const struct quire_event *event) {
    struct session_request request;
    memset(&request, 0, sizeof request);
    if (!kind_of(event, &request.kind)) {
        return false;
    }
    struct span text = read_event(&request, event);
    take_ticket(&request, terminal);
    pthread_mutex_lock(&requests->lock);
    bool waits = enqueue(requests, &request, text);
    pthread_mutex_unlock(&requests->lock);
    if (!waits) {
        note_refused(requests, &request);
    }
    return true;
}

void session_requests_refuse(struct session_requests *requests, struct quire_terminal *terminal) {
    for (size_t i = 0; i < requests->refused_count; i++) {
        session_request_answer_no(&requests->refused[i], terminal, QUIRE_CLIPBOARD_EBUSY);
    }
    requests->refused_count = 0;
}

bool session_requests_take(struct session_requests *requests, struct session_request *request) {
    pthread_mutex_lock(&requests->lock);
    bool any = requests->count > 0;
    if (any) {
        *request = *waiting_at(requests, 0);
        requests->first = (requests->first + 1) % SESSION_REQUESTS_MAX;
        requests->count--;
        requests->bytes -= request->text_length;
    }
    pthread_mutex_unlock(&requests->lock);
    return any;
}

uint64_t session_requests_newest(struct session_requests *requests) {
    pthread_mutex_lock(&requests->lock);
    uint64_t newest = requests->asked;
    pthread_mutex_unlock(&requests->lock);
    return newest;
}

void session_request_begin_answer(const struct session_request *request, struct quire_terminal *terminal) {
    quire_terminal_reply_for(terminal, request->ticket); /* one that was given up is not found: then it is late */
}

void session_request_end_answer(const struct session_request *request, struct quire_terminal *terminal) {
    quire_terminal_reply_done(terminal, request->ticket);
    quire_terminal_reply_for(terminal, 0);
}

void session_request_answer_no(const struct session_request *request, struct quire_terminal *terminal,
                               enum quire_clipboard_status status) {
    session_request_begin_answer(request, terminal);
    switch (request->kind) {
    case REQUEST_SET:
        break;
    case REQUEST_QUERY:
        quire_terminal_clipboard_reply(terminal, request->selection, "", 0);
        break;
    case REQUEST_TYPED_SET:
        quire_terminal_clipboard_written(terminal, request->id, status);
        break;
    case REQUEST_TYPED_QUERY:
        quire_terminal_clipboard_refused(terminal, request->id, status);
        break;
    }
    session_request_end_answer(request, terminal);
}
