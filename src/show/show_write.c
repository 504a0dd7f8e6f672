#define _GNU_SOURCE
#include "show_write.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include "held_signals.h"

/* What a pipe that can be written to takes whole. */
#define PIECE_BYTES 4096
/* How long a terminal that takes nothing more is waited for with what ends a string. */
#define BREAK_OFF_MS 200

/* A terminal takes what it has room for through a descriptor of its own, which does not wait: who else has the old one
 * open knows nothing of that. Returns `fd` itself where it is none. */
static int open_again(int fd) {
    char path[256];
    int own = isatty(fd) && ttyname_r(fd, path, sizeof path) == 0
                  ? open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
                  : -1;
    return own >= 0 ? own : fd;
}

/* Sends what can be sent. False: an error. */
static bool write_piece(int fd, const struct show_output *output, size_t *sent) {
    size_t left = output->length - *sent;
    ssize_t wrote = write(fd, output->bytes + *sent, left < PIECE_BYTES ? left : PIECE_BYTES);
    *sent += wrote > 0 ? (size_t)wrote : 0;
    return wrote >= 0 || errno == EAGAIN || errno == EINTR;
}

/* Until everything is sent, or a signal waits. */
static bool write_all(int fd, const struct held_signals *held, int limit_ms, const struct show_output *output) {
    size_t sent = 0;
    while (sent < output->length) {
        struct pollfd both[2] = {{fd, POLLOUT, 0}, {held != NULL ? held->fd : -1, POLLIN, 0}};
        int ready = poll(both, 2, limit_ms);
        if (ready <= 0 || both[1].revents != 0) {
            errno = EINTR;
            return false;
        }
        if (!write_piece(fd, output, &sent)) {
            return false;
        }
    }
    return true;
}

bool show_write(int fd, const struct show_output *output, const struct show_output *break_off) {
    struct held_signals held;
    int own = open_again(fd);
    held_signals_hold(&held);
    bool sent = write_all(own, &held, -1, output);
    int error = errno;
    if (!sent && error == EINTR) {
        write_all(own, NULL, BREAK_OFF_MS, break_off);
    }
    if (own != fd) {
        close(own);
    }
    held_signals_release(&held);
    errno = error;
    return sent;
}
