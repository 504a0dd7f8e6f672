#define _GNU_SOURCE
#include "pty_pump.h"

#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "byte_ring.h"
#include "pty.h"
#include "write_queue.h"

/* After the child's end its last words may still be on their way through the kernel. */
#define GRACE_MS 100
/* What a pty of Linux hands out at once where there is more. */
#define PTY_READ_FULL 4095

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
};

enum read_state { READ_AGAIN, READ_FULL, READ_END };

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
            atomic_store(&pump->drained, (size_t)got < space && got < PTY_READ_FULL);
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

/* Sleeps until something can move. Returns false when the child has ended and nothing came for the grace time. */
static bool wait_for_work(struct pty_pump *pump, bool ring_full, bool *child_ended) {
    bool writing = write_queue_pending(&pump->queue);
    short wanted = (short)((ring_full ? 0 : POLLIN) | (writing ? POLLOUT : 0));
    struct pollfd wait[3] = {{wanted != 0 ? pty_descriptor(pump->pty) : -1, wanted, 0},
                             {pump->wake, POLLIN, 0},
                             {*child_ended ? -1 : pty_exit_descriptor(pump->pty), POLLIN, 0}};
    int ready = poll(wait, 3, *child_ended && !ring_full ? GRACE_MS : -1);
    if (ready == 0) {
        return false;
    }
    if (ready > 0 && wait[1].revents != 0) {
        uint64_t count;
        ssize_t got = read(pump->wake, &count, sizeof count);
        (void)got;
    }
    if (ready > 0 && wait[2].revents != 0) {
        *child_ended = true;
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
        enum read_state state = read_output(pump);
        write_input(pump);
        if (state == READ_END || !wait_for_work(pump, state == READ_FULL, &child_ended)) {
            break;
        }
    }
    byte_ring_close(&pump->ring);
    return NULL;
}

/* Signals belong to the main thread. */
static bool start_thread(struct pty_pump *pump) {
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int error = pthread_create(&pump->thread, NULL, run, pump);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error == 0;
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
    pump->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (pump->wake >= 0 && byte_ring_init(&pump->ring, ring_bytes)) {
        if (start_thread(pump)) {
            return pump;
        }
        byte_ring_finish(&pump->ring);
    }
    if (pump->wake >= 0) {
        close(pump->wake);
    }
    write_queue_finish(&pump->queue);
    pthread_mutex_destroy(&pump->room_lock);
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
