#define _GNU_SOURCE
#include "path_name.h"

#include <stdio.h>
#include <string.h>

bool path_name_absolute(const char *path, const char *directory, const char *home, char *name, size_t size) {
    bool is_home = path[0] == '~' && (path[1] == '/' || path[1] == '\0');
    const char *before = path[0] == '/' ? "" : is_home ? home : directory;
    const char *slash = path[0] == '/' || is_home ? "" : "/";
    if (before[0] != '/' && path[0] != '/') {
        return false;
    }
    return (size_t)snprintf(name, size, "%s%s%s", before, slash, path + is_home) < size;
}

const char *path_name_without_side(const char *path) {
    return (path[0] == 'a' || path[0] == 'b') && path[1] == '/' && path[2] != '\0' ? path + 2 : NULL;
}
