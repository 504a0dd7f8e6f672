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
#include "x_errors.h"

#define GL_RENDERER_NAME 0x1F01u

struct window {
    SDL_Window *sdl;
    SDL_GLContext context;
    struct backend *backend;
    Display *display; /* X11, else NULL */
    bool keeps_picture;
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

static bool make_context(struct window *window, char *error, size_t error_size) {
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 3);
    SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_CORE);
    SDL_GL_SetAttribute(SDL_GL_DOUBLEBUFFER, 1);
    SDL_GL_SetAttribute(SDL_GL_DEPTH_SIZE, 0);
    SDL_GL_SetAttribute(SDL_GL_STENCIL_SIZE, 0);
    window->sdl =
        SDL_CreateWindow(window->title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 640, 400,
                         SDL_WINDOW_OPENGL | SDL_WINDOW_RESIZABLE | SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI);
    window->context = window->sdl != NULL ? SDL_GL_CreateContext(window->sdl) : NULL;
    if (window->context == NULL) {
        snprintf(error, error_size, "cannot open a window with OpenGL 3.3: %s", SDL_GetError());
        return false;
    }
    SDL_GL_SetSwapInterval(0); /* the loop paces itself; a swap must not block it */
    window->backend = gl_backend_create(error, error_size);
    return window->backend != NULL;
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
    typedef const unsigned char *get_string_function(unsigned name);
    get_string_function *get_string = NULL;
    void *address = SDL_GL_GetProcAddress("glGetString");
    memcpy(&get_string, &address, sizeof address);
    const char *renderer = get_string != NULL ? (const char *)get_string(GL_RENDERER_NAME) : NULL;
    return window->display != NULL && renderer != NULL &&
           (strstr(renderer, "llvmpipe") != NULL || strstr(renderer, "softpipe") != NULL);
}

struct window *window_create(const char *window_class, const char *title, char *error, size_t error_size) {
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    snprintf(window->title, sizeof window->title, "%s", title);
    bool started = start_video(window_class, error, error_size);
    bool made = started && make_context(window, error, error_size);
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
    backend_destroy(window->backend);
    if (window->context != NULL) {
        SDL_GL_DeleteContext(window->context);
    }
    if (window->sdl != NULL) {
        SDL_DestroyWindow(window->sdl);
    }
    SDL_Quit();
    free(window);
}

struct backend *window_backend(const struct window *window) {
    return window->backend;
}

SDL_Window *window_sdl(struct window *window) {
    return window->sdl;
}

double window_scale(const struct window *window) {
    int width, height, width_px, height_px;
    SDL_GetWindowSize(window->sdl, &width, &height);
    SDL_GL_GetDrawableSize(window->sdl, &width_px, &height_px);
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
    SDL_GL_GetDrawableSize(window->sdl, &width, &height);
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

bool window_keeps_picture(const struct window *window) {
    return window->keeps_picture;
}

void window_swap(struct window *window) {
    SDL_GL_SwapWindow(window->sdl);
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
