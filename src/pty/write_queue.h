/* write_queue.h - bytes on their way to a program that may not be reading.
 *
 * Any thread appends without ever waiting for the program; the pump writes out what the descriptor takes. A program
 * that never reads cannot make the queue grow without end: past WRITE_QUEUE_MAX an append is refused as a whole. */
#ifndef WRITE_QUEUE_H
#define WRITE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

#define WRITE_QUEUE_MAX ((size_t)64 << 20)

struct write_queue {
    pthread_mutex_t lock;
    char *bytes; /* guarded by lock, as all below */
    size_t capacity;
    size_t start, count; /* the bytes not yet written are bytes[start .. start + count) */
    bool closed;
};

void write_queue_init(struct write_queue *queue);
void write_queue_finish(struct write_queue *queue);

/* False: refused (closed, full or no memory); nothing was appended. *was_empty: the pump must be woken. */
bool write_queue_append(struct write_queue *queue, const char *bytes, size_t length, bool *was_empty);

bool write_queue_pending(struct write_queue *queue);

/* Writes what a non-blocking descriptor takes. False: the descriptor is broken, the queue is closed now. */
bool write_queue_flush(struct write_queue *queue, int descriptor);

#endif
