/* What actions want of a window. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

#include "app_bindings.h"
#include "app_menu.h"
#include "app_quick.h"
#include "app_reload.h"
#include "app_tabs.h"
#include "app_window.h"
#include "detach.h"

static void change_font(void *user, int step) {
    struct app_window *window = user;
    window_make_current(window->window);
    drawing_change_font(window->drawing, step);
    app_window_resized(window);
}

static void toggle_fullscreen(void *user) {
    struct app_window *window = user;
    window_set_fullscreen(window->window, !window_is_fullscreen(window->window));
}

/* The program itself, so that the window lives on without this process. */
static bool open_process(const struct app_window *window, const char *directory) {
    char self[4096];
    char *argv[6] = {(char *)"/proc/self/exe"};
    const struct config_sources *sources = &window->app->sources;
    size_t count = 1;
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        argv[0] = self;
    }
    if (sources->path != NULL) {
        argv[count++] = (char *)"--config";
        argv[count++] = (char *)(size_t)sources->path;
    }
    if (sources->profile != NULL) {
        argv[count++] = (char *)"--profile";
        argv[count++] = (char *)(size_t)sources->profile;
    }
    return detach_run(argv, directory);
}

static void open_window(void *user) {
    struct app_window *window = user;
    char directory[4096], error[512] = "cannot start another process";
    struct notices notices = NOTICES_INIT;
    session_directory(app_panes_current(&window->panes)->pane.session, directory, sizeof directory);
    struct app_start start = {.directory = directory[0] != '\0' ? directory : NULL, .notices = &notices};
    bool opened = window->settings->values.new_process ? open_process(window, directory)
                                                       : app_open_window(window->app, &start, error, sizeof error);
    if (!opened) {
        app_window_say(window, error);
    }
    notices_finish(&notices);
}

static void toggle_quick(void *user) {
    struct app_window *window = user;
    char error[512];
    struct notices notices = NOTICES_INIT;
    struct app_start start = {.notices = &notices, .is_quick = true};
    if (!app_quick_toggle(window->app, &start, error, sizeof error)) {
        app_window_say(window, error);
    }
    notices_finish(&notices);
}

static void ask_close(void *user) {
    app_close(user, APP_CLOSE_WINDOW, 0);
}

static void reload_config(void *user) {
    struct app_window *window = user;
    app_reload(window->app, true);
}

static void set_key_mode(void *user, const char *name, bool once) {
    app_bindings_set_mode(user, name, once);
}

static void open_menu(void *user) {
    app_menu_open(user);
}

struct action_window app_window_actions(struct app_window *window) {
    struct action_window actions = {.user = window,
                                    .change_font = change_font,
                                    .toggle_fullscreen = toggle_fullscreen,
                                    .open_window = open_window,
                                    .close = ask_close,
                                    .toggle_quick = toggle_quick,
                                    .reload_config = reload_config,
                                    .set_key_mode = set_key_mode,
                                    .open_menu = open_menu};
    app_tabs_set_actions(&actions);
    return actions;
}
