#define _GNU_SOURCE
#include "held_signals.h"

#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>

void held_signals_hold(struct held_signals *held) {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    sigaddset(&set, SIGHUP);
    sigaddset(&set, SIGQUIT);
    sigaddset(&set, SIGTSTP);
    sigprocmask(SIG_BLOCK, &set, &held->before);
    held->fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

bool held_signals_waiting(const struct held_signals *held) {
    struct pollfd one = {held->fd, POLLIN, 0};
    return held->fd >= 0 && poll(&one, 1, 0) > 0;
}

void held_signals_release(struct held_signals *held) {
    if (held->fd >= 0) {
        close(held->fd);
    }
    held->fd = -1;
    sigprocmask(SIG_SETMASK, &held->before, NULL);
}
