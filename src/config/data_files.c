#define _GNU_SOURCE
#include "data_files.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Of this program; "" when it is unknown. */
static void own_folder(char *path, size_t size) {
    ssize_t length = readlink("/proc/self/exe", path, size - 1);
    path[length > 0 ? length : 0] = '\0';
    char *slash = strrchr(path, '/');
    if (slash != NULL) {
        *slash = '\0';
    }
}

/* `installed` is the folder in share, `built` that of the build tree. */
static bool find(const char *built, const char *installed, const char *name, char *path, size_t size) {
    char own[4096];
    own_folder(own, sizeof own);
    const struct {
        const char *folder, *part, *base;
    } places[] = {{own, "/", built}, {own, "/../share/", installed}, {QUIRE_DATA_PREFIX, "/", installed}};
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        int length = snprintf(path, size, "%s%s%s%s%s", places[i].folder, places[i].part, places[i].base,
                              name[0] != '\0' ? "/" : "", name);
        if (length > 0 && (size_t)length < size && access(path, R_OK) == 0) {
            return true;
        }
    }
    return false;
}

bool data_file_find(const char *name, char *path, size_t size) {
    return find("data", "quire", name, path, size);
}

bool data_terminfo_find(char *path, size_t size) {
    static const char entry[] = "/q/quire";
    bool found = find("data/terminfo", "terminfo", entry + 1, path, size);
    if (found) {
        path[strlen(path) - strlen(entry)] = '\0';
    }
    return found;
}
