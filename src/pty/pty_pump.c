#define _GNU_SOURCE
#include "pty_pump.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "byte_ring.h"
#include "pty.h"
#include "worker_thread.h"
#include "write_queue.h"

/* After the child's end its last words may still be on their way through the kernel. */
#define GRACE_MS 100
/* More than this is written by the pump: a thread that types or parses has something else to do. */
#define SENT_AT_ONCE 4096

struct pty_pump {
    struct pty *pty;
    struct byte_ring ring;
    struct write_queue queue;
    pthread_t thread;
    int wake; /* eventfd: the queue is no longer empty, the ring no longer full, or stop */
    atomic_bool stop;
    atomic_bool drained; /* the last read was short: the pty had no more */
    pthread_mutex_t room_lock;
    void (*room)(void *user); /* guarded by room_lock, as its argument */
    void *room_user;
    pthread_mutex_t lending; /* guards the next three, and is held by a borrower that reads */
    bool is_lent;
    void (*lent)(void *user); /* NULL: it is not offered */
    void *lent_user;
};

enum read_state { READ_AGAIN, READ_FULL, READ_LENT, READ_END };

static void wake_pump(struct pty_pump *pump) {
    uint64_t one = 1;
    ssize_t written = write(pump->wake, &one, sizeof one);
    (void)written; /* a full counter wakes as well */
}

/* Reads until the pty has nothing more, the ring is full, or input waits to be written. */
static enum read_state read_output(struct pty_pump *pump) {
    int fd = pty_descriptor(pump->pty);
    for (;;) {
        size_t space;
        char *bytes = byte_ring_space(&pump->ring, &space);
        if (space == 0) {
            return READ_FULL;
        }
        ssize_t got = read(fd, bytes, space);
        if (got > 0) {
            atomic_store(&pump->drained, (size_t)got < space && got < PTY_PUMP_FULL_READ);
            byte_ring_commit(&pump->ring, (size_t)got);
            if (write_queue_pending(&pump->queue) || atomic_load(&pump->stop)) {
                return READ_AGAIN;
            }
        } else if (got == 0 || (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR)) {
            return READ_END;
        } else if (errno != EINTR) {
            return READ_AGAIN;
        }
    }
}

static bool is_lent(struct pty_pump *pump) {
    pthread_mutex_lock(&pump->lending);
    bool lent = pump->is_lent;
    pthread_mutex_unlock(&pump->lending);
    return lent;
}

static bool is_offered(struct pty_pump *pump) {
    pthread_mutex_lock(&pump->lending);
    bool offered = pump->lent != NULL && !pump->is_lent;
    pthread_mutex_unlock(&pump->lending);
    return offered;
}

/* Where the consumer is behind, it is lent later. */
static void lend(struct pty_pump *pump) {
    if (!byte_ring_is_empty(&pump->ring)) {
        return;
    }
    pthread_mutex_lock(&pump->lending);
    pump->is_lent = true;
    pump->lent(pump->lent_user);
    pthread_mutex_unlock(&pump->lending);
}

static void take_back(struct pty_pump *pump) {
    pthread_mutex_lock(&pump->lending);
    pump->is_lent = false;
    pthread_mutex_unlock(&pump->lending);
}

/* Sleeps until something can move. Returns false when the child has ended and nothing came for the grace time. */
static bool wait_for_work(struct pty_pump *pump, enum read_state state, bool *child_ended) {
    bool writing = write_queue_pending(&pump->queue), reading = state == READ_AGAIN;
    short wanted = (short)((reading ? POLLIN : 0) | (writing ? POLLOUT : 0));
    struct pollfd wait[3] = {{wanted != 0 ? pty_descriptor(pump->pty) : -1, wanted, 0},
                             {pump->wake, POLLIN, 0},
                             {*child_ended ? -1 : pty_exit_descriptor(pump->pty), POLLIN, 0}};
    int quiet = !reading ? -1 : *child_ended ? GRACE_MS : is_offered(pump) ? PTY_PUMP_QUIET_MS : -1;
    int ready = poll(wait, 3, quiet);
    if (ready == 0 && *child_ended) {
        return false;
    }
    if (ready == 0) {
        lend(pump);
    }
    if (ready > 0 && wait[1].revents != 0) {
        uint64_t count;
        ssize_t got = read(pump->wake, &count, sizeof count);
        (void)got;
    }
    if (ready > 0 && wait[2].revents != 0) {
        *child_ended = true;
        take_back(pump); /* its last words have their time */
    }
    return true;
}

static void write_input(struct pty_pump *pump) {
    bool room = false;
    write_queue_flush(&pump->queue, pty_descriptor(pump->pty), &room);
    if (room) {
        pthread_mutex_lock(&pump->room_lock);
        pump->room(pump->room_user);
        pthread_mutex_unlock(&pump->room_lock);
    }
}

static void *run(void *argument) {
    struct pty_pump *pump = argument;
    bool child_ended = false;
    while (!atomic_load(&pump->stop)) {
        enum read_state state = is_lent(pump) ? READ_LENT : read_output(pump);
        write_input(pump);
        if (state == READ_END || !wait_for_work(pump, state, &child_ended)) {
            break;
        }
    }
    byte_ring_close(&pump->ring);
    return NULL;
}

struct pty_pump *pty_pump_start(struct pty *pty, size_t ring_bytes) {
    struct pty_pump *pump = calloc(1, sizeof *pump);
    if (pump == NULL) {
        return NULL;
    }
    pump->pty = pty;
    atomic_init(&pump->stop, false);
    atomic_init(&pump->drained, false);
    write_queue_init(&pump->queue);
    pthread_mutex_init(&pump->room_lock, NULL);
    pthread_mutex_init(&pump->lending, NULL);
    pump->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (pump->wake >= 0 && byte_ring_init(&pump->ring, ring_bytes)) {
        if (worker_thread_start(&pump->thread, run, pump)) {
            return pump;
        }
        byte_ring_finish(&pump->ring);
    }
    if (pump->wake >= 0) {
        close(pump->wake);
    }
    write_queue_finish(&pump->queue);
    pthread_mutex_destroy(&pump->room_lock);
    pthread_mutex_destroy(&pump->lending);
    free(pump);
    return NULL;
}

void pty_pump_close(struct pty_pump *pump) {
    atomic_store(&pump->stop, true);
    wake_pump(pump);
    byte_ring_close(&pump->ring);
}

void pty_pump_destroy(struct pty_pump *pump) {
    if (pump == NULL) {
        return;
    }
    pty_pump_close(pump);
    pthread_join(pump->thread, NULL);
    byte_ring_finish(&pump->ring);
    write_queue_finish(&pump->queue);
    pthread_mutex_destroy(&pump->room_lock);
    pthread_mutex_destroy(&pump->lending);
    close(pump->wake);
    free(pump);
}

const char *pty_pump_take(struct pty_pump *pump, size_t limit, size_t *length) {
    return byte_ring_wait(&pump->ring, limit, length);
}

bool pty_pump_release(struct pty_pump *pump, size_t length) {
    if (byte_ring_release(&pump->ring, length)) {
        wake_pump(pump);
    }
    return byte_ring_is_empty(&pump->ring) && atomic_load(&pump->drained);
}

bool pty_pump_send(struct pty_pump *pump, const char *bytes, size_t length) {
    bool was_empty = false;
    bool queued = write_queue_append(&pump->queue, bytes, length, &was_empty);
    if (queued && was_empty && length <= SENT_AT_ONCE) {
        write_queue_flush(&pump->queue, pty_descriptor(pump->pty), NULL);
        was_empty = write_queue_pending(&pump->queue);
    }
    if (queued && was_empty) {
        wake_pump(pump);
    }
    return queued;
}

bool pty_pump_has_room(struct pty_pump *pump, size_t below, void (*room)(void *user), void *user) {
    pthread_mutex_lock(&pump->room_lock);
    pump->room = room;
    pump->room_user = user;
    pthread_mutex_unlock(&pump->room_lock);
    return write_queue_has_room(&pump->queue, below);
}

void pty_pump_offer(struct pty_pump *pump, void (*lent)(void *user), void *user) {
    pthread_mutex_lock(&pump->lending);
    pump->lent = lent;
    pump->lent_user = user;
    pthread_mutex_unlock(&pump->lending);
    wake_pump(pump);
}

int pty_pump_descriptor(const struct pty_pump *pump) {
    return pty_descriptor(pump->pty);
}

/* Called with `lending` held, which it gives back. */
static void give_back(struct pty_pump *pump) {
    bool was_lent = pump->is_lent;
    pump->is_lent = false;
    pthread_mutex_unlock(&pump->lending);
    if (was_lent) {
        wake_pump(pump);
    }
}

bool pty_pump_read(struct pty_pump *pump, char *bytes, size_t size, size_t *length) {
    pthread_mutex_lock(&pump->lending);
    ssize_t got = pump->is_lent ? read(pty_descriptor(pump->pty), bytes, size) : 0;
    *length = got > 0 ? (size_t)got : 0;
    if (got > 0 || (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR))) {
        return true;
    }
    give_back(pump); /* which finds the end for itself */
    return false;
}

/* The ring is empty, or nothing would be lent, and larger than what is read at once. */
static void hand_over(struct pty_pump *pump, const char *rest, size_t length) {
    while (length > 0) {
        size_t space;
        char *bytes = byte_ring_space(&pump->ring, &space);
        size_t piece = space < length ? space : length;
        memcpy(bytes, rest, piece);
        byte_ring_commit(&pump->ring, piece);
        rest += piece;
        length -= piece;
    }
}

void pty_pump_read_end(struct pty_pump *pump, const char *rest, size_t rest_length, bool keep) {
    if (keep && rest_length == 0) {
        pthread_mutex_unlock(&pump->lending);
        return;
    }
    hand_over(pump, rest, rest_length);
    give_back(pump);
}
