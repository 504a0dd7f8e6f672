/* held_signals.h - signals that end or stop the program wait until a piece of work has been left in order.
 *
 * Between hold and release SIGINT, SIGTERM, SIGHUP, SIGQUIT and SIGTSTP are not delivered; a descriptor becomes
 * readable when one waits, for poll. Release delivers them, with what they do by default. No handler, nothing global.
 */
#ifndef HELD_SIGNALS_H
#define HELD_SIGNALS_H

#include <signal.h>
#include <stdbool.h>

struct held_signals {
    sigset_t before;
    int fd; /* for poll; -1: it could not be made, signals are held all the same */
};

void held_signals_hold(struct held_signals *held);
/* Does one wait? */
bool held_signals_waiting(const struct held_signals *held);
/* Comes back only if none waited, or the program was stopped and goes on. */
void held_signals_release(struct held_signals *held);

#endif
