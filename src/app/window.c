#define _GNU_SOURCE
#include "window.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_backend.h"
#include "keyboard.h"
#include "window_gl.h"
#include "window_surface.h"
#include "x_errors.h"

/* Mesa's software drivers take note of a new size of the window only two swaps later, and what was drawn before is cut
 * to the old one. */
#define GL_WHOLE_PICTURES 3

struct window {
    SDL_Window *sdl;
    struct backend *backend; /* of one of the next two */
    struct window_gl gl;     /* context NULL: the CPU draws */
    struct window_surface surface;
    Display *display;   /* X11, else NULL */
    bool keeps_picture; /* of GL: by a swap */
    bool lost;          /* the surface has not held the last picture since the last one was shown */
    int64_t lose_gl;    /* window_lose_gl */
    char warning[512];  /* empty: none */
    SDL_Cursor *cursors[SDL_NUM_SYSTEM_CURSORS]; /* made when first used */
    SDL_SystemCursor pointer;
    char title[1024];
};

/* SDL falls back to a driver without a screen when it finds no display. One asked for by name is meant so. */
static bool has_display(char *error, size_t error_size) {
    const char *driver = SDL_GetCurrentVideoDriver(), *wanted = getenv("SDL_VIDEODRIVER");
    bool blind = driver == NULL || strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0;
    if (blind && (driver == NULL || wanted == NULL || strcmp(driver, wanted) != 0)) {
        const char *display = getenv("DISPLAY");
        display = display != NULL && display[0] != '\0' ? display : getenv("WAYLAND_DISPLAY");
        snprintf(error, error_size, "no display: %s%s ('quire render' and 'quire dump' need none)",
                 display != NULL && display[0] != '\0' ? "cannot open " : "neither DISPLAY nor WAYLAND_DISPLAY is set",
                 display != NULL ? display : "");
        return false;
    }
    return true;
}

/* The names must be in the environment while SDL starts; the programs in the terminal must not inherit them. */
static bool start_video(const char *window_class, char *error, size_t error_size) {
    setenv("SDL_VIDEO_X11_WMCLASS", window_class, 1);
    setenv("SDL_VIDEO_WAYLAND_WMCLASS", window_class, 1);
    setenv("SDL_VIDEO_X11_NODIRECTCOLOR", "1", 1); /* SDL wants a colour map of its own, for games' gamma ramps */
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    keyboard_prepare_environment();
    bool started = SDL_Init(SDL_INIT_VIDEO) == 0;
    if (!started) {
        snprintf(error, error_size, "no display: %s", SDL_GetError());
    } else if (!has_display(error, error_size)) {
        SDL_Quit();
        started = false;
    } else {
        x_errors_install(); /* SDL has set handlers of its own */
    }
    return started;
}

/* A window with GL, if it is wished for and good for something. False: there is none, and perhaps a warning. */
static bool make_gl_window(struct window *window, enum backend_wish wish) {
    char reason[400] = "the driver draws by the CPU, too";
    if (!window_gl_wanted(wish)) {
        return false;
    }
    if (window_gl_create(&window->gl, window->title, reason, sizeof reason)) {
        bool chosen = backend_choose(wish, window_gl_name()) == BACKEND_GL;
        window->backend = chosen ? gl_backend_create(reason, sizeof reason) : NULL;
        if (window->backend != NULL) {
            window->sdl = window->gl.window;
            return true;
        }
        window_gl_destroy(&window->gl);
    }
    if (wish == BACKEND_WISH_GL) {
        snprintf(window->warning, sizeof window->warning, "renderer = gl: %s; drawing by the CPU", reason);
    }
    return false;
}

/* Left to itself, SDL would put its surface on the screen by GL. */
static void keep_surface_from_gl(void) {
    const char *driver = SDL_GetCurrentVideoDriver();
    if (driver != NULL && strcmp(driver, "x11") == 0) {
        SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    }
}

static bool make_plain_window(struct window *window, char *error, size_t error_size) {
    keep_surface_from_gl();
    window->sdl = SDL_CreateWindow(window->title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 640, 400,
                                   SDL_WINDOW_RESIZABLE | SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI);
    if (window->sdl == NULL) {
        snprintf(error, error_size, "cannot open a window: %s", SDL_GetError());
        return false;
    }
    bool made = window_surface_init(&window->surface, window->sdl, error, error_size);
    window->backend = window->surface.backend;
    return made;
}

static void find_display(struct window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11) {
        window->display = info.info.x11.display;
    }
}

/* By contract a back buffer is lost by a swap. Mesa's software drivers copy it on X11, and there redrawing everything
 * would cost most. */
static bool keeps_picture(const struct window *window) {
    const char *name = window->gl.context != NULL ? window_gl_name() : NULL;
    return window->display != NULL && name != NULL &&
           (strstr(name, "llvmpipe") != NULL || strstr(name, "softpipe") != NULL);
}

struct window *window_create(const char *window_class, const char *title, enum backend_wish wish, char *error,
                             size_t error_size) {
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    snprintf(window->title, sizeof window->title, "%s", title);
    bool started = start_video(window_class, error, error_size);
    bool made = started && (make_gl_window(window, wish) || make_plain_window(window, error, error_size));
    keyboard_restore_environment();
    unsetenv("SDL_VIDEO_X11_WMCLASS");
    unsetenv("SDL_VIDEO_WAYLAND_WMCLASS");
    unsetenv("SDL_VIDEO_X11_NODIRECTCOLOR");
    if (!made) {
        if (started) {
            window_destroy(window);
        } else {
            free(window);
        }
        return NULL;
    }
    window->pointer = SDL_SYSTEM_CURSOR_ARROW;
    find_display(window);
    window->keeps_picture = keeps_picture(window);
    return window;
}

void window_destroy(struct window *window) {
    if (window == NULL) {
        return;
    }
    for (size_t i = 0; i < SDL_NUM_SYSTEM_CURSORS; i++) {
        if (window->cursors[i] != NULL) {
            SDL_FreeCursor(window->cursors[i]);
        }
    }
    if (window->gl.context != NULL) {
        backend_destroy(window->backend);
        window_gl_destroy(&window->gl);
    } else {
        window_surface_finish(&window->surface);
        SDL_DestroyWindow(window->sdl);
    }
    SDL_Quit();
    free(window);
}

const char *window_warning(const struct window *window) {
    return window->warning[0] != '\0' ? window->warning : NULL;
}

struct backend *window_backend(const struct window *window) {
    return window->backend;
}

int window_whole_pictures(const struct window *window) {
    return window->gl.context != NULL ? GL_WHOLE_PICTURES : 1;
}

SDL_Window *window_sdl(struct window *window) {
    return window->sdl;
}

static void drawable_size(const struct window *window, int *width_px, int *height_px) {
#if SDL_VERSION_ATLEAST(2, 26, 0)
    SDL_GetWindowSizeInPixels(window->sdl, width_px, height_px);
#else
    if (window->gl.context != NULL) {
        SDL_GL_GetDrawableSize(window->sdl, width_px, height_px);
    } else {
        SDL_GetWindowSize(window->sdl, width_px, height_px); /* of this size is SDL's surface there */
    }
#endif
}

double window_scale(const struct window *window) {
    int width, height, width_px, height_px;
    SDL_GetWindowSize(window->sdl, &width, &height);
    drawable_size(window, &width_px, &height_px);
    return width > 0 && width_px > 0 ? (double)width_px / width : 1.0;
}

/* X11 has no scale; desktops put what they want into the resource Xft.dpi. */
static double x11_dpi(Display *display) {
    const char *resources = XResourceManagerString(display);
    const char *entry = resources != NULL ? strstr(resources, "Xft.dpi:") : NULL;
    double dpi = entry != NULL ? atof(entry + strlen("Xft.dpi:")) : 0.0;
    return dpi >= 48.0 && dpi <= 768.0 ? dpi : 96.0;
}

double window_dpi(const struct window *window) {
    return window->display != NULL ? x11_dpi(window->display) : 96.0 * window_scale(window);
}

void window_size_px(const struct window *window, uint32_t *width_px, uint32_t *height_px) {
    int width, height;
    drawable_size(window, &width, &height);
    *width_px = width > 0 ? (uint32_t)width : 1;
    *height_px = height > 0 ? (uint32_t)height : 1;
}

void window_resize_px(struct window *window, uint32_t width_px, uint32_t height_px) {
    double scale = window_scale(window);
    SDL_SetWindowSize(window->sdl, (int)(width_px / scale + 0.5), (int)(height_px / scale + 0.5));
}

/* SDL says that the user chose the place, which is that of the size before; the window manager knows a better one. */
static void leave_place_to_manager(const struct window *window) {
    SDL_SysWMinfo info;
    XSizeHints *hints = XAllocSizeHints();
    long given;
    SDL_VERSION(&info.version);
    if (hints != NULL && SDL_GetWindowWMInfo(window->sdl, &info) &&
        XGetWMNormalHints(window->display, info.info.x11.window, hints, &given) != 0) {
        hints->flags &= ~(USPosition | PPosition);
        XSetWMNormalHints(window->display, info.info.x11.window, hints);
    }
    if (hints != NULL) {
        XFree(hints);
    }
}

void window_show(struct window *window) {
    SDL_SetWindowPosition(window->sdl, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED); /* where nobody manages */
    if (window->display != NULL) {
        leave_place_to_manager(window);
    }
    SDL_ShowWindow(window->sdl);
}

int window_refresh_ms(const struct window *window) {
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(window->sdl);
    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate < 24) {
        return 16;
    }
    return 1000 / mode.refresh_rate > 0 ? 1000 / mode.refresh_rate : 1;
}

void window_lose_gl(struct window *window, int64_t pictures) {
    window->lose_gl = pictures;
}

static bool gl_lost(struct window *window) {
    bool counted = window->lose_gl > 0 && --window->lose_gl == 0;
    return window->gl.context != NULL && (counted || window_gl_lost(&window->gl));
}

bool window_gl_fell_back(struct window *window) {
    char error[256];
    if (!gl_lost(window) || !window_surface_init(&window->surface, window->sdl, error, sizeof error)) {
        return false;
    }
    backend_destroy(window->backend);
    window->sdl = window_gl_leave(&window->gl);
    window->backend = window->surface.backend;
    window->lost = true;
    keep_surface_from_gl();
    return true;
}

bool window_begin_picture(struct window *window) {
    if (window->gl.context != NULL) {
        return window->keeps_picture;
    }
    window->lost = !window_surface_begin(&window->surface) || window->lost;
    return !window->lost;
}

void window_show_picture(struct window *window, const struct backend_area *areas, uint32_t count) {
    if (window->gl.context != NULL) {
        SDL_GL_SwapWindow(window->sdl);
        return;
    }
    window_surface_show(&window->surface, areas, count);
    window->lost = window->surface.target.pixels == NULL;
}

void window_set_title(struct window *window, const char *title) {
    if (strncmp(window->title, title, sizeof window->title - 1) != 0) {
        snprintf(window->title, sizeof window->title, "%s", title);
        SDL_SetWindowTitle(window->sdl, title);
    }
}

bool window_is_fullscreen(const struct window *window) {
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

void window_set_fullscreen(struct window *window, bool fullscreen) {
    if (fullscreen != window_is_fullscreen(window)) {
        SDL_SetWindowFullscreen(window->sdl, fullscreen ? SDL_WINDOW_FULLSCREEN_DESKTOP : 0);
    }
}

void window_toggle_fullscreen(struct window *window) {
    window_set_fullscreen(window, !window_is_fullscreen(window));
}

static SDL_SystemCursor cursor_of(const char *name) {
    static const struct {
        const char *name;
        SDL_SystemCursor cursor;
    } names[] = {{"default", SDL_SYSTEM_CURSOR_ARROW},       {"arrow", SDL_SYSTEM_CURSOR_ARROW},
                 {"pointer", SDL_SYSTEM_CURSOR_HAND},        {"hand", SDL_SYSTEM_CURSOR_HAND},
                 {"grab", SDL_SYSTEM_CURSOR_HAND},           {"wait", SDL_SYSTEM_CURSOR_WAIT},
                 {"progress", SDL_SYSTEM_CURSOR_WAITARROW},  {"crosshair", SDL_SYSTEM_CURSOR_CROSSHAIR},
                 {"cell", SDL_SYSTEM_CURSOR_CROSSHAIR},      {"move", SDL_SYSTEM_CURSOR_SIZEALL},
                 {"all-scroll", SDL_SYSTEM_CURSOR_SIZEALL},  {"not-allowed", SDL_SYSTEM_CURSOR_NO},
                 {"no-drop", SDL_SYSTEM_CURSOR_NO},          {"ew-resize", SDL_SYSTEM_CURSOR_SIZEWE},
                 {"col-resize", SDL_SYSTEM_CURSOR_SIZEWE},   {"e-resize", SDL_SYSTEM_CURSOR_SIZEWE},
                 {"w-resize", SDL_SYSTEM_CURSOR_SIZEWE},     {"ns-resize", SDL_SYSTEM_CURSOR_SIZENS},
                 {"row-resize", SDL_SYSTEM_CURSOR_SIZENS},   {"n-resize", SDL_SYSTEM_CURSOR_SIZENS},
                 {"s-resize", SDL_SYSTEM_CURSOR_SIZENS},     {"nwse-resize", SDL_SYSTEM_CURSOR_SIZENWSE},
                 {"nesw-resize", SDL_SYSTEM_CURSOR_SIZENESW}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(names[i].name, name) == 0) {
            return names[i].cursor;
        }
    }
    return SDL_SYSTEM_CURSOR_IBEAM;
}

void window_set_pointer(struct window *window, const char *name) {
    SDL_SystemCursor wanted = cursor_of(name);
    if (wanted == window->pointer) {
        return;
    }
    if (window->cursors[wanted] == NULL) {
        window->cursors[wanted] = SDL_CreateSystemCursor(wanted);
    }
    if (window->cursors[wanted] != NULL) {
        SDL_SetCursor(window->cursors[wanted]);
        window->pointer = wanted;
    }
}

void window_alert(struct window *window) {
    SDL_FlashWindow(window->sdl, SDL_FLASH_UNTIL_FOCUSED);
}

int window_display_descriptor(const struct window *window) {
    return window->display != NULL ? XConnectionNumber(window->display) : -1;
}

bool window_events_pending(const struct window *window) {
    return window->display != NULL && XEventsQueued(window->display, QueuedAfterFlush) > 0;
}
