#define _GNU_SOURCE
#include "medium_place.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Is it in the folder, or below it? Both are real paths. */
static bool is_below(const char *path, const char *folder) {
    size_t length = strlen(folder);
    while (length > 0 && folder[length - 1] == '/') {
        length--;
    }
    return strncmp(path, folder, length) == 0 && path[length] == '/';
}

/* The folder may be a link; one that is not there has nothing below it. */
static bool is_below_named(const char *path, const char *folder) {
    char real[PATH_MAX];
    return folder != NULL && folder[0] == '/' && realpath(folder, real) != NULL && is_below(path, real);
}

static bool is_of_system(const char *path) {
    return is_below(path, "/proc") || is_below(path, "/sys") || (is_below(path, "/dev") && !is_below(path, "/dev/shm"));
}

/* One of the list, `length` bytes of it. */
static bool is_below_item(const char *path, const char *item, size_t length, const char *home) {
    char folder[PATH_MAX];
    bool is_at_home = length > 0 && item[0] == '~' && (length == 1 || item[1] == '/');
    if (is_at_home && home == NULL) {
        return false;
    }
    int written = snprintf(folder, sizeof folder, "%s%.*s", is_at_home ? home : "", (int)(length - is_at_home),
                           item + is_at_home);
    return written > 0 && (size_t)written < sizeof folder && is_below_named(path, folder);
}

static bool is_in_list(const char *path, const char *list, const char *home) {
    for (const char *item = list; item != NULL;) {
        const char *end = strchrnul(item, ':');
        if (end - item < PATH_MAX && is_below_item(path, item, (size_t)(end - item), home)) {
            return true;
        }
        item = *end == ':' ? end + 1 : NULL;
    }
    return false;
}

bool medium_may_read(const char *path, const struct medium_rules *rules) {
    return path[0] == '/' && !is_of_system(path) &&
           (is_in_list(path, rules->temporary, NULL) || is_in_list(path, rules->folders, rules->home));
}

bool medium_may_remove(const char *path, const struct medium_rules *rules) {
    return is_in_list(path, rules->temporary, NULL) && strstr(path, "tty-graphics-protocol") != NULL;
}
