/* The ring and the write queue by themselves. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "byte_ring.h"
#include "test.h"
#include "write_queue.h"

static void ring_wraps_in_order(void) {
    struct byte_ring ring;
    CHECK(byte_ring_init(&ring, 10));
    unsigned char next_in = 0, next_out = 0;
    for (int round = 0; round < 1000; round++) {
        size_t space, length;
        char *bytes = byte_ring_space(&ring, &space);
        size_t put = space < (size_t)(round % 7) ? space : (size_t)(round % 7);
        for (size_t i = 0; i < put; i++) {
            bytes[i] = (char)next_in++;
        }
        byte_ring_commit(&ring, put);
        if (ring.count > 0) {
            const char *out = byte_ring_wait(&ring, (size_t)(1 + round % 4), &length);
            for (size_t i = 0; i < length; i++) {
                CHECK_INT((unsigned char)out[i], next_out);
                next_out++;
            }
            byte_ring_release(&ring, length);
        }
    }
    byte_ring_finish(&ring);
}

static void full_ring_says_so_once(void) {
    struct byte_ring ring;
    size_t space, length;
    CHECK(byte_ring_init(&ring, 8));
    byte_ring_space(&ring, &space);
    CHECK_INT(space, 8);
    byte_ring_commit(&ring, 8);
    byte_ring_space(&ring, &space);
    CHECK_INT(space, 0);
    byte_ring_wait(&ring, 3, &length);
    CHECK_INT(length, 3);
    CHECK(byte_ring_release(&ring, 3));
    byte_ring_wait(&ring, 3, &length);
    CHECK(!byte_ring_release(&ring, 3));
    byte_ring_finish(&ring);
}

static void closed_ring_is_drained(void) {
    struct byte_ring ring;
    size_t space, length;
    CHECK(byte_ring_init(&ring, 8));
    memcpy(byte_ring_space(&ring, &space), "ab", 2);
    byte_ring_commit(&ring, 2);
    byte_ring_close(&ring);
    CHECK(byte_ring_wait(&ring, 8, &length) != NULL);
    byte_ring_release(&ring, length);
    CHECK(byte_ring_wait(&ring, 8, &length) == NULL);
    byte_ring_finish(&ring);
}

static void *produce(void *argument) {
    struct byte_ring *ring = argument;
    for (size_t sent = 0; sent < 1000000;) {
        size_t space;
        char *bytes = byte_ring_space(ring, &space);
        if (space > 1000000 - sent) {
            space = 1000000 - sent;
        }
        for (size_t i = 0; i < space; i++) {
            bytes[i] = (char)((sent + i) * 31);
        }
        byte_ring_commit(ring, space);
        sent += space;
    }
    byte_ring_close(ring);
    return NULL;
}

static void two_threads_lose_nothing(void) {
    struct byte_ring ring;
    pthread_t thread;
    CHECK(byte_ring_init(&ring, 777));
    pthread_create(&thread, NULL, produce, &ring);
    size_t total = 0, wrong = 0, length;
    const char *bytes;
    while ((bytes = byte_ring_wait(&ring, 100, &length)) != NULL) {
        for (size_t i = 0; i < length; i++) {
            wrong += bytes[i] != (char)((total + i) * 31);
        }
        total += length;
        byte_ring_release(&ring, length);
    }
    pthread_join(thread, NULL);
    CHECK_INT(total, 1000000);
    CHECK_INT(wrong, 0);
    byte_ring_finish(&ring);
}

static void queue_never_blocks_and_keeps_order(void) {
    struct write_queue queue;
    int ends[2];
    bool was_empty;
    CHECK(pipe2(ends, O_NONBLOCK) == 0);
    write_queue_init(&queue);
    for (int i = 0; i < 30000; i++) {
        char line[16];
        snprintf(line, sizeof line, "%09d\n", i);
        CHECK(write_queue_append(&queue, line, 10, &was_empty));
        CHECK(was_empty == (i == 0));
    }
    size_t total = 0, wrong = 0;
    while (total < 300000) {
        CHECK(write_queue_flush(&queue, ends[1], NULL));
        char piece[4096], line[16];
        ssize_t got = read(ends[0], piece, sizeof piece);
        for (ssize_t i = 0; i < got; i++, total++) {
            snprintf(line, sizeof line, "%09d\n", (int)(total / 10));
            wrong += piece[i] != line[total % 10];
        }
    }
    CHECK_INT(wrong, 0);
    CHECK(!write_queue_pending(&queue));
    CHECK_INT(queue.capacity, 0); /* a big buffer is not kept */
    write_queue_finish(&queue);
    close(ends[0]);
    close(ends[1]);
}

static void queue_has_a_limit(void) {
    struct write_queue queue;
    bool was_empty;
    char *chunk = calloc(1, WRITE_QUEUE_MAX);
    write_queue_init(&queue);
    CHECK(write_queue_append(&queue, chunk, WRITE_QUEUE_MAX, &was_empty));
    CHECK(!write_queue_append(&queue, "x", 1, &was_empty));
    CHECK_INT(queue.count, WRITE_QUEUE_MAX);
    write_queue_finish(&queue);
    free(chunk);
}

static void broken_descriptor_closes_the_queue(void) {
    struct write_queue queue;
    bool was_empty;
    write_queue_init(&queue);
    CHECK(write_queue_append(&queue, "x", 1, &was_empty));
    CHECK(!write_queue_flush(&queue, -1, NULL));
    CHECK(!write_queue_append(&queue, "x", 1, &was_empty));
    write_queue_finish(&queue);
}

int main(void) {
    RUN(ring_wraps_in_order);
    RUN(full_ring_says_so_once);
    RUN(closed_ring_is_drained);
    RUN(two_threads_lose_nothing);
    RUN(queue_never_blocks_and_keeps_order);
    RUN(queue_has_a_limit);
    RUN(broken_descriptor_closes_the_queue);
    return test_end();
}
