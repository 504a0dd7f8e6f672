/* app.h - the process: one loop, one connection to the desktop, a list of windows. Main thread. */
#ifndef APP_H
#define APP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app_control.h"
#include "bindings.h"
#include "config_snapshot.h"
#include "event_loop.h"
#include "file_watch.h"
#include "font_pool.h"
#include "loop_signals.h"
#include "notices.h"
#include "platform.h"

struct accessible;
struct app_pane;
struct app_window;
struct color_scheme;
struct decoder;
struct notifications;
struct window_spot;
struct control_request;

struct app {
    const struct config_snapshot *settings; /* in force */
    const struct config_snapshot *seen;     /* read last; another one where a file was gone */
    struct config_sources sources;          /* with what the desktop shows now */
    struct color_scheme *scheme; /* app_scheme.h; NULL: the settings do not ask for it, or it cannot be known */
    struct file_watch *watch;    /* on the files of the settings; NULL: no memory */
    struct loop_task reread;     /* they were saved while they were read */
    unsigned long reloads;       /* for tests */
    struct event_loop *loop;
    struct platform *platform;
    struct bindings *bindings;
    struct notifications *notifications; /* NULL: no memory */
    struct accessible *accessible;       /* NULL: the settings do not want it, or no memory */
    struct font_pool *fonts;             /* of all windows */
    struct decoder *decoder;             /* of images; its process comes with the first one. NULL: no memory */
    struct loop_task fonts_found;        /* app_fonts.h */
    struct loop_signals signals;
    struct loop_hook turn;
    struct app_window *windows; /* the oldest first */
    unsigned long looks;        /* of debug-screen-file */
    struct app_control control;
    int status; /* of the first window's program, when it has ended */
};

/* What a window begins with. Borrowed for the call. */
struct app_start {
    char *const *command;  /* NULL: the shell */
    const char *directory; /* of the program; NULL: this process's */
    struct notices *notices;
    struct app_pane *pane;          /* of another window: it comes over, with its program; NULL: a new one is made */
    const struct window_spot *spot; /* where it is to be; NULL: the desktop knows */
    bool is_quick;                  /* app_quick.h */
    bool is_aside;                  /* a pager and the like: how `command` ends says nothing of how this process does */
    const char *token;              /* by which the desktop knows that the user wants the window; NULL: there is none */
    const struct control_request *asked; /* by another process: more of what it wants; NULL: this one wants it */
    uint64_t call;                       /* to tell it of the end (control_server.h); 0: nobody waits */
};

/* `listens`: other processes may ask for windows (app_control.h). Opens the first window, runs until none is left, and
 * releases everything. Returns the exit status; of failures one line has been printed. */
int app_run(const struct config_snapshot *settings, const struct config_sources *sources, const struct app_start *start,
            bool listens);

/* `quire` without a subcommand: words behind the program's name. Returns the exit status. */
int cmd_terminal(int count, char **words);

/* One more window. False: one line in `error`. */
bool app_open_window(struct app *app, const struct app_start *start, char *error, size_t error_size);

#endif
