/* The reading of a pty goes back and forth between the pump and a borrower, and its bytes stay what and where they
 * were. */
#define _GNU_SOURCE
#include <poll.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <unistd.h>

#include "pty.h"
#include "pty_pump.h"
#include "test.h"

#define RING_BYTES 65536
#define TEXT_BYTES 65536

static sem_t lendings;

static void count_lending(void *user) {
    (void)user;
    sem_post(&lendings);
}

struct rig {
    struct pty *pty;
    struct pty_pump *pump;
};

static struct rig start(const char *script) {
    char *argv[] = {(char *)"/bin/sh", (char *)"-c", (char *)(size_t)script, NULL};
    struct pty_options options = {argv, NULL, false, "/", NULL, {80, 24, 0, 0}, NULL, NULL, NULL};
    struct pty_failure failure;
    struct rig rig = {pty_spawn(&options, &failure), NULL};
    rig.pump = pty_pump_start(rig.pty, RING_BYTES);
    sem_init(&lendings, 0, 0);
    return rig;
}

/* Not before the first words were taken where a test takes them: a shell that starts slowly is silent as well, and its
 * words would be the borrower's. */
static void offer(struct rig *rig) {
    pty_pump_offer(rig->pump, count_lending, NULL);
}

static void stop(struct rig *rig) {
    pty_hangup(rig->pty);
    pty_pump_destroy(rig->pump);
    pty_destroy(rig->pty);
    sem_destroy(&lendings);
}

static void take(struct rig *rig, char *text) {
    size_t length;
    const char *bytes = pty_pump_take(rig->pump, 4096, &length);
    CHECK(bytes != NULL);
    if (bytes != NULL) {
        strncat(text, bytes, length);
        pty_pump_release(rig->pump, length);
    }
}

static bool can_read(const struct rig *rig) {
    struct pollfd wait = {pty_pump_descriptor(rig->pump), POLLIN, 0};
    return poll(&wait, 1, 30000) == 1;
}

/* Reads as the borrower until `text` has this many bytes, and keeps the reading. */
static void borrow(struct rig *rig, char *text, size_t until) {
    char bytes[4096];
    size_t length;
    while (strlen(text) < until && can_read(rig) && pty_pump_read(rig->pump, bytes, sizeof bytes, &length)) {
        strncat(text, bytes, length);
        pty_pump_read_end(rig->pump, NULL, 0, true);
    }
    CHECK_INT(strlen(text), until);
}

static void silence_lends(void) {
    struct rig rig = start("stty raw -echo; printf ready; exec cat");
    char text[128] = "", bytes[64];
    size_t length;
    take(&rig, text);
    CHECK_STR(text, "ready");
    offer(&rig);
    sem_wait(&lendings);
    CHECK(pty_pump_read(rig.pump, bytes, sizeof bytes, &length));
    CHECK_INT(length, 0); /* nothing is there, and nobody waits for it */
    pty_pump_read_end(rig.pump, NULL, 0, true);
    for (size_t i = 0; i < 20; i++) {
        CHECK(pty_pump_send(rig.pump, "echo", 4));
        borrow(&rig, text, 5 + 4 * (i + 1));
    }
    CHECK(sem_trywait(&lendings) != 0); /* it was lent all the time */
    stop(&rig);
}

/* What is not released yet comes before what a borrower would read. */
static void nothing_is_lent_before_all_is_released(void) {
    struct rig rig = start("printf ready; sleep 100");
    size_t length;
    char bytes[64];
    const char *ready = pty_pump_take(rig.pump, 64, &length);
    CHECK(ready != NULL);
    offer(&rig);
    usleep(5000 * PTY_PUMP_QUIET_MS);
    CHECK(sem_trywait(&lendings) != 0);
    CHECK(!pty_pump_read(rig.pump, bytes, sizeof bytes, &length));
    pty_pump_release(rig.pump, 5);
    sem_wait(&lendings);
    stop(&rig);
}

static void what_is_given_back_comes_first(void) {
    struct rig rig = start("stty raw -echo; printf ready; exec cat");
    char text[64] = "", bytes[64];
    size_t length;
    take(&rig, text);
    offer(&rig);
    sem_wait(&lendings);
    CHECK(pty_pump_send(rig.pump, "123456", 6));
    CHECK(can_read(&rig) && pty_pump_read(rig.pump, bytes, sizeof bytes, &length));
    CHECK_INT(length, 6);
    memcpy(text + 5, bytes, 2);                      /* ready */
    pty_pump_read_end(rig.pump, bytes + 2, 4, true); /* what is left is for the consumer: nothing is kept */
    CHECK(!pty_pump_read(rig.pump, bytes, sizeof bytes, &length));
    take(&rig, text);
    CHECK_STR(text, "ready123456");
    sem_wait(&lendings); /* and is lent again */
    CHECK(pty_pump_send(rig.pump, "789", 3));
    borrow(&rig, text, 5 + 9);
    CHECK_STR(text, "ready123456789");
    stop(&rig);
}

/* The consumer, as a session has it. `text` needs no lock of its own: whoever reads is alone until the reading is lent
 * or given back. */
struct consumer {
    struct pty_pump *pump;
    char *text;
};

static void *consume(void *argument) {
    struct consumer *consumer = argument;
    const char *bytes;
    size_t length;
    while ((bytes = pty_pump_take(consumer->pump, 100, &length)) != NULL) {
        strncat(consumer->text, bytes, length);
        pty_pump_release(consumer->pump, length);
    }
    return NULL;
}

/* Takes half of what it reads, and gives the rest back with the reading, or keeps both: by turns. */
static size_t borrow_half(struct consumer *consumer, bool keep) {
    char bytes[256];
    size_t length;
    if (!pty_pump_read(consumer->pump, bytes, sizeof bytes, &length)) {
        return 0;
    }
    size_t own = keep ? length : length / 2;
    strncat(consumer->text, bytes, own);
    pty_pump_read_end(consumer->pump, bytes + own, length - own, keep);
    return own;
}

/* All that a program writes, in bursts and with pauses, by whoever it is read. */
static void order_is_kept(void) {
    struct rig rig = start("stty raw -echo; i=0; while [ $i -lt 2000 ]; do i=$((i+1)); printf '%s,' $i;"
                           "[ $((i % 100)) = 0 ] && sleep 0.06; done");
    char *want = calloc(1, TEXT_BYTES);
    struct consumer consumer = {rig.pump, calloc(1, TEXT_BYTES)};
    pthread_t thread;
    size_t borrowed = 0, turns = 0;
    for (int i = 1; i <= 2000; i++) {
        sprintf(want + strlen(want), "%d,", i);
    }
    offer(&rig);
    CHECK(pthread_create(&thread, NULL, consume, &consumer) == 0);
    struct pollfd wait = {pty_pump_descriptor(rig.pump), POLLIN, 0};
    while (poll(&wait, 1, 10) >= 0 && (wait.revents & POLLHUP) == 0) {
        if (wait.revents != 0) {
            borrowed += borrow_half(&consumer, turns++ % 3 != 0);
        }
    }
    pthread_join(thread, NULL);
    CHECK_STR(consumer.text, want);
    CHECK(borrowed > 0);
    stop(&rig);
    free(consumer.text);
    free(want);
}

/* Its last words and the end are the consumer's, whoever has the reading. */
static void the_end_is_the_consumers(void) {
    struct rig rig = start("stty raw -echo; printf ready; head -c 1 >/dev/null; printf over");
    char text[64] = "", bytes[64];
    size_t length;
    take(&rig, text);
    offer(&rig);
    sem_wait(&lendings);
    CHECK(pty_pump_send(rig.pump, "x", 1));
    const char *rest;
    while ((rest = pty_pump_take(rig.pump, 64, &length)) != NULL) {
        strncat(text, rest, length);
        pty_pump_release(rig.pump, length);
    }
    CHECK_STR(text, "readyover");
    CHECK(!pty_pump_read(rig.pump, bytes, sizeof bytes, &length));
    stop(&rig);
}

/* A pump may be ended while its reading is lent. */
static void it_ends_while_it_is_lent(void) {
    struct rig rig = start("sleep 100");
    offer(&rig);
    sem_wait(&lendings);
    stop(&rig);
    CHECK(true);
}

int main(void) {
    RUN(silence_lends);
    RUN(nothing_is_lent_before_all_is_released);
    RUN(what_is_given_back_comes_first);
    RUN(order_is_kept);
    RUN(the_end_is_the_consumers);
    RUN(it_ends_while_it_is_lent);
    return test_end();
}
