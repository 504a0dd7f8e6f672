#define _GNU_SOURCE
#include "x_errors.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* What makes two errors alike. */
struct kind {
    unsigned char code, request, minor;
};

/* Xlib hands no pointer of ours to its handlers. */
static struct kind logged[X_ERRORS_LOGGED];
static size_t logged_count;
static void (*wish)(void *user);
static void *wisher;

static bool was_logged(const struct kind *kind) {
    for (size_t i = 0; i < logged_count; i++) {
        if (logged[i].code == kind->code && logged[i].request == kind->request && logged[i].minor == kind->minor) {
            return true;
        }
    }
    return false;
}

/* By Xlib's own list; of extensions it knows names by other keys than the numbers that a server gives them. */
static void name_request(Display *display, const struct kind *kind, char *name, int size) {
    char number[16], fallback[32];
    snprintf(number, sizeof number, "%u", kind->request);
    snprintf(fallback, sizeof fallback, "request %u.%u", kind->request, kind->minor);
    XGetErrorDatabaseText(display, "XRequest", number, fallback, name, size);
}

/* No request may be made here. */
static int log_error(Display *display, XErrorEvent *event) {
    const struct kind kind = {event->error_code, event->request_code, event->minor_code};
    char text[128], name[64];
    if (logged_count == X_ERRORS_LOGGED || was_logged(&kind)) {
        return 0;
    }
    logged[logged_count++] = kind;
    XGetErrorText(display, kind.code, text, sizeof text);
    name_request(display, &kind, name, sizeof name);
    fprintf(stderr, "quire: the X server says: %s (%s, resource 0x%lx); such errors are not logged again%s\n", text,
            name, event->resourceid, logged_count == X_ERRORS_LOGGED ? ", nor any others" : "");
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
