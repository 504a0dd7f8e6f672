#include "app_fonts.h"

#include "app_window.h"
#include "config_look.h"

/* On the font thread. */
static void tell(void *user) {
    struct app *app = user;
    event_loop_post(app->loop, &app->fonts_found);
}

static bool take_all(struct app *app) {
    bool shown = false;
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        shown = drawing_take_found(window->drawing) || shown;
    }
    return shown;
}

/* Windows may share fonts: what one of them took is news for all. */
static void take_found(void *user) {
    struct app *app = user;
    bool shown = take_all(app);
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        app_window_tell_fonts(window);
        for (struct app_pane *pane = window->panes.first; pane != NULL && shown; pane = pane->next) {
            viewport_touch(pane->pane.viewport);
        }
    }
}

void app_fonts_start(struct app *app) {
    app->fonts_found = (struct loop_task){take_found, app, NULL, false};
}

void app_fonts_stop(struct app *app) {
    event_loop_withdraw(app->loop, &app->fonts_found);
}

struct font_options app_fonts_options(struct app *app, const struct config *config) {
    struct font_options options = config_font_options(config);
    options.found = tell;
    options.user = app;
    return options;
}
