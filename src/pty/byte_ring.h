/* byte_ring.h - a ring of bytes between one producing and one consuming thread.
 *
 * The producer never blocks: it asks for free space, fills it and commits. The consumer sleeps while the ring is empty
 * and takes bytes in place, one contiguous piece at a time. The consumer is woken only when the ring goes from empty to
 * not empty. When a release makes space in a ring that was full, byte_ring_release says so, and the consumer wakes the
 * producer by whatever means the producer sleeps on. */
#ifndef BYTE_RING_H
#define BYTE_RING_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

struct byte_ring {
    char *bytes;
    size_t capacity;
    size_t start, count; /* guarded by lock */
    bool closed;         /* guarded by lock */
    pthread_mutex_t lock;
    pthread_cond_t not_empty;
};

bool byte_ring_init(struct byte_ring *ring, size_t capacity);
void byte_ring_finish(struct byte_ring *ring);

/* Producer: the free piece after the newest byte; *length is 0 when the ring is full. */
char *byte_ring_space(struct byte_ring *ring, size_t *length);
/* Producer: the first `length` bytes of that piece are filled now. */
void byte_ring_commit(struct byte_ring *ring, size_t length);

/* Consumer: the oldest piece, at most `limit` bytes; sleeps while there is none. NULL: closed and empty. */
const char *byte_ring_wait(struct byte_ring *ring, size_t limit, size_t *length);
/* Consumer: gives the piece back. True: the ring was full before. */
bool byte_ring_release(struct byte_ring *ring, size_t length);

/* Either side: is there nothing in it? */
bool byte_ring_is_empty(struct byte_ring *ring);

/* Either side: no more bytes will come; what is in the ring can still be taken. */
void byte_ring_close(struct byte_ring *ring);

#endif
