#include "app_quick.h"

#include "app_window.h"
#include "window_quick.h"

void app_quick_show(struct app_window *window) {
    window_quick_show(window->window, (int)window->settings->values.quick_height);
}

static void toggle(struct app_window *window) {
    if (window->visible && window_has_focus(window->window)) {
        window_quick_hide(window->window);
    } else {
        app_quick_show(window);
    }
}

bool app_quick_call(struct app *app) {
    struct app_window *window = app->windows;
    while (window != NULL && !window->is_quick) {
        window = window->next;
    }
    if (window != NULL) {
        toggle(window);
    }
    return window != NULL;
}

bool app_quick_toggle(struct app *app, const struct app_start *start, char *error, size_t error_size) {
    return app_quick_call(app) || app_open_window(app, start, error, error_size);
}
