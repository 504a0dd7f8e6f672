/* app.h - the process: one loop, one connection to the desktop, a list of windows. Main thread. */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stddef.h>

#include "bindings.h"
#include "config.h"
#include "event_loop.h"
#include "font_ahead.h"
#include "loop_signals.h"
#include "notices.h"
#include "platform.h"

struct app_window;
struct notifications;

struct app {
    const struct config *config;
    const char *config_path; /* for new processes; NULL: the user's own file */
    struct event_loop *loop;
    struct platform *platform;
    struct bindings *bindings;
    struct notifications *notifications; /* NULL: no memory */
    struct font_ahead *fonts;            /* for the first window; NULL: taken, or none was begun */
    struct loop_task fonts_found;        /* app_fonts.h */
    struct loop_signals signals;
    struct loop_hook turn;
    struct app_window *windows; /* the oldest first */
    unsigned long looks;        /* of debug-screen-file */
    int status;                 /* of the first window's program, when it has ended */
};

/* What a window begins with. Borrowed for the call. */
struct app_start {
    char *const *command;  /* NULL: the shell */
    const char *directory; /* of the program; NULL: this process's */
    struct notices *notices;
};

/* Opens the first window, runs until none is left, and releases everything. Returns the exit status; of failures one
 * line has been printed. */
int app_run(const struct config *config, const char *config_path, const struct app_start *start);

/* `quire` without a subcommand: words behind the program's name. Returns the exit status. */
int cmd_terminal(int count, char **words);

/* One more window. False: one line in `error`. */
bool app_open_window(struct app *app, const struct app_start *start, char *error, size_t error_size);

#endif
