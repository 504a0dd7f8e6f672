/* x_kit.h - an X server of the test's own, and two clients on it that behave as told: one owns a selection, the other
 * asks for one.
 *
 * Everything is in this process and in one thread: UNTIL turns the clipboards and the clients by turns until something
 * has come true. The clipboards' clock is `now_ms`, which stands still unless a test moves it: a time-out takes no
 * time, and a slow machine causes none. How far the server is at a turn is chance; `in_step` makes it the farthest. */
#ifndef X_KIT_H
#define X_KIT_H

#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <xcb/xcb.h>

#include "clipboard_backend.h"
#include "test.h"

#define NONE XCB_NONE

static char x_display[32];
static pid_t x_server;
static int64_t now_ms;
static struct clipboards *clipboards;

/* ---- the server */

static inline bool x_server_try(void) {
    int ends[2];
    char descriptor[16];
    if (pipe(ends) != 0) {
        return false;
    }
    snprintf(descriptor, sizeof descriptor, "%d", ends[1]);
    x_server = fork();
    if (x_server == 0) {
        FILE *quiet = freopen("/dev/null", "w", stderr);
        close(ends[0]);
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        execlp("Xvfb", "Xvfb", "-displayfd", descriptor, "-screen", "0", "100x100x24", "-nolisten", "tcp", "-noreset",
               (char *)NULL);
        _exit(quiet != NULL ? 127 : 126);
    }
    close(ends[1]);
    FILE *from = fdopen(ends[0], "r");
    int number = -1;
    bool started = from != NULL && fscanf(from, "%d\n", &number) == 1;
    if (from != NULL) {
        fclose(from);
    }
    snprintf(x_display, sizeof x_display, ":%d", number);
    return started;
}

static inline void x_server_stop(void) {
    kill(x_server, SIGTERM);
    waitpid(x_server, NULL, 0);
}

/* Two servers that start at once can want the same number: then one of them ends. */
static inline bool x_server_start(void) {
    for (int i = 0; i < 5; i++) {
        if (x_server_try()) {
            return true;
        }
        x_server_stop();
        usleep((useconds_t)(i + 1) * 200000);
    }
    return false;
}

/* ---- a client */

struct client {
    xcb_connection_t *connection;
    xcb_window_t window;
};

static inline void client_open(struct client *client) {
    client->connection = xcb_connect(x_display, NULL);
    const xcb_screen_t *screen = xcb_setup_roots_iterator(xcb_get_setup(client->connection)).data;
    uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
    client->window = xcb_generate_id(client->connection);
    xcb_create_window(client->connection, 0, client->window, screen->root, 0, 0, 1, 1, 0, XCB_WINDOW_CLASS_INPUT_ONLY,
                      XCB_COPY_FROM_PARENT, XCB_CW_EVENT_MASK, &mask);
    xcb_flush(client->connection);
}

static inline void client_close(struct client *client) {
    if (client->connection != NULL) {
        xcb_disconnect(client->connection);
        client->connection = NULL;
    }
}

/* The server has done all that it was asked to do. */
static inline void client_sync(struct client *client) {
    free(xcb_get_input_focus_reply(client->connection, xcb_get_input_focus(client->connection), NULL));
}

static inline xcb_atom_t atom_of(struct client *client, const char *name) {
    xcb_intern_atom_cookie_t cookie = xcb_intern_atom(client->connection, 0, (uint16_t)strlen(name), name);
    xcb_intern_atom_reply_t *reply = xcb_intern_atom_reply(client->connection, cookie, NULL);
    xcb_atom_t atom = reply->atom;
    free(reply);
    return atom;
}

/* ---- one that owns */

enum behaviour {
    WHOLE,      /* in one property, however large */
    INCREMENTS, /* by INCR */
    SILENT,     /* never answers */
    DIES,       /* by INCR, and its window is destroyed behind the second increment */
    STOPS,      /* by INCR, and does nothing more behind a number of increments */
    ENDLESS,    /* by INCR, without an end */
    REFUSES
};

struct owner {
    struct client client;
    enum behaviour behaviour;
    const char *selection, *form; /* the only form it has */
    const char *text;
    size_t length, piece;
    uint32_t announced; /* in INCR */
    unsigned asked;     /* so many times */
    char asked_for[256];
    size_t sent;
    unsigned increments, stop_at;
    bool running, ended; /* the transfer in increments */
    xcb_selection_request_event_t request, requests[8];
};

static struct owner *owners[4];

static inline void owner_claim(struct owner *owner) {
    client_open(&owner->client);
    xcb_set_selection_owner(owner->client.connection, owner->client.window, atom_of(&owner->client, owner->selection),
                            XCB_CURRENT_TIME);
    client_sync(&owner->client);
    for (size_t i = 0; i < 4; i++) {
        if (owners[i] == NULL) {
            owners[i] = owner;
            break;
        }
    }
}

static inline void owner_release(struct owner *owner) {
    for (size_t i = 0; i < 4; i++) {
        owners[i] = owners[i] == owner ? NULL : owners[i];
    }
    client_close(&owner->client);
}

static inline void owner_notify(struct owner *owner, const xcb_selection_request_event_t *request,
                                xcb_atom_t property) {
    xcb_selection_notify_event_t event = {.response_type = XCB_SELECTION_NOTIFY,
                                          .time = request->time,
                                          .requestor = request->requestor,
                                          .selection = request->selection,
                                          .target = request->target,
                                          .property = property};
    char bytes[32] = {0};
    memcpy(bytes, &event, sizeof event);
    xcb_send_event(owner->client.connection, 0, request->requestor, 0, bytes);
}

/* The server takes no more than a few MB in one request. */
static inline void owner_put_whole(struct owner *owner, const xcb_selection_request_event_t *request, xcb_atom_t type) {
    size_t at = 0;
    do {
        size_t length = owner->length - at < 1 << 20 ? owner->length - at : 1 << 20;
        xcb_change_property(owner->client.connection, at == 0 ? XCB_PROP_MODE_REPLACE : XCB_PROP_MODE_APPEND,
                            request->requestor, request->property, type, 8, (uint32_t)length, owner->text + at);
        at += length;
    } while (at < owner->length);
}

static inline void owner_begin(struct owner *owner, const xcb_selection_request_event_t *request) {
    uint32_t mask = XCB_EVENT_MASK_PROPERTY_CHANGE;
    xcb_change_window_attributes(owner->client.connection, request->requestor, XCB_CW_EVENT_MASK, &mask);
    xcb_change_property(owner->client.connection, XCB_PROP_MODE_REPLACE, request->requestor, request->property,
                        atom_of(&owner->client, "INCR"), 32, 1, &owner->announced);
    owner_notify(owner, request, request->property);
    owner->request = *request;
    owner->running = true;
    owner->sent = owner->increments = 0;
}

static inline void owner_note(struct owner *owner, const xcb_selection_request_event_t *request) {
    xcb_get_atom_name_reply_t *name = xcb_get_atom_name_reply(
        owner->client.connection, xcb_get_atom_name(owner->client.connection, request->target), NULL);
    size_t used = strlen(owner->asked_for);
    snprintf(owner->asked_for + used, sizeof owner->asked_for - used, "%s%.*s", used > 0 ? " " : "", name->name_len,
             xcb_get_atom_name_name(name));
    free(name);
    owner->requests[owner->asked++ % 8] = *request;
}

static inline void owner_answer(struct owner *owner, const xcb_selection_request_event_t *request) {
    if (owner->behaviour == SILENT) {
        return;
    }
    xcb_atom_t form = atom_of(&owner->client, owner->form);
    if (owner->behaviour == REFUSES || request->target != form) {
        owner_notify(owner, request, NONE);
    } else if (owner->behaviour == WHOLE) {
        owner_put_whole(owner, request, form);
        owner_notify(owner, request, request->property);
    } else {
        owner_begin(owner, request);
    }
}

static inline void owner_increment(struct owner *owner) {
    size_t left = owner->length - owner->sent, length = left < owner->piece ? left : owner->piece;
    if (owner->behaviour == ENDLESS) {
        length = owner->piece;
        owner->sent = 0;
    }
    if (owner->behaviour == DIES && owner->increments == 2) {
        xcb_destroy_window(owner->client.connection, owner->client.window);
        owner->running = false;
        return;
    }
    if (owner->behaviour == STOPS && owner->increments == owner->stop_at) {
        owner->running = false;
        return;
    }
    xcb_change_property(owner->client.connection, XCB_PROP_MODE_REPLACE, owner->request.requestor,
                        owner->request.property, owner->request.target, 8, (uint32_t)length, owner->text + owner->sent);
    owner->sent += length;
    owner->increments++;
    if (length == 0) {
        owner->ended = true;
        owner->running = false;
    }
}

static inline void owner_turn(struct owner *owner) {
    xcb_generic_event_t *event;
    while (owner->client.connection != NULL && (event = xcb_poll_for_event(owner->client.connection)) != NULL) {
        const xcb_property_notify_event_t *change = (void *)event;
        if ((event->response_type & 0x7F) == XCB_SELECTION_REQUEST) {
            owner_note(owner, (void *)event);
            owner_answer(owner, (void *)event);
        } else if ((event->response_type & 0x7F) == XCB_PROPERTY_NOTIFY && owner->running &&
                   change->state == XCB_PROPERTY_DELETE && change->window == owner->request.requestor &&
                   change->atom == owner->request.property) {
            owner_increment(owner);
        }
        free(event);
    }
    xcb_flush(owner->client.connection);
}

/* ---- one that asks */

struct taker {
    struct client client;
    const char *selection, *target;
    xcb_timestamp_t time;
    bool lazy;        /* does not delete what it is given */
    bool answered;    /* there was an answer, */
    bool refused;     /* which was no; */
    bool incremental; /* by INCR */
    bool whole;       /* all of it is here */
    xcb_atom_t property, type;
    uint8_t format;
    char *bytes;
    size_t length;
    uint32_t announced;
    unsigned increments;
};

#define TAKER(form)                                                                                                    \
    { .selection = "CLIPBOARD", .target = (form) }

static struct taker *takers[4];

static inline void taker_ask(struct taker *taker) {
    client_open(&taker->client);
    taker->property = atom_of(&taker->client, "TAKEN");
    xcb_convert_selection(taker->client.connection, taker->client.window, atom_of(&taker->client, taker->selection),
                          atom_of(&taker->client, taker->target), taker->property, taker->time);
    xcb_flush(taker->client.connection);
    for (size_t i = 0; i < 4; i++) {
        if (takers[i] == NULL) {
            takers[i] = taker;
            break;
        }
    }
}

static inline void taker_leave(struct taker *taker) {
    for (size_t i = 0; i < 4; i++) {
        takers[i] = takers[i] == taker ? NULL : takers[i];
    }
    client_close(&taker->client);
    free(taker->bytes);
    taker->bytes = NULL;
}

/* Appends the property's value. */
static inline size_t taker_read(struct taker *taker) {
    xcb_get_property_cookie_t cookie =
        xcb_get_property(taker->client.connection, !taker->lazy, taker->client.window, taker->property, 0, 0, 64 << 20);
    xcb_get_property_reply_t *reply = xcb_get_property_reply(taker->client.connection, cookie, NULL);
    size_t length = (size_t)xcb_get_property_value_length(reply);
    taker->bytes = realloc(taker->bytes, taker->length + length + 1);
    memcpy(taker->bytes + taker->length, xcb_get_property_value(reply), length);
    taker->length += length;
    taker->bytes[taker->length] = '\0';
    taker->type = reply->type;
    taker->format = reply->format;
    free(reply);
    return length;
}

static inline void taker_answer(struct taker *taker, const xcb_selection_notify_event_t *event) {
    taker->answered = true;
    taker->refused = event->property == NONE;
    if (taker->refused) {
        return;
    }
    taker_read(taker);
    taker->whole = true;
    if (taker->type == atom_of(&taker->client, "INCR")) {
        memcpy(&taker->announced, taker->bytes, 4);
        taker->length = 0;
        taker->whole = false;
        taker->incremental = true;
    }
}

static inline void taker_turn(struct taker *taker) {
    xcb_generic_event_t *event;
    while (taker->client.connection != NULL && (event = xcb_poll_for_event(taker->client.connection)) != NULL) {
        const xcb_property_notify_event_t *change = (void *)event;
        if ((event->response_type & 0x7F) == XCB_SELECTION_NOTIFY) {
            taker_answer(taker, (void *)event);
        } else if ((event->response_type & 0x7F) == XCB_PROPERTY_NOTIFY && change->state == XCB_PROPERTY_NEW_VALUE &&
                   taker->incremental && !taker->whole && !taker->lazy) {
            taker->increments++;
            taker->whole = taker_read(taker) == 0;
        }
        free(event);
    }
    xcb_flush(taker->client.connection);
}

/* ---- turns */

static inline int64_t real_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Sleeps until something is there, for a moment at most. */
static inline void rest(void) {
    struct pollfd wait[9];
    nfds_t count = 0;
    for (size_t i = 0; i < 4; i++) {
        if (owners[i] != NULL) {
            wait[count++] = (struct pollfd){xcb_get_file_descriptor(owners[i]->client.connection), POLLIN, 0};
        }
        if (takers[i] != NULL) {
            wait[count++] = (struct pollfd){xcb_get_file_descriptor(takers[i]->client.connection), POLLIN, 0};
        }
    }
    if (clipboards != NULL) {
        wait[count++] = (struct pollfd){clipboards_descriptor(clipboards), POLLIN, 0};
    }
    poll(wait, count, clipboards != NULL && clipboards_due(clipboards) <= now_ms ? 0 : 1);
}

static inline void clients_turn(void) {
    for (size_t i = 0; i < 4; i++) {
        if (owners[i] != NULL) {
            owner_turn(owners[i]);
        }
        if (takers[i] != NULL) {
            taker_turn(takers[i]);
        }
    }
}

/* Whatever one side asks of the server is done before the other side's turn. */
static bool in_step;

/* Two questions: the first may be answered in the round of the server that has yet to look at others. */
static inline void keep_step(void) {
    for (size_t i = 0; in_step && i < 4; i++) {
        if (owners[i] != NULL && owners[i]->client.connection != NULL) {
            client_sync(&owners[i]->client);
            client_sync(&owners[i]->client);
        }
    }
}

/* Dispatches only when the interface says that there is something: it must not need more. */
static inline void turn(void) {
    rest();
    struct pollfd ready = {clipboards_descriptor(clipboards), POLLIN, 0};
    if (poll(&ready, 1, 0) > 0 || clipboards_due(clipboards) <= now_ms) {
        clipboards_dispatch(clipboards, now_ms);
    }
    keep_step();
    clients_turn();
    keep_step();
}

#define UNTIL(condition)                                                                                               \
    do {                                                                                                               \
        for (int64_t end_ = real_ms() + 30000; !(condition) && real_ms() < end_;) {                                    \
            turn();                                                                                                    \
        }                                                                                                              \
        CHECK(condition);                                                                                              \
    } while (0)

/* Everybody has had the time to do what there is to do: the server was asked, twice around. */
static inline void settle(void) {
    struct client client;
    client_open(&client);
    for (int i = 0; i < 20; i++) {
        turn();
        client_sync(&client);
    }
    client_close(&client);
}

/* ---- the clipboards */

struct answer {
    unsigned calls;
    enum clipboard_end end;
    struct clipboard_text *text; /* held */
    unsigned increments;         /* so many had the owners sent when it came */
};

static inline unsigned increments_sent(void) {
    unsigned count = 0;
    for (size_t i = 0; i < 4; i++) {
        count += owners[i] != NULL ? owners[i]->increments : 0;
    }
    return count;
}

static inline void keep_answer(void *user, enum clipboard_end end, struct clipboard_text *text) {
    struct answer *answer = user;
    answer->calls++;
    answer->end = end;
    answer->increments = increments_sent();
    clipboard_text_release(answer->text);
    answer->text = text != NULL ? clipboard_text_hold(text) : NULL;
}

static inline void answer_forget(struct answer *answer) {
    clipboard_text_release(answer->text);
    *answer = (struct answer){0};
}

static inline bool answer_is(const struct answer *answer, const char *text, size_t length) {
    return answer->calls == 1 && answer->end == CLIPBOARD_DONE && answer->text != NULL &&
           answer->text->length == length && memcmp(answer->text->bytes, text, length) == 0;
}

static inline void begin_with(struct clipboard_options options) {
    options.backend = &clipboard_backend_x11;
    options.display = x_display;
    now_ms = 1000;
    clipboards = clipboards_create(&options);
    CHECK(clipboards != NULL);
}

static inline void begin(void) {
    begin_with((struct clipboard_options)CLIPBOARD_OPTIONS_INIT);
}

static inline void finish(void) {
    clipboards_destroy(clipboards);
    clipboards = NULL;
}

static inline uint64_t ask_main(struct answer *answer) {
    return clipboards_get(clipboards, CLIPBOARD_MAIN, now_ms, keep_answer, answer);
}

static inline void set_main(const char *text, size_t length) {
    CHECK(clipboards_set(clipboards, CLIPBOARD_MAIN, clipboard_text_copy(text, length)));
}

/* So many bytes, all places different from their neighbours. */
static inline char *long_text(size_t length) {
    char *text = malloc(length + 1);
    for (size_t i = 0; i < length; i++) {
        text[i] = (char)('!' + (i * 7 + i / 251) % 90);
    }
    text[length] = '\0';
    return text;
}

static inline void begin_owning(const char *text, size_t length) {
    begin();
    set_main(text, length);
    settle();
}

static inline int without_server(void) {
    puts("skip: no Xvfb here\n0 passed, 0 failed, 1 skipped");
    return 77;
}

#endif
