/* signals.h - signals that the main loop acts on, as if they were events.
 *
 * SIGTERM, SIGHUP and SIGINT close the window in good order: the program gets its hangup, the history file its last
 * lines. SIGUSR1 asks for the screen as text, where the hidden setting debug-screen-file wants it; elsewhere it is left
 * alone. A thread waits for them and wakes the main loop. */
#ifndef SIGNALS_H
#define SIGNALS_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>

#include "waker.h"

struct signals {
    struct waker *waker;
    pthread_t thread;
    bool started, with_look;
    atomic_bool end, look, stop;
};

/* Call before any thread is started: the signals must be blocked in all of them. */
void signals_block(struct signals *signals, bool with_look);

/* Without a thread (no memory) the signals stay blocked. */
void signals_start(struct signals *signals, struct waker *waker);
void signals_stop(struct signals *signals);

/* Whether the window is to be closed; once true, always true. */
bool signals_end(const struct signals *signals);
/* Whether the screen was asked for since the last call. */
bool signals_take_look(struct signals *signals);

#endif
