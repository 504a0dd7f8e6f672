#define _GNU_SOURCE
#include "x_errors.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* Xlib hands no pointer of ours to its handlers. */
static unsigned logged;
static void (*wish)(void *user);
static void *wisher;

static int log_error(Display *display, XErrorEvent *event) {
    char text[128];
    if (logged < X_ERRORS_LOGGED) {
        XGetErrorText(display, event->error_code, text, sizeof text);
        fprintf(stderr, "quire: the X server says: %s (request %d.%d, resource 0x%lx)%s\n", text, event->request_code,
                event->minor_code, event->resourceid,
                ++logged == X_ERRORS_LOGGED ? "; further ones are not logged" : "");
    }
    return 0;
}

/* Xlib would exit behind this, with handlers of libraries that use the connection. */
static int end_program(Display *display) {
    fprintf(stderr, "quire: the X server %s is gone\n", DisplayString(display));
    if (wish != NULL) {
        wish(wisher);
    }
    fflush(NULL);
    _exit(EXIT_FAILURE);
}

void x_errors_install(void) {
    XSetErrorHandler(log_error);
    XSetIOErrorHandler(end_program);
}

void x_errors_on_loss(void (*last_wish)(void *user), void *user) {
    wish = last_wish;
    wisher = user;
}
