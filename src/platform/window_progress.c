#include "window_progress.h"

#include <SDL_syswm.h>
#include <X11/Xatom.h>
#include <stdio.h>

#include "window_sdl.h"

void window_progress_title(char *text, size_t size, const char *title, enum window_progress state, int percent) {
    switch (state) {
    case WINDOW_RUNNING:
        snprintf(text, size, "[%d%%] %s", percent, title);
        break;
    case WINDOW_FAILED:
        snprintf(text, size, "[failed] %s", title);
        break;
    case WINDOW_BUSY:
        snprintf(text, size, "[...] %s", title);
        break;
    case WINDOW_PAUSED:
        snprintf(text, size, "[paused %d%%] %s", percent, title);
        break;
    case WINDOW_IDLE:
    default:
        snprintf(text, size, "%s", title);
        break;
    }
}

/* A number, or none where it is 0: who reads these takes their absence for it. */
static void set_property(Display *display, Window window, const char *name, unsigned long value) {
    Atom atom = XInternAtom(display, name, False);
    if (value != 0) {
        XChangeProperty(display, window, atom, XA_CARDINAL, 32, PropModeReplace, (unsigned char *)&value, 1);
    } else {
        XDeleteProperty(display, window, atom);
    }
}

static void tell_x11(const struct window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (window->platform->display == NULL || !SDL_GetWindowWMInfo(window->sdl, &info)) {
        return;
    }
    bool shows = window->progress != WINDOW_IDLE && window->progress != WINDOW_BUSY;
    set_property(window->platform->display, info.info.x11.window, "_NET_WM_XAPP_PROGRESS",
                 shows ? (unsigned long)window->percent : 0);
    set_property(window->platform->display, info.info.x11.window, "_NET_WM_XAPP_PROGRESS_PULSE",
                 window->progress == WINDOW_BUSY);
}

void window_set_progress(struct window *window, enum window_progress state, int percent) {
    enum window_progress before = window->progress;
    int percent_before = window->percent;
    window->progress = state <= WINDOW_PAUSED ? state : WINDOW_IDLE;
    window->percent = state == WINDOW_IDLE ? 0 : percent < 0 ? window->percent : percent > 100 ? 100 : percent;
    if (window->progress != before || window->percent != percent_before) {
        tell_x11(window);
        window_show_title(window);
    }
}
