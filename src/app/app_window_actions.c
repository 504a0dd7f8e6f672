/* What actions want of a window. */
#define _GNU_SOURCE
#include <stdio.h>
#include <unistd.h>

#include "app_reload.h"
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
    char *argv[] = {(char *)"/proc/self/exe", NULL, NULL, NULL};
    ssize_t length = readlink("/proc/self/exe", self, sizeof self - 1);
    if (length > 0) {
        self[length] = '\0';
        argv[0] = self;
    }
    if (window->app->sources->path != NULL) {
        argv[1] = (char *)"--config";
        argv[2] = (char *)(size_t)window->app->sources->path;
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

static void ask_close(void *user) {
    app_window_ask_close(user);
}

static void reload_config(void *user) {
    struct app_window *window = user;
    app_reload(window->app, true);
}

static void set_key_mode(void *user, const char *name, bool once) {
    struct app_window *window = user;
    char text[100];
    bindings_leave(&window->keys);
    if (name[0] != '\0' && !bindings_enter(window->app->bindings, &window->keys, name, once)) {
        snprintf(text, sizeof text, "No key is bound in the mode '%s' ([keys.%s])", name, name);
        app_window_say(window, text);
    }
}

static bool open_command(void *user, char *const *argv) {
    struct app_window *window = user;
    char directory[4096], error[512];
    struct notices notices = NOTICES_INIT;
    session_directory(app_panes_current(&window->panes)->pane.session, directory, sizeof directory);
    struct app_start start = {
        .command = argv, .directory = directory[0] != '\0' ? directory : NULL, .notices = &notices, .is_aside = true};
    bool opened = app_open_window(window->app, &start, error, sizeof error);
    if (!opened) {
        app_window_say(window, error);
    }
    notices_finish(&notices);
    return opened;
}

struct action_window app_window_actions(struct app_window *window) {
    return (struct action_window){window,    change_font,   toggle_fullscreen, open_window,
                                  ask_close, reload_config, set_key_mode,      open_command};
}
