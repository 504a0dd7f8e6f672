/* app_pane.h - a pane in its window: the pane, and what belongs to it there.
 *
 *     session -> pane_sink -> app_pane -> window (title, size ...), clipboard_requests, pictures
 *
 * What is asked of the desktop by the programs of a pane is asked for that pane alone: each has its own requests of the
 * clipboard, its own question, its own title. Main thread. */
#ifndef APP_PANE_H
#define APP_PANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "app.h"
#include "clipboard_requests.h"
#include "pane.h"
#include "question.h"
#include "timer_heap.h"
#include "window_progress.h"

struct app_window;

struct app_pane {
    struct app_window *window;
    struct app_pane *next;
    uint32_t number; /* in the layout (app_panes.h) */
    struct pane pane;
    struct question question; /* of its programs */
    struct clipboard_requests clipboard;
    char title[256]; /* that its program has set; "": none */
    char name[64];   /* of that program */
    enum window_progress progress;
    int percent;
    bool shown;        /* it is in view while the window is */
    bool drawn;        /* the picture that is being drawn has its news */
    bool changed;      /* a program's request was acted on: what the window is like now is to be looked at */
    bool runs_command; /* whose end says how this process ends, or the one that asked for it */
    uint64_t call;     /* which waits for that end; 0: none does */
    int status;        /* to tell it */
    bool was_asked;
    bool closing;      /* it goes behind this turn */
    bool rang;         /* its bell, since it was shown last; likewise: */
    bool active;       /* it printed something */
    bool done, failed; /* a command ended, with or without success */
    struct timer rest; /* while nobody sees it: its output is taken note of, seldom */
};

/* What a new pane is like. Borrowed for the call. */
struct app_pane_start {
    const struct app_start *start;
    uint32_t number;
    uint32_t cols, rows;
};

/* NULL: one line in `error`. Cost: a session (session.h), which starts a program. */
struct app_pane *app_pane_create(struct app_window *window, const struct app_pane_start *start, char *error,
                                 size_t error_size);
/* What it is called: the title, or else the program's name. */
const char *app_pane_title(const struct app_pane *pane);
/* It belongs to another window now, in its list and its layout, with a number there. */
void app_pane_move(struct app_pane *pane, struct app_window *window, uint32_t number);
/* Hangs up on its program. NULL is allowed. */
void app_pane_destroy(struct app_pane *pane);

#endif
