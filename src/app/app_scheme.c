#define _GNU_SOURCE
#include "app_scheme.h"

#include "app.h"
#include "app_reload.h"
#include "color_scheme.h"

static void told(void *user, bool light) {
    struct app *app = user;
    if (app->sources.desktop_light != light) {
        app->sources.desktop_light = light;
        app_reload_scheme(app);
    }
}

void app_scheme_apply(struct app *app) {
    bool wanted = config_follows_desktop(&app->settings->values);
    if (wanted && app->scheme == NULL) {
        app->scheme = color_scheme_follow(app->loop, told, app);
    } else if (!wanted) {
        app_scheme_stop(app);
    }
}

void app_scheme_go_on(struct app *app) {
    color_scheme_pump(app->scheme);
}

void app_scheme_stop(struct app *app) {
    color_scheme_end(app->scheme);
    app->scheme = NULL;
}
