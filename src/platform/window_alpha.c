#include "window_alpha.h"

#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <string.h>
#include <wayland-client.h>

/* One whose pixels are those of the CPU backend; 0: there is none. */
static VisualID find_visual(void) {
    XVisualInfo info;
    VisualID found = 0;
    Display *display = XOpenDisplay(NULL);
    if (display == NULL) {
        return 0;
    }
    if (XMatchVisualInfo(display, DefaultScreen(display), 32, TrueColor, &info) != 0 && info.red_mask == 0xFF0000 &&
        info.green_mask == 0xFF00 && info.blue_mask == 0xFF) {
        found = info.visualid;
    }
    XCloseDisplay(display);
    return found;
}

bool window_alpha_keeps_from_gl(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    return driver != NULL && strcmp(driver, "x11") == 0;
}

bool window_alpha_begin(void) {
    char number[32];
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 8);
    if (!window_alpha_keeps_from_gl()) {
        return true;
    }
    VisualID visual = find_visual();
    snprintf(number, sizeof number, "%lu", visual);
    SDL_SetHint(SDL_HINT_VIDEO_X11_WINDOW_VISUALID, visual != 0 ? number : "");
    return visual != 0;
}

void window_alpha_end(void) {
    SDL_SetHint(SDL_HINT_VIDEO_X11_WINDOW_VISUALID, "");
    SDL_GL_SetAttribute(SDL_GL_ALPHA_SIZE, 0);
}

void window_alpha_commit(struct wl_surface *surface) {
    if (surface != NULL) {
        wl_surface_set_opaque_region(surface, NULL);
    }
}
