#define _GNU_SOURCE
#include "app_pane.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_bindings.h"
#include "app_requests.h"
#include "app_window.h"
#include "control_server.h"
#include "loop_clock.h"

/* Of a pane that nobody sees, output is taken note of so often at most. */
enum { REST_MS = 1000 };

/* --- what the pane wants --- */

static void want_picture(void *user, bool cosmetic) {
    struct app_pane *pane = user;
    if (pane->shown) {
        picture_clock_want(&pane->window->clock, cosmetic);
    }
}

/* Nobody takes pictures of it, so nothing more would be told of its output, and its history would never be tidied. */
static void take_note(void *user, int64_t now) {
    struct app_pane *pane = user;
    (void)now;
    if (!pane->shown) {
        session_take_dirty(pane->pane.session);
    }
}

static void note_unseen_output(struct app_pane *pane) {
    if (pane->shown || !session_is_dirty(pane->pane.session)) {
        return;
    }
    if (!pane->active) {
        pane->active = true;
        app_window_redecorate(pane->window);
    }
    if (pane->rest.due == TIMER_NEVER) {
        event_loop_set_timer(pane->pane.loop, &pane->rest, loop_clock_ms() + REST_MS);
    }
}

static void on_output(void *user) {
    struct app_pane *pane = user;
    app_requests_act(pane);
    note_unseen_output(pane);
}

static void set_shape(void *user, const char *css_name) {
    struct app_pane *pane = user;
    app_pointer_set_shape(&pane->window->pointer, pane, css_name);
}

static void capture(void *user, bool is_held) {
    struct app_pane *pane = user;
    app_pointer_capture(&pane->window->pointer, pane, is_held);
}

static bool button(void *user, enum quire_mouse_button pressed, uint32_t mods) {
    struct app_pane *pane = user;
    return app_bindings_button(pane->window, &pane->pane, pressed, mods);
}

static void say(void *user, const char *text) {
    struct app_pane *pane = user;
    app_window_say(pane->window, text);
}

static void alert(void *user) {
    struct app_pane *pane = user;
    window_alert(pane->window->window);
}

/* What nobody saw end is marked in the bar of tabs. */
static void note_end(void *user, int status) {
    struct app_pane *pane = user;
    if (!pane->shown) {
        pane->done = true;
        pane->failed = pane->failed || status > 0;
        app_window_redecorate(pane->window);
    }
}

/* A click on its notification, say. */
static void raise_pane(void *user, const char *token) {
    struct app_pane *pane = user;
    app_window_focus(pane->window, pane);
    window_restore(pane->window->window);
    window_raise(pane->window->window, token);
}

/* --- making --- */

/* Of the command, or of the shell: what its file is called. */
static void set_name(struct app_pane *pane, char *const *command) {
    const char *shell = pane->window->settings->values.shell, *usual = getenv("SHELL");
    const char *path = command != NULL ? command[0] : shell[0] != '\0' ? shell : usual != NULL ? usual : "shell";
    const char *slash = strrchr(path, '/');
    snprintf(pane->name, sizeof pane->name, "%.60s", slash != NULL && slash[1] != '\0' ? slash + 1 : path);
}

static bool init(struct app_pane *pane, const struct app_pane_start *start, char *error, size_t error_size) {
    struct app_window *window = pane->window;
    struct pane_sink sink = {pane,   want_picture, on_output, set_shape,  capture,
                             button, say,          alert,     raise_pane, note_end};
    unsigned long x11_id = window_x11_id(window->window);
    char window_id[40];
    const char *const own_variables[] = {x11_id != 0 ? window_id : NULL, NULL};
    const struct control_request *asked = start->start->asked;
    struct pane_options options = {.settings = window->settings,
                                   .loop = window->app->loop,
                                   .decoder = window->app->decoder,
                                   .drawing = window->drawing,
                                   .argv = start->start->command,
                                   .directory = start->start->directory,
                                   .notices = start->start->notices,
                                   .notifications = window->app->notifications,
                                   .clipboards = platform_clipboards(window->app->platform),
                                   .number = start->number,
                                   .cols = start->cols,
                                   .rows = start->rows,
                                   .own_variables = own_variables,
                                   .environment = asked != NULL ? asked->environment.items : NULL};
    if (options.clipboards == NULL) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    snprintf(window_id, sizeof window_id, "WINDOWID=%lu", x11_id);
    return pane_init(&pane->pane, &options, &sink, error, error_size);
}

struct app_pane *app_pane_create(struct app_window *window, const struct app_pane_start *start, char *error,
                                 size_t error_size) {
    struct app_pane *pane = calloc(1, sizeof *pane);
    if (pane == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    pane->window = window;
    pane->number = start->number;
    pane->shown = true;
    pane->runs_command = start->start->command != NULL && !start->start->is_aside;
    pane->was_asked = start->start->asked != NULL;
    pane->call = start->start->call;
    set_name(pane, start->start->command);
    pane->rest = (struct timer)TIMER_INIT(take_note, pane);
    if (!init(pane, start, error, error_size)) {
        free(pane);
        return NULL;
    }
    question_init(&pane->question, &pane->pane.ui);
    clipboard_requests_init(&pane->clipboard, &pane->pane, &pane->question);
    return pane;
}

const char *app_pane_title(const struct app_pane *pane) {
    return pane->title[0] != '\0' ? pane->title : pane->name;
}

void app_pane_move(struct app_pane *pane, struct app_window *window, uint32_t number) {
    pane->window = window;
    pane->number = number;
    pane->runs_command = false; /* the window that it came from goes on without it */
    viewport_set_number(pane->pane.viewport, number);
    viewport_set_drawing(pane->pane.viewport, window->drawing);
}

void app_pane_destroy(struct app_pane *pane) {
    if (pane == NULL) {
        return;
    }
    control_server_end(pane->window->app->control.server, pane->call, pane->status);
    event_loop_stop_timer(pane->pane.loop, &pane->rest);
    question_finish(&pane->question);
    clipboard_requests_finish(&pane->clipboard);
    pane_finish(&pane->pane);
    free(pane);
}
