#define _GNU_SOURCE
#include "control_client.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "control_place.h"

/* A connection to a process of this user; -1: there is none. */
static int connect_own(char *error, size_t error_size) {
    struct control_place place;
    int connection = -1;
    if (!control_place_open(&place, false, error, error_size)) {
        return -1;
    }
    if (control_place_look(&place, error, error_size) == CONTROL_FOUND_SOCKET) {
        connection = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    }
    if (connection >= 0 && (connect(connection, (const struct sockaddr *)&place.address, sizeof place.address) != 0 ||
                            !control_peer_is_own(connection))) {
        close(connection);
        connection = -1;
    }
    control_place_close(&place);
    return connection;
}

/* False: not within the time (-1: any time). */
static bool wait_for(int connection, short events, int timeout_ms) {
    struct pollfd one = {connection, events, 0};
    int ready;
    do {
        ready = poll(&one, 1, timeout_ms);
    } while (ready < 0 && errno == EINTR);
    return ready > 0;
}

static bool send_all(int connection, const char *bytes, size_t length) {
    while (length > 0) {
        ssize_t sent = send(connection, bytes, length, MSG_NOSIGNAL);
        if (sent > 0) {
            bytes += sent;
            length -= (size_t)sent;
        } else if (sent < 0 && errno != EINTR &&
                   (errno != EAGAIN || !wait_for(connection, POLLOUT, CONTROL_PATIENCE_MS))) {
            return false;
        }
    }
    return true;
}

static bool receive_answer(int connection, struct control_answer *answer, int timeout_ms) {
    char bytes[CONTROL_ANSWER_SIZE];
    size_t got = 0;
    while (got < sizeof bytes && wait_for(connection, POLLIN, timeout_ms)) {
        ssize_t more = recv(connection, bytes + got, sizeof bytes - got, 0);
        if (more == 0 || (more < 0 && errno != EINTR && errno != EAGAIN)) {
            return false;
        }
        got += more > 0 ? (size_t)more : 0;
    }
    return got == sizeof bytes && control_answer_decode(answer, bytes);
}

/* There is a window: what is told of its end. */
static enum control_asked await_end(int connection, int *status, char *error, size_t error_size) {
    struct control_answer answer;
    if (receive_answer(connection, &answer, -1) && answer.kind == CONTROL_ENDED) {
        *status = answer.status;
        return CONTROL_DONE;
    }
    snprintf(error, error_size, "the process that had the window has ended");
    return CONTROL_REFUSED;
}

static enum control_asked talk(int connection, const struct control_request *request, int *status, char *error,
                               size_t error_size) {
    struct control_answer answer;
    size_t length;
    char *bytes = control_request_encode(request, &length);
    bool sent = bytes != NULL && send_all(connection, bytes, length);
    free(bytes);
    if (!sent || !receive_answer(connection, &answer, CONTROL_PATIENCE_MS)) {
        return CONTROL_NOBODY;
    }
    *status = 0;
    if (answer.kind == CONTROL_OPENED) {
        return request->waits ? await_end(connection, status, error, error_size) : CONTROL_DONE;
    }
    snprintf(error, error_size, "%s", answer.text);
    return answer.kind == CONTROL_FAILED ? CONTROL_REFUSED : CONTROL_NOBODY;
}

enum control_asked control_ask(const struct control_request *request, int *status, char *error, size_t error_size) {
    int connection = connect_own(error, error_size);
    if (connection < 0) {
        return CONTROL_NOBODY;
    }
    enum control_asked asked = talk(connection, request, status, error, error_size);
    close(connection);
    return asked;
}
