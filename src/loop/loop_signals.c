#define _GNU_SOURCE
#include "loop_signals.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

static sigset_t set_of(const struct loop_signals *signals) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGINT);
    if (signals->calls.reload != NULL) {
        sigaddset(&set, SIGUSR1);
    }
    if (signals->calls.look != NULL) {
        sigaddset(&set, SIGUSR2);
    }
    return set;
}

static void on_signal(void *user, short revents) {
    struct loop_signals *signals = user;
    struct signalfd_siginfo info;
    (void)revents;
    while (read(signals->watch.descriptor, &info, sizeof info) == (ssize_t)sizeof info) {
        (info.ssi_signo == SIGUSR1   ? signals->calls.reload
         : info.ssi_signo == SIGUSR2 ? signals->calls.look
                                     : signals->calls.end)(signals->user);
    }
}

void loop_signals_block(struct loop_signals *signals, const struct loop_signal_calls *calls, void *user) {
    *signals = (struct loop_signals){NULL, {-1, POLLIN, on_signal, signals, NULL}, *calls, user};
    sigset_t set = set_of(signals);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
}

bool loop_signals_start(struct loop_signals *signals, struct event_loop *loop) {
    sigset_t set = set_of(signals);
    signals->watch.descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals->watch.descriptor < 0) {
        return false;
    }
    signals->loop = loop;
    event_loop_watch(loop, &signals->watch);
    return true;
}

void loop_signals_stop(struct loop_signals *signals) {
    if (signals->watch.descriptor >= 0) {
        event_loop_unwatch(signals->loop, &signals->watch);
        close(signals->watch.descriptor);
        signals->watch.descriptor = -1;
    }
}
