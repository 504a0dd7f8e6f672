#define _GNU_SOURCE
#include "debug_screen.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "config.h"

struct debug_screen {
    struct waker *waker;
    pthread_t thread;
    atomic_bool wanted, stop;
    unsigned long serial;
    char path[CONFIG_TEXT_MAX];
};

static sigset_t signals(void) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    return set;
}

void debug_screen_prepare(const char *path) {
    if (path[0] != '\0') {
        sigset_t set = signals();
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    }
}

static void *listen_for_signals(void *argument) {
    struct debug_screen *debug = argument;
    sigset_t set = signals();
    int number;
    while (sigwait(&set, &number) == 0 && !atomic_load(&debug->stop)) {
        atomic_store(&debug->wanted, true);
        waker_wake(debug->waker);
    }
    return NULL;
}

struct debug_screen *debug_screen_create(const char *path, struct waker *waker) {
    struct debug_screen *debug = path[0] != '\0' ? calloc(1, sizeof *debug) : NULL;
    if (debug == NULL) {
        return NULL;
    }
    debug->waker = waker;
    atomic_init(&debug->wanted, false);
    atomic_init(&debug->stop, false);
    snprintf(debug->path, sizeof debug->path, "%s", path);
    if (pthread_create(&debug->thread, NULL, listen_for_signals, debug) != 0) {
        free(debug);
        return NULL;
    }
    return debug;
}

void debug_screen_destroy(struct debug_screen *debug) {
    if (debug != NULL) {
        atomic_store(&debug->stop, true);
        pthread_kill(debug->thread, SIGUSR1);
        pthread_join(debug->thread, NULL);
        free(debug);
    }
}

void debug_screen_serve(struct debug_screen *debug, const struct view *view, const char *extra) {
    char temporary[CONFIG_TEXT_MAX + 8];
    if (debug == NULL || !atomic_exchange(&debug->wanted, false)) {
        return;
    }
    snprintf(temporary, sizeof temporary, "%s.new", debug->path);
    FILE *file = fopen(temporary, "we");
    if (file == NULL) {
        return;
    }
    fprintf(file, "serial: %lu\n%s", ++debug->serial, extra);
    view_describe(view, file);
    if (fclose(file) == 0) {
        rename(temporary, debug->path);
    }
}
