#define _GNU_SOURCE
#include "signals.h"

#include <signal.h>

static sigset_t set_of(const struct signals *signals) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGINT);
    if (signals->with_look) {
        sigaddset(&set, SIGUSR1);
    }
    return set;
}

void signals_block(struct signals *signals, bool with_look) {
    atomic_init(&signals->end, false);
    atomic_init(&signals->look, false);
    atomic_init(&signals->stop, false);
    signals->started = false;
    signals->with_look = with_look;
    sigset_t set = set_of(signals);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void *wait_for_signals(void *argument) {
    struct signals *signals = argument;
    sigset_t set = set_of(signals);
    int number;
    while (sigwait(&set, &number) == 0 && !atomic_load(&signals->stop)) {
        atomic_store(number == SIGUSR1 ? &signals->look : &signals->end, true);
        waker_wake(signals->waker);
    }
    return NULL;
}

void signals_start(struct signals *signals, struct waker *waker) {
    signals->waker = waker;
    signals->started = pthread_create(&signals->thread, NULL, wait_for_signals, signals) == 0;
}

void signals_stop(struct signals *signals) {
    if (signals->started) {
        atomic_store(&signals->stop, true);
        pthread_kill(signals->thread, SIGTERM);
        pthread_join(signals->thread, NULL);
        signals->started = false;
    }
}

bool signals_end(const struct signals *signals) {
    return atomic_load(&signals->end);
}

bool signals_take_look(struct signals *signals) {
    return atomic_exchange(&signals->look, false);
}
