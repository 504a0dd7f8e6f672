/* session_requests.h - what programs ask of the clipboard, on its way from the thread that parses to the main thread.
 *
 * A program that asks waits for its answer, so requests are not replaced as notes are (session_notes.h): they wait in
 * order, and each gets one answer: at its place among the terminal's other replies, for which it takes a ticket
 * (quire/reply.h), unless the answer comes so late that the ticket was given up; then behind what was sent meanwhile.
 * The user may be asked about a request, which takes as long as it takes; meanwhile a program can ask without end. So
 * the queue has bounds, and a request beyond them is handed back to the parsing thread, which refuses it at once.
 *
 * Setting by OSC 52 has no answer. Of such requests that follow each other only the last counts, so it replaces the one
 * before if nothing that waits between them could tell the difference. */
#ifndef SESSION_REQUESTS_H
#define SESSION_REQUESTS_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/terminal.h>

/* So many wait at most, with so many bytes of text together; one request alone may have any size. */
#define SESSION_REQUESTS_MAX 64
#define SESSION_REQUESTS_BYTES_MAX ((size_t)32 << 20)

enum session_request_kind {
    REQUEST_SET,        /* OSC 52 */
    REQUEST_QUERY,      /* OSC 52 */
    REQUEST_TYPED_SET,  /* OSC 5522: `text` is what there is of plain text, NULL: nothing */
    REQUEST_TYPED_QUERY /* OSC 5522: `wishes` says for what, `text` is the password */
};

/* What a program wants to read of the clipboard with types; Quire's has text only. */
enum session_wish { WISH_LIST = 1 << 0, WISH_TEXT = 1 << 1, WISH_TEXT_UTF8 = 1 << 2 };

#define SESSION_TEXT_TYPE "text/plain"
#define SESSION_TEXT_UTF8_TYPE "text/plain;charset=utf-8"

struct session_request {
    enum session_request_kind kind;
    bool primary;              /* of the primary selection, not the clipboard */
    char selection;            /* OSC 52: as the program named it */
    char id[QUIRE_ID_MAX + 1]; /* OSC 5522 */
    uint32_t wishes;           /* session_wish */
    uint64_t ticket;           /* of the answer; 0: there is none, or no room for one */
    char *text;                /* terminated, or NULL */
    size_t text_length;
    uint64_t number; /* counted from 1, in the order of asking */
};

struct session_requests {
    pthread_mutex_t lock;
    struct session_request waiting[SESSION_REQUESTS_MAX]; /* a ring, guarded by lock like the next four */
    size_t first, count;
    size_t bytes; /* of their texts */
    uint64_t asked;
    /* Beyond the bounds; without text. The parsing thread's. */
    struct session_request *refused;
    size_t refused_count, refused_capacity;
};

void session_requests_init(struct session_requests *requests);
void session_requests_finish(struct session_requests *requests);

/* Inside of the terminal's callback. True: the event was a request. It waits now, or is among the refused; without
 * memory for either it is lost, and its ticket is given up with time. */
bool session_requests_put(struct session_requests *requests, struct quire_terminal *terminal,
                          const struct quire_event *event);

/* The parsing thread, outside of callbacks: answers what was refused. */
void session_requests_refuse(struct session_requests *requests, struct quire_terminal *terminal);

/* The next request; the caller releases its text with free. False: none waits. */
bool session_requests_take(struct session_requests *requests, struct session_request *request);

/* The number of the newest request so far. */
uint64_t session_requests_newest(struct session_requests *requests);

/* What is answered between the two is the answer to this request. */
void session_request_begin_answer(const struct session_request *request, struct quire_terminal *terminal);
void session_request_end_answer(const struct session_request *request, struct quire_terminal *terminal);

/* Answers a request without doing what it asks: OSC 52 gets an empty text, OSC 5522 the status. */
void session_request_answer_no(const struct session_request *request, struct quire_terminal *terminal,
                               enum quire_clipboard_status status);

#endif
