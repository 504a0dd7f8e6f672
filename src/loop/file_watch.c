#define _GNU_SOURCE
#include "file_watch.h"

#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop_clock.h"

/* Links to links; as many as the system follows. */
#define LINKS_MAX 40

/* A name in a folder. */
struct place {
    int folder; /* of inotify */
    char *name;
};

struct file_watch {
    struct event_loop *loop;
    void (*changed)(void *user);
    void *user;
    struct loop_watch events; /* the descriptor is -1 where nothing is watched */
    struct timer quiet;
    struct place *places;
    size_t count;
};

/* --- events --- */

static bool is_watched(const struct file_watch *watch, const struct inotify_event *event) {
    if ((event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_Q_OVERFLOW)) != 0) {
        return true;
    }
    for (size_t i = 0; i < watch->count; i++) {
        if (watch->places[i].folder == event->wd && event->len > 0 && strcmp(watch->places[i].name, event->name) == 0) {
            return true;
        }
    }
    return false;
}

static void take_events(void *user, short revents) {
    struct file_watch *watch = user;
    union {
        struct inotify_event first;
        char bytes[16 * (sizeof(struct inotify_event) + NAME_MAX + 1)];
    } buffer;
    bool watched = false;
    ssize_t got;
    (void)revents;
    while ((got = read(watch->events.descriptor, buffer.bytes, sizeof buffer.bytes)) > 0) {
        for (ssize_t at = 0; at < got;) {
            const struct inotify_event *event = (const struct inotify_event *)(const void *)(buffer.bytes + at);
            watched = is_watched(watch, event) || watched;
            at += (ssize_t)(sizeof *event + event->len);
        }
    }
    if (watched) {
        event_loop_set_timer(watch->loop, &watch->quiet, loop_clock_ms() + FILE_WATCH_QUIET_MS);
    }
}

static void be_quiet(void *user, int64_t now) {
    struct file_watch *watch = user;
    (void)now;
    watch->changed(watch->user);
}

/* --- making --- */

struct file_watch *file_watch_create(struct event_loop *loop, void (*changed)(void *user), void *user) {
    struct file_watch *watch = calloc(1, sizeof *watch);
    if (watch != NULL) {
        watch->loop = loop;
        watch->changed = changed;
        watch->user = user;
        watch->events = (struct loop_watch){-1, POLLIN, take_events, watch, NULL};
        watch->quiet = (struct timer)TIMER_INIT(be_quiet, watch);
    }
    return watch;
}

static void clear(struct file_watch *watch) {
    if (watch->events.descriptor >= 0) {
        event_loop_unwatch(watch->loop, &watch->events);
        close(watch->events.descriptor);
        watch->events.descriptor = -1;
    }
    for (size_t i = 0; i < watch->count; i++) {
        free(watch->places[i].name);
    }
    free(watch->places);
    watch->places = NULL;
    watch->count = 0;
}

void file_watch_destroy(struct file_watch *watch) {
    if (watch != NULL) {
        event_loop_stop_timer(watch->loop, &watch->quiet);
        clear(watch);
        free(watch);
    }
}

/* --- names --- */

static bool add_place(struct file_watch *watch, const char *folder, const char *name) {
    const uint32_t mask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF |
                          IN_MOVE_SELF | IN_ONLYDIR;
    struct place *grown = realloc(watch->places, (watch->count + 1) * sizeof *grown);
    char *copy = strdup(name);
    int number = inotify_add_watch(watch->events.descriptor, folder, mask);
    if (grown != NULL) {
        watch->places = grown;
    }
    if (grown == NULL || copy == NULL || number < 0) {
        free(copy);
        return false;
    }
    grown[watch->count++] = (struct place){number, copy};
    return true;
}

/* Cuts a path into a folder and the name in it, in place. */
static const char *cut_name(char *path, const char **folder) {
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
        *folder = ".";
        return path;
    }
    *slash = '\0';
    *folder = slash > path ? path : "/";
    return slash + 1;
}

static bool is_folder(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

/* Watches the name, or that of the first folder on the way to it that is not there. */
static bool watch_name(struct file_watch *watch, const char *path) {
    char copy[PATH_MAX];
    const char *folder, *name;
    snprintf(copy, sizeof copy, "%s", path);
    do {
        name = cut_name(copy, &folder);
    } while (!is_folder(folder) && strcmp(folder, copy) == 0);
    return add_place(watch, folder, name);
}

/* Where a link leads; false: it is none. */
static bool follow(char path[PATH_MAX]) {
    char target[PATH_MAX], joined[2 * PATH_MAX];
    ssize_t length = readlink(path, target, sizeof target - 1);
    const char *slash = strrchr(path, '/');
    if (length <= 0) {
        return false;
    }
    target[length] = '\0';
    bool relative = target[0] != '/' && slash != NULL;
    int joined_length = snprintf(joined, sizeof joined, "%.*s%s", relative ? (int)(slash - path) + 1 : 0, path, target);
    if (joined_length <= 0 || joined_length >= PATH_MAX) {
        return false;
    }
    memcpy(path, joined, (size_t)joined_length + 1);
    return true;
}

static bool watch_path(struct file_watch *watch, const char *path) {
    char at[PATH_MAX];
    bool good = (size_t)snprintf(at, sizeof at, "%s", path) < sizeof at && watch_name(watch, at);
    for (int links = 0; good && links < LINKS_MAX && follow(at); links++) {
        good = watch_name(watch, at);
    }
    return good;
}

bool file_watch_set(struct file_watch *watch, const char *const *paths, size_t count) {
    bool good = true;
    clear(watch);
    if (count == 0) {
        event_loop_stop_timer(watch->loop, &watch->quiet);
        return true;
    }
    watch->events.descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    if (watch->events.descriptor < 0) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        good = watch_path(watch, paths[i]) && good;
    }
    event_loop_watch(watch->loop, &watch->events);
    return good;
}
