/* loop.h - the main loop of one window: events in, pictures out, asleep in between.
 *
 * Each turn handles all events there are, acts on what the program asked, draws if something is due, and sleeps until
 * the next event, the next wake from the parser or the next timer, whichever is first. When nothing happens for a while
 * the terminal gets the time to tidy up (idle_plan.h). Pictures follow each other no faster than the screen shows them;
 * a single change is drawn at once. Main thread. */
#ifndef LOOP_H
#define LOOP_H

#include <stdbool.h>

#include "config.h"
#include "drop.h"
#include "host.h"
#include "idle_plan.h"
#include "keyboard.h"
#include "mouse.h"
#include "question.h"
#include "session.h"
#include "signals.h"
#include "view.h"
#include "waker.h"
#include "window.h"

struct loop {
    const struct config *config;
    const char *config_path; /* for new windows; NULL: the user's own */
    struct window *window;
    struct view *view;
    struct session *session;
    struct keyboard *keyboard;
    struct waker *waker;
    struct signals *signals;
    unsigned long looks; /* of debug-screen-file */
    struct mouse mouse;
    struct drop drop;
    struct question question;
    struct host host;
    struct terminal_size grid; /* what the session was told last */
    int64_t next_draw;
    struct idle_plan idle;
    bool closing;
};

/* Runs until the program ends or the window is closed. Returns the program's exit status, 0 when it was closed. */
int loop_run(struct loop *loop);

/* For struct keyboard_sink; user is a struct loop. */
void loop_on_stroke(void *user, const struct key_stroke *stroke);
void loop_on_text(void *user, const char *text, size_t length);
void loop_on_preedit(void *user, const char *text);

#endif
