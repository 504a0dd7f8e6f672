#define _GNU_SOURCE
#include "platform_environment.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 8 };

/* The environment is the process's, so is this. */
static struct {
    const char *name;
    char *saved; /* NULL: it was not set */
} changed[MOST];
static size_t count;

static bool is_set(const char *name) {
    const char *value = getenv(name);
    return value != NULL && value[0] != '\0';
}

/* SDL 2 takes X11 where it can. */
static bool will_be_wayland(void) {
    const char *driver = getenv("SDL_VIDEODRIVER");
    return driver != NULL ? strstr(driver, "wayland") != NULL : !is_set("DISPLAY") && is_set("WAYLAND_DISPLAY");
}

/* SDL asks the session's bus for input methods, whose answers it gives in the wrong order (x_input_method.h), and on
 * Wayland for the pointer's theme. Where there is no bus libdbus would start one, by running dbus-launch. An address
 * that leads nowhere keeps it from both. */
static bool wants_no_bus(void) {
    const char *folder = getenv("XDG_RUNTIME_DIR");
    char path[4096];
    bool there =
        is_set("DBUS_SESSION_BUS_ADDRESS") ||
        (folder != NULL && snprintf(path, sizeof path, "%s/bus", folder) < (int)sizeof path && access(path, F_OK) == 0);
    return !will_be_wayland() || !there;
}

static void change(const char *name, const char *value) {
    const char *present = getenv(name);
    changed[count].name = name;
    changed[count++].saved = present != NULL ? strdup(present) : NULL;
    setenv(name, value, 1);
}

void platform_environment_set(const char *window_class) {
    bool no_bus = wants_no_bus(), is_wayland = will_be_wayland();
    change("SDL_VIDEO_X11_WMCLASS", window_class);
    change("SDL_VIDEO_WAYLAND_WMCLASS", window_class);
    change("SDL_VIDEO_X11_NODIRECTCOLOR", "1"); /* SDL wants a colour map of its own, for games' gamma ramps */
    if (no_bus) {
        change("DBUS_SESSION_BUS_ADDRESS", "disabled:");
    }
    if (!is_wayland) {                       /* there libxkbcommon would complain */
        change("XCOMPOSEFILE", "/dev/null"); /* Xlib would swallow dead keys, which are text_input.c's business */
        change("XMODIFIERS", "@im=none");    /* and input methods are x_input_method.c's */
    }
}

void platform_environment_restore(void) {
    while (count > 0) {
        count--;
        if (changed[count].saved != NULL) {
            setenv(changed[count].name, changed[count].saved, 1);
        } else {
            unsetenv(changed[count].name);
        }
        free(changed[count].saved);
    }
}
