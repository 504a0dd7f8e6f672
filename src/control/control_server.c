#define _GNU_SOURCE
#include "control_server.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control_place.h"
#include "event_loop.h"
#include "loop_clock.h"

/* Without descriptors nobody is answered for so long. */
enum { FULL_PAUSE_MS = 1000 };

/* One connection. */
struct call {
    struct control_server *server;
    struct call *next;
    struct loop_watch watch;
    struct timer slow;
    uint64_t number;
    bool answered;   /* it waits for the end now */
    bool is_opening; /* its window is: what is told of the end meanwhile is kept, */
    bool has_ended;  /* with: */
    int status;
    size_t wanted; /* bytes: of the header, then of all */
    size_t length;
    char *bytes;
};

struct control_server {
    struct event_loop *loop;
    control_open *open;
    void *user;
    struct control_place place;
    struct loop_watch watch;
    struct timer pause;   /* until it is watched again */
    struct stat identity; /* of the socket's file */
    struct call *calls;
    size_t count;
    uint64_t last_number;
};

/* --- a call --- */

static void drop(struct call *call) {
    struct control_server *server = call->server;
    struct call **at = &server->calls;
    while (*at != call) {
        at = &(*at)->next;
    }
    *at = call->next;
    server->count--;
    event_loop_unwatch(server->loop, &call->watch);
    event_loop_stop_timer(server->loop, &call->slow);
    close(call->watch.descriptor);
    free(call->bytes);
    free(call);
}

static void too_slow(void *user, int64_t now) {
    (void)now;
    drop(user);
}

/* An answer fits into the socket's buffer, or nobody reads. */
static void answer(const struct call *call, enum control_answer_kind kind, int status, const char *text) {
    char bytes[CONTROL_ANSWER_SIZE];
    struct control_answer one = {.kind = kind, .status = status};
    snprintf(one.text, sizeof one.text, "%s", text);
    control_answer_encode(&one, bytes);
    ssize_t sent = send(call->watch.descriptor, bytes, sizeof bytes, MSG_NOSIGNAL | MSG_DONTWAIT);
    (void)sent;
}

static void end(struct call *call, int status) {
    answer(call, CONTROL_ENDED, status, "");
    drop(call);
}

/* Opens what is asked for, and says so. */
static enum control_answer_kind open_for(struct call *call, const struct control_request *request) {
    struct control_server *server = call->server;
    char error[400] = "";
    call->is_opening = true;
    enum control_answer_kind kind = server->open(server->user, call->number, request, error, sizeof error);
    call->is_opening = false;
    answer(call, kind, 0, error);
    return kind;
}

/* The request is there. */
static void act(struct call *call) {
    struct control_server *server = call->server;
    struct control_request request;
    event_loop_stop_timer(server->loop, &call->slow);
    if (!control_request_decode(&request, call->bytes, call->length)) {
        drop(call);
        return;
    }
    call->number = request.waits ? ++server->last_number : 0;
    call->answered = request.waits;
    bool waits = open_for(call, &request) == CONTROL_OPENED && request.waits;
    control_request_finish(&request);
    free(call->bytes);
    call->bytes = NULL;
    if (!waits) {
        drop(call);
    } else if (call->has_ended) {
        end(call, call->status);
    }
}

/* The header says how much is to come. */
static bool make_room(struct call *call) {
    size_t length = control_request_length(call->bytes);
    char *grown = length > 0 ? realloc(call->bytes, length) : NULL;
    if (grown == NULL) {
        return false;
    }
    call->bytes = grown;
    call->wanted = length;
    return true;
}

/* Reads what is there. False: the call is to be dropped. */
static bool take_bytes(struct call *call) {
    while (call->length < call->wanted) {
        ssize_t got =
            recv(call->watch.descriptor, call->bytes + call->length, call->wanted - call->length, MSG_DONTWAIT);
        if (got < 0 && errno == EAGAIN) {
            return true;
        }
        if (got == 0 || (got < 0 && errno != EINTR)) {
            return false;
        }
        call->length += got > 0 ? (size_t)got : 0;
        if (call->length == CONTROL_HEADER_SIZE && call->wanted == CONTROL_HEADER_SIZE && !make_room(call)) {
            return false;
        }
    }
    return true;
}

/* Who waits has nothing more to say: what comes is the end of the connection. */
static void call_ready(void *user, short revents) {
    struct call *call = user;
    (void)revents;
    if (call->answered || !take_bytes(call)) {
        drop(call);
    } else if (call->length == call->wanted) {
        act(call);
    }
}

static bool begin_call(struct control_server *server, int connection) {
    struct call *call = calloc(1, sizeof *call);
    char *bytes = malloc(CONTROL_HEADER_SIZE);
    if (call == NULL || bytes == NULL) {
        free(call);
        free(bytes);
        return false;
    }
    *call = (struct call){.server = server,
                          .next = server->calls,
                          .watch = {connection, POLLIN, call_ready, call, NULL},
                          .slow = TIMER_INIT(too_slow, call),
                          .wanted = CONTROL_HEADER_SIZE,
                          .bytes = bytes};
    server->calls = call;
    server->count++;
    event_loop_watch(server->loop, &call->watch);
    event_loop_set_timer(server->loop, &call->slow, loop_clock_ms() + CONTROL_SLOW_MS);
    return true;
}

/* There may be descriptors again. */
static void listen_again(void *user, int64_t now) {
    struct control_server *server = user;
    (void)now;
    event_loop_watch(server->loop, &server->watch);
}

static void somebody_calls(void *user, short revents) {
    struct control_server *server = user;
    (void)revents;
    int connection = accept4(server->watch.descriptor, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (connection < 0 &&
        (errno == EMFILE || errno == ENFILE)) {           /* the caller stays in the queue, and would be told of */
        event_loop_unwatch(server->loop, &server->watch); /* again and again */
        event_loop_set_timer(server->loop, &server->pause, loop_clock_ms() + FULL_PAUSE_MS);
    }
    if (connection >= 0 &&
        (server->count == CONTROL_CALLS_MAX || !control_peer_is_own(connection) || !begin_call(server, connection))) {
        close(connection);
    }
}

void control_server_end(struct control_server *server, uint64_t call, int status) {
    struct call *at = server != NULL && call != 0 ? server->calls : NULL;
    while (at != NULL && at->number != call) {
        at = at->next;
    }
    if (at != NULL && at->is_opening) {
        at->has_ended = true;
        at->status = status;
    } else if (at != NULL) {
        end(at, status);
    }
}

/* --- listening --- */

static bool somebody_listens(const struct control_place *place) {
    int connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool listens =
        connection >= 0 && (connect(connection, (const struct sockaddr *)&place->address, sizeof place->address) == 0 ||
                            errno == EAGAIN); /* its queue is full */
    if (connection >= 0) {
        close(connection);
    }
    return listens;
}

/* What was left by a process that ended otherwise. False: it is in use, or no socket. */
static bool clear_place(const struct control_place *place, char *error, size_t error_size) {
    enum control_found found = control_place_look(place, error, error_size);
    if (found == CONTROL_FOUND_SOCKET && !somebody_listens(place)) {
        return unlinkat(place->folder, place->name, 0) == 0;
    }
    return found == CONTROL_FOUND_NONE;
}

/* A listening socket, 0600 from its first moment on; -1: none. */
static int bind_private(const struct control_place *place) {
    int listener = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listener >= 0 && (fchmod(listener, 0600) != 0 ||
                          bind(listener, (const struct sockaddr *)&place->address, sizeof place->address) != 0 ||
                          fchmodat(place->folder, place->name, 0600, 0) != 0 || listen(listener, 16) != 0)) {
        close(listener);
        return -1;
    }
    return listener;
}

/* Two that start at once are told apart by a lock on the folder. */
static int listen_first(const struct control_place *place, char *error, size_t error_size) {
    int listener = -1;
    if (flock(place->folder, LOCK_EX | LOCK_NB) != 0) {
        return -1;
    }
    if (clear_place(place, error, error_size)) {
        listener = bind_private(place);
    }
    flock(place->folder, LOCK_UN);
    return listener;
}

struct control_server *control_server_create(struct event_loop *loop, control_open *open, void *user, char *error,
                                             size_t error_size) {
    struct control_server *server = calloc(1, sizeof *server);
    error[0] = '\0';
    if (server == NULL || !control_place_open(&server->place, true, error, error_size)) {
        free(server);
        return NULL;
    }
    int listener = listen_first(&server->place, error, error_size);
    if (listener < 0) {
        control_place_close(&server->place);
        free(server);
        return NULL;
    }
    server->loop = loop;
    server->open = open;
    server->user = user;
    fstatat(server->place.folder, server->place.name, &server->identity, AT_SYMLINK_NOFOLLOW);
    server->watch = (struct loop_watch){listener, POLLIN, somebody_calls, server, NULL};
    server->pause = (struct timer)TIMER_INIT(listen_again, server);
    event_loop_watch(loop, &server->watch);
    return server;
}

/* Unless it is another one's by now. */
static void remove_socket(const struct control_server *server) {
    struct stat what;
    if (fstatat(server->place.folder, server->place.name, &what, AT_SYMLINK_NOFOLLOW) == 0 &&
        what.st_dev == server->identity.st_dev && what.st_ino == server->identity.st_ino) {
        unlinkat(server->place.folder, server->place.name, 0);
    }
}

void control_server_destroy(struct control_server *server) {
    if (server == NULL) {
        return;
    }
    while (server->calls != NULL) {
        drop(server->calls);
    }
    if (server->pause.due == TIMER_NEVER) {
        event_loop_unwatch(server->loop, &server->watch);
    }
    event_loop_stop_timer(server->loop, &server->pause);
    remove_socket(server);
    close(server->watch.descriptor);
    control_place_close(&server->place);
    free(server);
}
