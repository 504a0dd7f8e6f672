/* write_queue.h - bytes on their way to a program that may not be reading.
 *
 * Any thread appends without ever waiting for the program; the pump writes out what the descriptor takes. A program
 * that never reads cannot make the queue grow without end: past WRITE_QUEUE_MAX an append is refused as a whole.
 * Whoever has much to send asks for a word when there is room, and appends piece by piece. */
#ifndef WRITE_QUEUE_H
#define WRITE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

/* The largest thing that is sent at once is a program's answer to a read of the clipboard: base64, in two types. */
#define WRITE_QUEUE_MAX ((size_t)256 << 20)

struct write_queue {
    pthread_mutex_t lock;
    char *bytes; /* guarded by lock, as all below */
    size_t capacity;
    size_t start, count; /* the bytes not yet written are bytes[start .. start + count) */
    bool closed;
    size_t room_below; /* a word is wanted when fewer bytes are queued; 0: none */
};

void write_queue_init(struct write_queue *queue);
void write_queue_finish(struct write_queue *queue);

/* False: refused (closed, full or no memory); nothing was appended. *was_empty: the pump must be woken. */
bool write_queue_append(struct write_queue *queue, const char *bytes, size_t length, bool *was_empty);

bool write_queue_pending(struct write_queue *queue);

/* True: fewer than so many bytes (at least 1) are queued, or it is closed, and waiting is vain. False:
 * write_queue_flush will tell, once. */
bool write_queue_has_room(struct write_queue *queue, size_t below);

/* Writes what a non-blocking descriptor takes. False: the descriptor is broken, the queue is closed now. *room: there
 * is room now for whoever asked for it, or there never will be; may be NULL. */
bool write_queue_flush(struct write_queue *queue, int descriptor, bool *room);

#endif
