#define _GNU_SOURCE
#include "app_reload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_scheme.h"
#include "app_window.h"

/* What is said about a reload; more is counted. */
enum { LINES_MAX = 20 };

struct news {
    char *lines[LINES_MAX];
    unsigned count, left_out;
};

/* --- what is said --- */

static void add_line(struct news *news, const char *line) {
    char *copy = news->count < LINES_MAX ? strdup(line) : NULL;
    if (copy == NULL) {
        news->left_out++;
        return;
    }
    for (char *at = copy; *at != '\0'; at++) {
        *at = (unsigned char)*at < 0x20 || *at == 0x7F ? '?' : *at; /* it may quote a file */
    }
    news->lines[news->count++] = copy;
}

/* For config_report. */
static void add_mistake(void *user, const char *line) {
    fprintf(stderr, "quire: %s\n", line);
    add_line(user, line);
}

/* A row is short: of the path before a mistake the file's name is left. `settings` NULL: nothing was read. */
static const char *without_folder(const char *line, const struct config_snapshot *settings) {
    for (size_t i = 0; settings != NULL && i < settings->file_count; i++) {
        const char *path = settings->files[i].path, *slash = strrchr(path, '/');
        size_t length = strlen(path);
        if (slash != NULL && strncmp(line, path, length) == 0 && line[length] == ':') {
            return line + (slash + 1 - path);
        }
    }
    return line;
}

/* To the window that has the focus, or to all. */
static void say(struct app *app, const struct news *news, const struct config_snapshot *settings) {
    char text[512];
    struct app_window *one = app->windows;
    while (one != NULL && !one->focused) {
        one = one->next;
    }
    for (struct app_window *window = one != NULL ? one : app->windows; window != NULL;
         window = one != NULL ? NULL : window->next) {
        for (unsigned i = 0; i < news->count; i++) {
            snprintf(text, sizeof text, news->count > 1 ? "%s (%u of %u)" : "%s",
                     without_folder(news->lines[i], settings), i + 1, news->count);
            (i == 0 ? app_window_say : app_window_say_next)(window, text);
        }
        if (news->left_out > 0) {
            snprintf(text, sizeof text, "... and %u more: see 'quire config check'", news->left_out);
            app_window_say_next(window, text);
        }
    }
}

static void finish(struct news *news) {
    for (unsigned i = 0; i < news->count; i++) {
        free(news->lines[i]);
    }
}

/* What was changed and is not seen in what runs: one line. */
static void add_later(struct news *news, const struct config *before, const struct config *after) {
    static const struct {
        uint32_t touches;
        const char *when;
    } kinds[] = {{TOUCHES_NEW_WINDOWS, "new windows"},
                 {TOUCHES_NEW_PROGRAMS, "programs started from now on"},
                 {TOUCHES_NEW_PROCESS, "a new process"}};
    char text[400] = "", names[200];
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        size_t used = strlen(text);
        config_name_difference(before, after, kinds[i].touches, names, sizeof names);
        if (names[0] != '\0') {
            snprintf(text + used, sizeof text - used, "%s%s: takes effect in %s", used > 0 ? "; " : "", names,
                     kinds[i].when);
        }
    }
    if (text[0] != '\0') {
        add_line(news, text);
    }
}

/* --- reading --- */

/* Without memory the keys stay as they are. */
static void apply_keys(struct app *app) {
    struct bindings *bindings = bindings_create(&app->settings->values);
    if (bindings == NULL) {
        return;
    }
    bindings_release(app->bindings);
    app->bindings = bindings;
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        window->keys = (struct bindings_state){0}; /* a place in the trie that was */
        key_mode_set(&window->key_mode, "");
    }
}

static void apply(struct app *app, const struct config_snapshot *settings) {
    uint32_t touched = config_difference(&app->settings->values, &settings->values);
    config_snapshot_replace(&app->settings, settings);
    if ((touched & TOUCHES_KEYS) != 0) {
        apply_keys(app);
    }
    for (struct app_window *window = app->windows; window != NULL; window = window->next) {
        app_window_apply(window, settings);
    }
    if ((touched & TOUCHES_SCHEME) != 0) {
        app_scheme_apply(app);
    }
}

/* Watches the files that were looked for last. One that was saved while that was done would be missed: then they are
 * read again. */
static void watch(struct app *app) {
    const char *paths[CONFIG_FILES_MAX];
    size_t count = 0;
    for (size_t i = 0; app->settings->values.live_config_reload && i < app->seen->file_count; i++) {
        const struct config_file *file = &app->seen->files[i];
        if (file->regular || !file->found) {
            paths[count++] = file->path;
        }
    }
    if (app->watch != NULL && file_watch_set(app->watch, paths, count) && count > 0 &&
        config_snapshot_is_outdated(app->seen)) {
        event_loop_post(app->loop, &app->reread);
    }
}

/* Is a file gone that says what is in force? */
static bool is_gone(struct app *app, const struct config_snapshot *settings, struct news *news) {
    char text[CONFIG_ERROR_MAX];
    const char *gone = config_snapshot_vanished(app->settings, settings);
    if (gone != NULL && news->count == 0) {
        snprintf(text, sizeof text, "cannot read '%.300s': it is gone", gone);
        add_mistake(news, text);
    }
    return gone != NULL;
}

/* Is said before it is done, which may say more. */
static void say_all(struct app *app, struct news *news, const struct config_snapshot *settings, bool takes,
                    bool asked) {
    if (!takes) {
        add_line(news, "The settings stay as they are");
    } else if (asked && news->count == 0) {
        add_line(news, "The settings were read again");
    }
    say(app, news, settings);
    finish(news);
}

void app_reload(struct app *app, bool asked) {
    char error[CONFIG_ERROR_MAX];
    struct news news = {.count = 0};
    struct config_snapshot *settings =
        config_snapshot_build(&app->sources, true, add_mistake, &news, error, sizeof error);
    if (settings == NULL) {
        add_mistake(&news, error);
        say_all(app, &news, NULL, false, asked);
        return;
    }
    bool takes = !is_gone(app, settings, &news);
    if (takes) {
        add_later(&news, &app->settings->values, &settings->values);
    }
    say_all(app, &news, settings, takes, asked);
    if (takes) {
        apply(app, settings);
    }
    config_snapshot_replace(&app->seen, settings);
    config_snapshot_release(settings);
    app->reloads++;
    watch(app);
}

void app_reload_scheme(struct app *app) {
    struct news news = {.count = 0};
    struct config_snapshot *settings =
        config_snapshot_with_scheme(app->settings, app->sources.desktop_light, add_mistake, &news);
    if (settings == NULL) {
        return; /* no memory: the colours stay */
    }
    bool is_seen = app->seen == app->settings;
    say(app, &news, settings);
    finish(&news);
    apply(app, settings);
    if (is_seen) {
        config_snapshot_replace(&app->seen, settings);
    }
    config_snapshot_release(settings);
    watch(app);
}

/* --- by itself --- */

static void on_saved(void *user) {
    struct app *app = user;
    if (config_snapshot_is_outdated(app->seen)) {
        app_reload(app, false);
    } else {
        watch(app); /* a link or a folder may have moved */
    }
}

void app_reload_start(struct app *app) {
    app->seen = config_snapshot_acquire(app->settings);
    app->reread = (struct loop_task){on_saved, app, NULL, false};
    app->watch = file_watch_create(app->loop, on_saved, app);
    watch(app);
}

void app_reload_stop(struct app *app) {
    event_loop_withdraw(app->loop, &app->reread);
    file_watch_destroy(app->watch);
    app->watch = NULL;
    config_snapshot_release(app->seen);
    app->seen = NULL;
}
