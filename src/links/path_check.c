#define _GNU_SOURCE
#include "path_check.h"

#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

/* What is asked for; it belongs to the one who lets go of it last. */
struct question {
    pthread_mutex_t lock;
    pthread_cond_t answered;
    unsigned holders;
    size_t count, done;
    enum path_state *states;
    char **paths; /* the texts lie behind the pointers */
};

static atomic_bool is_asking; /* a thread runs */

static void let_go(struct question *question) {
    pthread_mutex_lock(&question->lock);
    bool last = --question->holders == 0;
    pthread_mutex_unlock(&question->lock);
    if (last) {
        pthread_mutex_destroy(&question->lock);
        pthread_cond_destroy(&question->answered);
        free(question->states);
        free(question->paths);
        free(question);
    }
}

static void *ask(void *user) {
    struct question *question = user;
    for (size_t i = 0; i < question->count; i++) {
        struct stat status;
        bool exists = stat(question->paths[i], &status) == 0 || errno == EACCES;
        pthread_mutex_lock(&question->lock);
        question->states[i] = exists ? PATH_EXISTS : PATH_MISSING;
        question->done = i + 1;
        pthread_cond_signal(&question->answered);
        pthread_mutex_unlock(&question->lock);
    }
    atomic_store(&is_asking, false);
    let_go(question);
    return NULL;
}

/* Pointers, and the texts behind them, in one piece. NULL: no memory. */
static char **copy_paths(const char *const *paths, size_t count) {
    size_t size = count * sizeof(char *);
    for (size_t i = 0; i < count; i++) {
        size += strlen(paths[i]) + 1;
    }
    char **copies = malloc(size);
    char *at = copies != NULL ? (char *)(copies + count) : NULL;
    for (size_t i = 0; copies != NULL && i < count; i++) {
        copies[i] = at;
        at = stpcpy(at, paths[i]) + 1;
    }
    return copies;
}

static struct question *question_of(const char *const *paths, size_t count) {
    struct question *question = calloc(1, sizeof *question);
    if (question == NULL) {
        return NULL;
    }
    question->states = calloc(count, sizeof *question->states);
    question->paths = copy_paths(paths, count);
    if (question->states == NULL || question->paths == NULL) {
        free(question->states);
        free(question->paths);
        free(question);
        return NULL;
    }
    pthread_mutex_init(&question->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&question->answered, &attributes);
    pthread_condattr_destroy(&attributes);
    question->count = count;
    question->holders = 1;
    return question;
}

/* False: there is no thread, and nobody is asked. */
static bool start(struct question *question) {
    pthread_t thread;
    question->holders = 2;
    if (pthread_create(&thread, NULL, ask, question) != 0) {
        question->holders = 1;
        atomic_store(&is_asking, false);
        return false;
    }
    pthread_detach(thread);
    return true;
}

/* What is answered by then. True: all of it is. */
static bool wait_for(struct question *question, int wait_ms, enum path_state *states) {
    struct timespec end;
    clock_gettime(CLOCK_MONOTONIC, &end);
    end.tv_nsec += wait_ms * 1000000L;
    end.tv_sec += end.tv_nsec / 1000000000L;
    end.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&question->lock);
    while (question->done < question->count &&
           pthread_cond_timedwait(&question->answered, &question->lock, &end) == 0) {
    }
    memcpy(states, question->states, question->count * sizeof *states);
    bool all = question->done == question->count;
    pthread_mutex_unlock(&question->lock);
    return all;
}

static bool asks_for(const struct question *question, const char *const *paths, size_t count) {
    bool same = question->count == count;
    for (size_t i = 0; same && i < count; i++) {
        same = strcmp(question->paths[i], paths[i]) == 0;
    }
    return same;
}

/* A new question with its thread; NULL: there is none, or another one is in its way. */
static struct question *begin(const char *const *paths, size_t count) {
    if (atomic_exchange(&is_asking, true)) {
        return NULL;
    }
    struct question *question = question_of(paths, count);
    if (question == NULL) {
        atomic_store(&is_asking, false);
    } else if (!start(question)) {
        let_go(question);
        question = NULL;
    }
    return question;
}

void path_check(const char *const *paths, size_t count, enum path_state *states, int wait_ms) {
    static struct question *last; /* whose answers were not all there */
    struct question *question = last != NULL && asks_for(last, paths, count) ? last : NULL;
    for (size_t i = 0; i < count; i++) {
        states[i] = PATH_UNKNOWN;
    }
    question = question == NULL && count > 0 ? begin(paths, count) : question;
    if (question == NULL) {
        return;
    }
    if (last != NULL && question != last) {
        let_go(last);
    }
    last = question;
    if (wait_for(question, wait_ms, states)) {
        let_go(question);
        last = NULL;
    }
}
