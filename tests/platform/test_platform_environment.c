/* What was changed for the start of libraries is as it was, variables that were not set included. */
#define _GNU_SOURCE
#include <stdlib.h>

#include "platform_environment.h"
#include "test.h"

static const char *value(const char *name) {
    const char *text = getenv(name);
    return text != NULL ? text : "(none)";
}

static void all_is_restored(void) {
    setenv("DISPLAY", ":1", 1);
    setenv("XMODIFIERS", "@im=ibus", 1);
    setenv("SDL_VIDEO_X11_WMCLASS", "of the user", 1);
    setenv("DBUS_SESSION_BUS_ADDRESS", "", 1);
    unsetenv("XCOMPOSEFILE");
    unsetenv("SDL_VIDEODRIVER");
    platform_environment_set("class");
    CHECK_STR(value("SDL_VIDEO_X11_WMCLASS"), "class");
    CHECK_STR(value("XMODIFIERS"), "@im=none");
    CHECK_STR(value("XCOMPOSEFILE"), "/dev/null");
    CHECK_STR(value("DBUS_SESSION_BUS_ADDRESS"), "disabled:");
    for (int i = 0; i < 2; i++) {
        platform_environment_restore();
        CHECK_STR(value("SDL_VIDEO_X11_WMCLASS"), "of the user");
        CHECK_STR(value("SDL_VIDEO_X11_NODIRECTCOLOR"), "(none)");
        CHECK_STR(value("XMODIFIERS"), "@im=ibus");
        CHECK_STR(value("XCOMPOSEFILE"), "(none)");
        CHECK_STR(value("DBUS_SESSION_BUS_ADDRESS"), "");
    }
}

/* Wayland: what is for Xlib stays as it is. */
static void wayland_is_told_less(void) {
    unsetenv("DISPLAY");
    setenv("WAYLAND_DISPLAY", "wayland-0", 1);
    setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/there", 1);
    platform_environment_set("class");
    CHECK_STR(value("SDL_VIDEO_WAYLAND_WMCLASS"), "class");
    CHECK_STR(value("XMODIFIERS"), "@im=ibus");
    CHECK_STR(value("DBUS_SESSION_BUS_ADDRESS"), "unix:path=/there");
    platform_environment_restore();
    CHECK_STR(value("SDL_VIDEO_WAYLAND_WMCLASS"), "(none)");
}

int main(void) {
    RUN(all_is_restored);
    RUN(wayland_is_told_less);
    return test_end();
}
