#define _GNU_SOURCE
#include "app_effect.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app_window.h"

/* No shader that a person wrote is longer. */
enum { SOURCE_MAX = 256 * 1024 };

/* A regular file alone: to open or read something else may wait for ever. */
static FILE *open_file(const char *path) {
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat what;
    FILE *file = NULL;
    if (descriptor >= 0 && (fstat(descriptor, &what) != 0 || !S_ISREG(what.st_mode))) {
        errno = EINVAL;
    } else if (descriptor >= 0) {
        file = fdopen(descriptor, "r");
    }
    if (file == NULL && descriptor >= 0) {
        int error = errno;
        close(descriptor);
        errno = error;
    }
    return file;
}

/* Its text, NUL-terminated, to be freed; NULL: one line in `error`. */
static char *read_source(const char *path, char *error, size_t error_size) {
    FILE *file = open_file(path);
    char *source = file != NULL ? malloc(SOURCE_MAX + 1) : NULL;
    size_t length = source != NULL ? fread(source, 1, SOURCE_MAX + 1, file) : 0;
    if (file == NULL || source == NULL || ferror(file) != 0) {
        snprintf(error, error_size, "cannot be read: %s", strerror(errno));
    } else if (length > SOURCE_MAX || memchr(source, '\0', length) != NULL) {
        snprintf(error, error_size, "is no shader: %s", length > SOURCE_MAX ? "it is too large" : "it is no text");
    } else {
        source[length] = '\0';
    }
    if (file != NULL) {
        fclose(file);
    }
    if (error[0] != '\0') {
        free(source);
        return NULL;
    }
    return source;
}

/* ~/ is the home folder. */
static void find_path(const char *name, char *path, size_t size) {
    const char *home = getenv("HOME");
    bool in_home = strncmp(name, "~/", 2) == 0 && home != NULL;
    snprintf(path, size, "%s%s", in_home ? home : "", name + (in_home ? 1 : 0));
}

/* False: one line in `error`. */
static bool set_from_file(struct backend *backend, const char *path, char *error, size_t error_size) {
    if (backend->calls->set_effect == NULL) {
        snprintf(error, error_size, "left out: the CPU draws this window, and shaders need renderer = gl");
        return false;
    }
    char *source = read_source(path, error, error_size);
    bool done = source != NULL && backend->calls->set_effect(backend, source, error, error_size);
    free(source);
    return done;
}

static void clear(struct backend *backend) {
    if (backend->effect) {
        backend->calls->set_effect(backend, NULL, NULL, 0);
    }
}

void app_effect_apply(struct app_window *window) {
    struct backend *backend = window_backend(window->window);
    const char *name = window->settings->values.shader;
    char path[4096], error[512] = "", line[5200];
    if (name[0] == '\0' && !backend->effect) {
        return;
    }
    window_make_current(window->window);
    find_path(name, path, sizeof path);
    if (name[0] == '\0') {
        clear(backend);
    } else if (!set_from_file(backend, path, error, sizeof error)) {
        snprintf(line, sizeof line, "custom-shader: %s: %s", path, error);
        app_window_say_next(window, line);
    }
    drawing_expose(window->drawing);
    window->redecorate = true;
    picture_clock_want(&window->clock, false);
}

static bool moves(const struct app_window *window) {
    int wish = window->settings->values.shader_animation;
    bool wanted = wish == CONFIG_ANIMATION_ON || (wish == CONFIG_ANIMATION_FOCUSED && window->focused);
    return window_backend(window->window)->animated && window->visible && wanted;
}

void app_effect_go_on(struct app_window *window, int64_t now) {
    if (moves(window)) {
        event_loop_set_timer(window->app->loop, &window->animation, now + window_refresh_ms(window->window));
    }
}

void app_effect_due(void *user, int64_t now) {
    struct app_window *window = user;
    (void)now;
    window->redecorate = true;
    picture_clock_want(&window->clock, true);
}
