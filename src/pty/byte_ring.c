#define _GNU_SOURCE
#include "byte_ring.h"

#include <stdlib.h>

bool byte_ring_init(struct byte_ring *ring, size_t capacity) {
    ring->bytes = malloc(capacity);
    ring->capacity = capacity;
    ring->start = ring->count = 0;
    ring->closed = false;
    if (ring->bytes == NULL) {
        return false;
    }
    pthread_mutex_init(&ring->lock, NULL);
    pthread_cond_init(&ring->not_empty, NULL);
    return true;
}

void byte_ring_finish(struct byte_ring *ring) {
    if (ring->bytes != NULL) {
        pthread_cond_destroy(&ring->not_empty);
        pthread_mutex_destroy(&ring->lock);
        free(ring->bytes);
        ring->bytes = NULL;
    }
}

char *byte_ring_space(struct byte_ring *ring, size_t *length) {
    pthread_mutex_lock(&ring->lock);
    size_t end = (ring->start + ring->count) % ring->capacity;
    size_t free_bytes = ring->capacity - ring->count;
    size_t to_edge = ring->capacity - end;
    pthread_mutex_unlock(&ring->lock);
    *length = free_bytes < to_edge ? free_bytes : to_edge;
    return ring->bytes + end;
}

void byte_ring_commit(struct byte_ring *ring, size_t length) {
    pthread_mutex_lock(&ring->lock);
    bool was_empty = ring->count == 0;
    ring->count += length;
    pthread_mutex_unlock(&ring->lock);
    if (was_empty && length > 0) {
        pthread_cond_signal(&ring->not_empty);
    }
}

const char *byte_ring_wait(struct byte_ring *ring, size_t limit, size_t *length) {
    pthread_mutex_lock(&ring->lock);
    while (ring->count == 0 && !ring->closed) {
        pthread_cond_wait(&ring->not_empty, &ring->lock);
    }
    size_t to_edge = ring->capacity - ring->start;
    size_t piece = ring->count < to_edge ? ring->count : to_edge;
    const char *bytes = ring->bytes + ring->start;
    pthread_mutex_unlock(&ring->lock);
    *length = piece < limit ? piece : limit;
    return piece > 0 ? bytes : NULL;
}

bool byte_ring_release(struct byte_ring *ring, size_t length) {
    pthread_mutex_lock(&ring->lock);
    bool was_full = ring->count == ring->capacity;
    ring->start = (ring->start + length) % ring->capacity;
    ring->count -= length;
    pthread_mutex_unlock(&ring->lock);
    return was_full && length > 0;
}

bool byte_ring_is_empty(struct byte_ring *ring) {
    pthread_mutex_lock(&ring->lock);
    bool empty = ring->count == 0;
    pthread_mutex_unlock(&ring->lock);
    return empty;
}

void byte_ring_close(struct byte_ring *ring) {
    pthread_mutex_lock(&ring->lock);
    ring->closed = true;
    pthread_mutex_unlock(&ring->lock);
    pthread_cond_broadcast(&ring->not_empty);
}
