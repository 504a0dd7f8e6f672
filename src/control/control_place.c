#define _GNU_SOURCE
#include "control_place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

/* Letters and digits stay; all else is %XX, so that two displays have two names. */
static bool append_escaped(char *name, size_t size, const char *text, size_t length) {
    size_t used = strlen(name);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        bool plain = (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     byte == '-' || byte == '_' || byte == '.' || byte == ':';
        int wrote = snprintf(name + used, size - used, plain ? "%c" : "%%%02X", byte);
        if (wrote < 0 || (size_t)wrote >= size - used) {
            return false;
        }
        used += (size_t)wrote;
    }
    return true;
}

/* ":0.1" is the display ":0". */
static size_t display_length(const char *display) {
    const char *colon = strrchr(display, ':'), *dot = colon != NULL ? strchr(colon, '.') : NULL;
    return dot != NULL ? (size_t)(dot - display) : strlen(display);
}

/* SDL takes X11 where it can (platform_environment.c). */
bool control_place_name(char *name, size_t size) {
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY"), *driver = getenv("SDL_VIDEODRIVER");
    bool has_x11 = x11 != NULL && x11[0] != '\0', has_wayland = wayland != NULL && wayland[0] != '\0';
    bool takes_wayland = has_wayland && (driver != NULL ? strstr(driver, "wayland") != NULL : !has_x11);
    if (!takes_wayland && !has_x11) {
        return false;
    }
    snprintf(name, size, takes_wayland ? "wayland-" : "x11-");
    return append_escaped(name, size, takes_wayland ? wayland : x11,
                          takes_wayland ? strlen(wayland) : display_length(x11));
}

/* False: the folder is not as it must be. */
static bool folder_is_private(int folder) {
    struct stat what;
    return fstat(folder, &what) == 0 && what.st_uid == geteuid() && (what.st_mode & 077) == 0;
}

static void fill_address(struct control_place *place) {
    memset(&place->address, 0, sizeof place->address);
    place->address.sun_family = AF_UNIX;
    snprintf(place->address.sun_path, sizeof place->address.sun_path, "/proc/self/fd/%d/%.79s", place->folder,
             place->name);
}

bool control_place_open(struct control_place *place, bool makes, char *error, size_t error_size) {
    char path[4096];
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    place->folder = -1;
    error[0] = '\0';
    if (runtime == NULL || runtime[0] != '/' || !control_place_name(place->name, sizeof place->name) ||
        snprintf(path, sizeof path, "%s/quire", runtime) >= (int)sizeof path) {
        return false;
    }
    if (makes) {
        mkdir(path, 0700); /* where it is there already, open tells what it is */
    }
    place->folder = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (place->folder < 0 && errno == ENOENT) {
        return false;
    }
    if (place->folder < 0 || !folder_is_private(place->folder)) {
        snprintf(error, error_size, "'%.400s' is no private folder of yours (0700): other windows cannot be asked for",
                 path);
        control_place_close(place);
        return false;
    }
    fill_address(place);
    return true;
}

void control_place_close(struct control_place *place) {
    if (place->folder >= 0) {
        close(place->folder);
    }
    place->folder = -1;
}

enum control_found control_place_look(const struct control_place *place, char *error, size_t error_size) {
    struct stat what;
    error[0] = '\0';
    if (fstatat(place->folder, place->name, &what, AT_SYMLINK_NOFOLLOW) != 0) {
        return CONTROL_FOUND_NONE;
    }
    if (S_ISSOCK(what.st_mode) && what.st_uid == geteuid() && (what.st_mode & 077) == 0) {
        return CONTROL_FOUND_SOCKET;
    }
    snprintf(error, error_size, "'quire/%s' in XDG_RUNTIME_DIR is no private socket of yours (0600): it is left alone",
             place->name);
    return CONTROL_FOUND_OTHER;
}

bool control_peer_is_own(int connection) {
    struct ucred peer;
    socklen_t length = sizeof peer;
    return getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &length) == 0 && length == sizeof peer &&
           peer.uid == geteuid();
}
