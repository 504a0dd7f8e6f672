#define _GNU_SOURCE
#include "ssh_hosts.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool ssh_hosts_path(char *path, size_t size) {
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    bool own = cache != NULL && cache[0] == '/';
    if (!own && home == NULL) {
        return false;
    }
    int length = snprintf(path, size, "%s%s/quire/ssh-hosts", own ? cache : home, own ? "" : "/.cache");
    return length > 0 && (size_t)length < size;
}

/* A line is "HOST VERSION yes" or "... no". */
enum ssh_host ssh_hosts_find(const char *path, const char *host, unsigned version) {
    char line[1024], wanted[900];
    enum ssh_host state = SSH_HOST_UNKNOWN;
    int length = snprintf(wanted, sizeof wanted, "%s %08x ", host, version);
    FILE *file = length > 0 && (size_t)length < sizeof wanted ? fopen(path, "re") : NULL;
    while (file != NULL && fgets(line, sizeof line, file) != NULL) {
        if (strncmp(line, wanted, (size_t)length) == 0) {
            state = strcmp(line + length, "yes\n") == 0 ? SSH_HOST_HAS : SSH_HOST_CANNOT;
        }
    }
    if (file != NULL) {
        fclose(file);
    }
    return state;
}

/* The folder of the file and the one above it. */
static void make_folders(const char *path) {
    char folder[4096];
    for (int above = 1; above >= 0; above--) {
        snprintf(folder, sizeof folder, "%s", path);
        for (int i = 0; i <= above; i++) {
            char *slash = strrchr(folder, '/');
            if (slash != NULL) {
                *slash = '\0';
            }
        }
        mkdir(folder, 0700);
    }
}

/* One write of a short line, so that two that add at once do not mix. */
void ssh_hosts_add(const char *path, const char *host, unsigned version, enum ssh_host state) {
    char line[1024];
    int length = snprintf(line, sizeof line, "%s %08x %s\n", host, version, state == SSH_HOST_HAS ? "yes" : "no");
    make_folders(path);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0 && length > 0 && (size_t)length < sizeof line) {
        ssize_t written = write(file, line, (size_t)length);
        (void)written;
    }
    if (file >= 0) {
        close(file);
    }
}
