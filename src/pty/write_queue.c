#define _GNU_SOURCE
#include "write_queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void write_queue_init(struct write_queue *queue) {
    memset(queue, 0, sizeof *queue);
    pthread_mutex_init(&queue->lock, NULL);
}

void write_queue_finish(struct write_queue *queue) {
    free(queue->bytes);
    queue->bytes = NULL;
    pthread_mutex_destroy(&queue->lock);
}

/* Makes room for `length` more bytes behind the present ones: slides them to the front, or grows by doubling. */
static bool reserve(struct write_queue *queue, size_t length) {
    if (queue->start + queue->count + length <= queue->capacity) {
        return true;
    }
    size_t needed = queue->count + length;
    if (needed > queue->capacity) {
        size_t capacity = queue->capacity > 0 ? queue->capacity : 4096;
        while (capacity < needed) {
            capacity *= 2;
        }
        char *bytes = malloc(capacity);
        if (bytes == NULL) {
            return false;
        }
        if (queue->count > 0) {
            memcpy(bytes, queue->bytes + queue->start, queue->count);
        }
        free(queue->bytes);
        queue->bytes = bytes;
        queue->capacity = capacity;
    } else {
        memmove(queue->bytes, queue->bytes + queue->start, queue->count);
    }
    queue->start = 0;
    return true;
}

bool write_queue_append(struct write_queue *queue, const char *bytes, size_t length, bool *was_empty) {
    pthread_mutex_lock(&queue->lock);
    *was_empty = queue->count == 0;
    bool fits = !queue->closed && length <= WRITE_QUEUE_MAX && queue->count <= WRITE_QUEUE_MAX - length;
    if (fits && length > 0) {
        fits = reserve(queue, length);
        if (fits) {
            memcpy(queue->bytes + queue->start + queue->count, bytes, length);
            queue->count += length;
        }
    }
    pthread_mutex_unlock(&queue->lock);
    return fits;
}

bool write_queue_pending(struct write_queue *queue) {
    pthread_mutex_lock(&queue->lock);
    bool pending = queue->count > 0;
    pthread_mutex_unlock(&queue->lock);
    return pending;
}

bool write_queue_has_room(struct write_queue *queue, size_t below) {
    pthread_mutex_lock(&queue->lock);
    bool room = queue->count < below || queue->closed;
    queue->room_below = room ? 0 : below;
    pthread_mutex_unlock(&queue->lock);
    return room;
}

/* A big paste leaves a big buffer; a queue that has run empty goes back to little. */
static void shrink(struct write_queue *queue) {
    queue->start = 0;
    if (queue->capacity > 65536) {
        free(queue->bytes);
        queue->bytes = NULL;
        queue->capacity = 0;
    }
}

bool write_queue_flush(struct write_queue *queue, int descriptor, bool *room) {
    pthread_mutex_lock(&queue->lock);
    while (queue->count > 0) {
        ssize_t written = write(descriptor, queue->bytes + queue->start, queue->count);
        if (written < 0 && errno == EINTR) {
            continue;
        }
        if (written < 0 && errno != EAGAIN && errno != EWOULDBLOCK) {
            queue->closed = true;
            queue->count = 0;
        }
        if (written <= 0) {
            break;
        }
        queue->start += (size_t)written;
        queue->count -= (size_t)written;
    }
    if (queue->count == 0) {
        shrink(queue);
    }
    bool usable = !queue->closed;
    if (room != NULL) {
        *room = queue->count < queue->room_below;
        queue->room_below = *room ? 0 : queue->room_below;
    }
    pthread_mutex_unlock(&queue->lock);
    return usable;
}
