/* x_errors.h - what happens when the X server complains, or goes away.
 *
 * Xlib ends the program at any error. But many are of another client's making: who asked for the clipboard and was gone
 * before the answer leaves a window that does not exist. Such an error is logged on standard error, once for each kind
 * of error and request, and that is all.
 * When the connection itself is lost there is nothing to go on with: what there is to save is saved, and the program
 * ends with one line. Both handlers are the process's; SDL starts with its own, so these are installed behind it. */
#ifndef X_ERRORS_H
#define X_ERRORS_H

#include <X11/Xlib.h>

/* So many kinds of errors are logged. */
#define X_ERRORS_LOGGED 20

/* Errors from now on are logged. */
void x_errors_install(void);

/* When the connection is lost, `last_wish` is called before the program ends with status 1. It runs inside of Xlib, on
 * the thread that called it: it must not call Xlib. NULL: no wish. */
void x_errors_on_loss(void (*last_wish)(void *user), void *user);

#endif
