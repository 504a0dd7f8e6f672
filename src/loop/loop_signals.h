/* loop_signals.h - signals that the main loop acts on, as if they were events.
 *
 * SIGTERM, SIGHUP and SIGINT close the windows in good order: programs get their hangup, history files their last
 * lines. SIGUSR1 asks for the settings to be read again. SIGUSR2 asks for the screen as text, where the hidden setting
 * debug-screen-file wants it; elsewhere it is left alone. They are blocked in all threads and read from a descriptor
 * (signalfd), so nothing runs inside a handler. */
#ifndef LOOP_SIGNALS_H
#define LOOP_SIGNALS_H

#include <stdbool.h>

#include "event_loop.h"

struct loop_signal_calls {
    void (*end)(void *user);
    void (*reload)(void *user); /* SIGUSR1; NULL: it is left alone */
    void (*look)(void *user);   /* SIGUSR2; likewise */
};

struct loop_signals {
    struct event_loop *loop;
    struct loop_watch watch;
    struct loop_signal_calls calls;
    void *user;
};

/* Call before any thread is started: the signals must be blocked in all of them. */
void loop_signals_block(struct loop_signals *signals, const struct loop_signal_calls *calls, void *user);

/* Without a descriptor they stay blocked: false. */
bool loop_signals_start(struct loop_signals *signals, struct event_loop *loop);
void loop_signals_stop(struct loop_signals *signals);

#endif
