#define _GNU_SOURCE
#include "app_control.h"

#include <stdio.h>

#include "app.h"
#include "app_quick.h"
#include "app_window.h"
#include "control_server.h"
#include "window_place.h"

/* What one window cannot have for itself. */
enum { OF_PROCESS = TOUCHES_NEW_PROCESS | TOUCHES_KEYS | TOUCHES_RELOAD | TOUCHES_CLIPBOARD };

/* CONTROL_OPENED: nothing speaks against its settings. *is_quick: what they want is the quick terminal. */
static enum control_answer_kind check_settings(const struct app *app, const struct control_list *settings,
                                               bool *is_quick, char *error, size_t error_size) {
    struct config_snapshot *own =
        config_snapshot_over(app->settings, settings->items, settings->count, &app->sources.checks, error, error_size);
    if (own == NULL) {
        return CONTROL_DECLINED;
    }
    char names[200];
    config_name_difference(&app->settings->values, &own->values, OF_PROCESS, names, sizeof names);
    *is_quick = own->values.window_state == CONFIG_WINDOW_QUICK;
    config_snapshot_release(own);
    if (names[0] != '\0') {
        snprintf(error, error_size, "a process of its own is started for %s", names);
        return CONTROL_DECLINED;
    }
    return CONTROL_OPENED;
}

static enum control_answer_kind open_asked(void *user, uint64_t call, const struct control_request *request,
                                           char *error, size_t error_size) {
    struct app *app = user;
    bool is_quick = false;
    enum control_answer_kind kind = check_settings(app, &request->settings, &is_quick, error, error_size);
    if (kind != CONTROL_OPENED) {
        return kind;
    }
    if (is_quick && app_quick_call(app)) {
        control_server_end(app->control.server, call, 0); /* whoever waits for an end is told that there was a window */
        return CONTROL_OPENED;
    }
    struct notices notices = NOTICES_INIT;
    const struct window_spot spot = {request->x_px, request->y_px, request->from_right, request->from_bottom};
    const struct app_start start = {
        .command = request->command.count > 0 ? (char *const *)(uintptr_t)request->command.items : NULL,
        .directory = request->directory,
        .notices = &notices,
        .spot = request->is_placed ? &spot : NULL,
        .token = request->token,
        .asked = request,
        .call = call,
    };
    bool opened = app_open_window(app, &start, error, error_size);
    notices_finish(&notices);
    return opened ? CONTROL_OPENED : CONTROL_FAILED;
}

static bool shows_something(const struct app *app) {
    return app->windows != NULL && app->windows->clock.next != 0;
}

void app_control_turn(struct app *app) {
    char error[CONFIG_ERROR_MAX];
    if (!app->control.wanted || !shows_something(app)) {
        return;
    }
    app->control.wanted = false;
    app->control.server = control_server_create(app->loop, open_asked, app, error, sizeof error);
    if (app->control.server == NULL && error[0] != '\0') {
        fprintf(stderr, "quire: %s\n", error);
    }
}

void app_control_stop(struct app *app) {
    control_server_destroy(app->control.server);
    app->control.server = NULL;
}
