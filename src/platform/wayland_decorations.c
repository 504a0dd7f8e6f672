#define _GNU_SOURCE
#include "wayland_decorations.h"

#include <SDL.h>
#include <SDL_syswm.h>
#include <dirent.h>
#include <link.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wayland-client.h>

static bool has_library(const char *folder) {
    DIR *listing = opendir(folder);
    bool found = false;
    if (listing == NULL) {
        return false;
    }
    for (const struct dirent *entry = readdir(listing); entry != NULL && !found; entry = readdir(listing)) {
        found = strstr(entry->d_name, ".so") != NULL;
    }
    closedir(listing);
    return found;
}

/* Plugins lie in a folder of the version beside the library: libdecor/plugins-1. */
static int look_beside(struct dl_phdr_info *info, size_t size, void *found) {
    const char *slash = strrchr(info->dlpi_name, '/');
    char folder[4096];
    (void)size;
    if (slash == NULL || strncmp(slash + 1, "libdecor-0.so", 13) != 0) {
        return 0;
    }
    int length =
        snprintf(folder, sizeof folder, "%.*s/libdecor/plugins-1", (int)(slash - info->dlpi_name), info->dlpi_name);
    *(bool *)found = length < (int)sizeof folder && has_library(folder);
    return 1;
}

static int look_for_library(struct dl_phdr_info *info, size_t size, void *found) {
    (void)size;
    *(bool *)found = *(bool *)found || strstr(info->dlpi_name, "/libdecor-0.so") != NULL;
    return *(bool *)found;
}

bool wayland_decorations_are_drawn(void) {
    bool loaded = false;
    dl_iterate_phdr(look_for_library, &loaded);
    return loaded && SDL_GetHintBoolean(SDL_HINT_VIDEO_WAYLAND_ALLOW_LIBDECOR, SDL_TRUE) &&
           wayland_decorations_can_be_drawn();
}

bool wayland_decorations_can_be_drawn(void) {
    const char *folders = getenv("LIBDECOR_PLUGIN_DIR");
    bool found = true; /* an SDL that loads libdecor later knows more */
    if (folders != NULL) {
        return true; /* whoever sets it wants to hear what is wrong with it */
    }
    dl_iterate_phdr(look_beside, &found);
    return found;
}

void wayland_decorations_show(struct SDL_Window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window, &info) && info.subsystem == SDL_SYSWM_WAYLAND) {
        wl_surface_commit(info.info.wl.surface);
        wl_display_flush(info.info.wl.display);
    }
}
