#define _GNU_SOURCE
#include "app.h"

#include <signal.h>
#include <string.h>

#include "app_accessible.h"
#include "app_fonts.h"
#include "app_reload.h"
#include "app_scheme.h"
#include "app_window.h"
#include "commands.h"
#include "debug_screen.h"
#include "decoder.h"
#include "decoder_serve.h"
#include "notifications.h"
#include "platform_environment.h"

/* --- windows --- */

static void append(struct app *app, struct app_window *window) {
    struct app_window **end = &app->windows;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    *end = window;
}

bool app_open_window(struct app *app, const struct app_start *start, char *error, size_t error_size) {
    struct app_window *window = app_window_create(app, start, error, error_size);
    if (window != NULL) {
        append(app, window);
    }
    return window != NULL;
}

/* The only place where windows are closed: nothing else is going on with them. */
static void turn(void *user, int64_t now) {
    struct app *app = user;
    for (struct app_window **at = &app->windows, *window; (window = *at) != NULL;) {
        if (app_window_turn(window, now)) {
            at = &window->next;
        } else {
            *at = window->next;
            app_window_destroy(window);
        }
    }
    if (app->windows == NULL) {
        event_loop_end(app->loop);
    }
    app_control_turn(app);
}

/* --- from outside --- */

static void close_all(void *user) {
    struct app *app = user;
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        window->closing = true;
    }
}

static void reload(void *user) {
    app_reload(user, true);
}

static void look(void *user) {
    struct app *app = user;
    debug_screen_write(app->settings->values.debug_screen_file, ++app->looks, app->windows);
}

/* What can be saved without the X server: programs get their hangup, history files their last lines. */
static void close_sessions(void *user) {
    struct app *app = user;
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
            session_destroy(pane->pane.session);
        }
    }
}

/* --- start and stop --- */

static bool start_parts(struct app *app, char *error, size_t error_size) {
    app->loop = event_loop_create();
    app->bindings = bindings_create(&app->settings->values);
    app->notifications = app->loop != NULL ? notifications_create(app->loop) : NULL;
    if (app->loop == NULL || app->bindings == NULL) {
        snprintf(error, error_size, "no memory, or no descriptors left");
        return false;
    }
    app->decoder = decoder_create(app->loop, &decoder_self);
    app->turn = (struct loop_hook){turn, app, NULL};
    event_loop_add_hook(app->loop, &app->turn);
    app_reload_start(app);
    app_accessible_start(app);
    loop_signals_start(&app->signals, app->loop);
    app_fonts_start(app);
    struct font_options font = app_fonts_options(app, &app->settings->values);
    app_scheme_apply(app); /* asks while the rest is made, and before the environment hides the bus from SDL */
    platform_environment_set(app->settings->values.window_class);
    app->fonts = font_pool_create(&font); /* opens one while the connection to the display is made */
    if (app->fonts == NULL) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    app_scheme_go_on(app);
    app->platform = platform_create(app->loop, error, error_size);
    app_scheme_go_on(app);
    return app->platform != NULL;
}

static void stop_parts(struct app *app) {
    platform_on_loss(NULL, NULL);
    if (app->loop != NULL) {
        app_control_stop(app);
        app_reload_stop(app);
        loop_signals_stop(&app->signals);
        event_loop_remove_hook(app->loop, &app->turn);
    }
    font_pool_destroy(app->fonts);
    platform_environment_restore(); /* where there was no window */
    if (app->loop != NULL) {
        app_fonts_stop(app);
    }
    app_scheme_stop(app);
    app_accessible_stop(app);
    notifications_destroy(app->notifications); /* before SDL, which may have started libdbus */
    platform_destroy(app->platform);
    bindings_release(app->bindings);
    decoder_destroy(app->decoder);
    event_loop_destroy(app->loop);
}

int app_run(const struct config_snapshot *settings, const struct config_sources *sources, const struct app_start *start,
            bool listens) {
    struct app app;
    char error[512];
    memset(&app, 0, sizeof app);
    app.settings = config_snapshot_acquire(settings);
    app.sources = *sources;
    app.control.wanted = listens;
    signal(SIGPIPE, SIG_IGN);
    struct loop_signal_calls calls = {close_all, reload, settings->values.debug_screen_file[0] != '\0' ? look : NULL};
    loop_signals_block(&app.signals, &calls, &app);
    int status;
    if (start_parts(&app, error, sizeof error) && app_open_window(&app, start, error, sizeof error)) {
        platform_on_loss(close_sessions, &app);
        app_scheme_go_on(&app);
        event_loop_run(app.loop);
        status = app.status;
    } else {
        status = command_fail("%s", error);
    }
    stop_parts(&app);
    config_snapshot_release(app.settings);
    return status;
}
