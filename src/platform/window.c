#define _GNU_SOURCE
#include "window.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gl_backend.h"
#include "wayland_decorations.h"
#include "wayland_plain_window.h"
#include "window_alpha.h"
#include "window_sdl.h"

/* Mesa's software drivers take note of a new size of the window only two swaps later, and what was drawn before is cut
 * to the old one. */
#define GL_WHOLE_PICTURES 3

/* A window with GL, if it is wished for and good for something. False: there is none, and perhaps a warning. */
static bool make_gl_window(struct window *window, enum backend_wish wish) {
    char reason[400] = "the driver draws by the CPU, too";
    if (!window_gl_wanted(wish)) {
        return false;
    }
    if (window->alpha && window_alpha_keeps_from_gl()) {
        snprintf(reason, sizeof reason, "background-opacity is below 1, and this is X11");
    } else if (window_gl_create(&window->gl, window->title, reason, sizeof reason)) {
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

static void lose_picture(void *user) {
    struct window *window = user;
    window->sink.exposed(window->sink.user);
}

static bool make_surface(struct window *window, char *error, size_t error_size) {
    struct window_shm_sink sink = {window, lose_picture};
    return window_surface_init(&window->surface, window->platform->loop, window->sdl, window->alpha, &sink, error,
                               error_size);
}

static bool make_plain_window(struct window *window, char *error, size_t error_size) {
    keep_surface_from_gl();
    window->sdl = SDL_CreateWindow(window->title, SDL_WINDOWPOS_UNDEFINED, SDL_WINDOWPOS_UNDEFINED, 640, 400,
                                   SDL_WINDOW_RESIZABLE | SDL_WINDOW_HIDDEN | SDL_WINDOW_ALLOW_HIGHDPI |
                                       wayland_plain_window_flags());
    if (window->sdl == NULL) {
        snprintf(error, error_size, "cannot open a window: %s", SDL_GetError());
        return false;
    }
    bool made = make_surface(window, error, error_size);
    window->backend = window->surface.backend;
    return made;
}

/* By contract a back buffer is lost by a swap. Mesa's software drivers copy it on X11, and there redrawing everything
 * would cost most. */
static bool keeps_picture(const struct window *window) {
    const char *name = window->gl.context != NULL ? window_gl_name() : NULL;
    return window->platform->display != NULL && name != NULL &&
           (strstr(name, "llvmpipe") != NULL || strstr(name, "softpipe") != NULL);
}

bool window_start_keyboard(struct window *window, char *error, size_t error_size) {
    struct keyboard_sink sink = {window->sink.user, window->sink.stroke, window->sink.text, window->sink.preedit};
    window->keyboard = keyboard_create(window->sdl, &sink);
    if (window->keyboard == NULL) {
        snprintf(error, error_size, "cannot read the keyboard: libxkbcommon does not start");
    } else if (window->platform->text_input.object != NULL) {
        keyboard_leave_texts(window->keyboard);
    }
    return window->keyboard != NULL;
}

static void show_frame(void *user, int64_t now) {
    struct window *window = user;
    (void)now;
    window_bar_update(window);
    wayland_decorations_show(window->sdl);
}

static void start_activation(struct window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_WAYLAND) {
        wayland_activation_start(&window->activation, &window->platform->seat, info.info.wl.surface);
    }
}

static void tell_seen(void *user, bool seen) {
    struct window *window = user;
    window->sink.shown(window->sink.user, seen);
    if (seen) {
        window->sink.exposed(window->sink.user);
    }
}

static bool make(struct window *window, const struct window_options *options, char *error, size_t error_size) {
    window->alpha = options->alpha && window_alpha_begin();
    bool made = make_gl_window(window, options->backend) || make_plain_window(window, error, error_size);
    if (options->alpha) {
        window_alpha_end();
    }
    return made;
}

struct window *window_create(struct platform *platform, const struct window_options *options,
                             const struct window_sink *sink, char *error, size_t error_size) {
    struct window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    snprintf(window->title, sizeof window->title, "%s", options->title);
    window->frame = (struct timer)TIMER_INIT(show_frame, window);
    window->platform = platform;
    window->sink = *sink;
    window->next = platform->windows;
    platform->windows = window;
    bool made = make(window, options, error, error_size);
    if (made) {
        platform_find_display(platform, window->sdl);
        window->id = SDL_GetWindowID(window->sdl);
        window->pointer = SDL_SYSTEM_CURSOR_ARROW;
        window->keeps_picture = keeps_picture(window);
        window_bar_start(window);
        start_activation(window);
        window_resize_start(window);
        wayland_seen_start(&window->seen, platform->loop, window->sdl, tell_seen, window);
    }
    if (!made) {
        window_destroy(window);
        return NULL;
    }
    return window;
}

static void leave_platform(struct window *window) {
    struct window **at = &window->platform->windows;
    while (*at != window) {
        at = &(*at)->next;
    }
    *at = window->next;
}

void window_destroy(struct window *window) {
    if (window == NULL) {
        return;
    }
    leave_platform(window);
    event_loop_stop_timer(window->platform->loop, &window->frame);
    wayland_seen_stop(&window->seen);
    window_bar_stop(window);
    window_resize_stop(window);
    wayland_activation_stop(&window->activation);
    window_make_current(window);
    keyboard_destroy(window->keyboard);
    x11_drop_finish(&window->drop);
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
    free(window);
}

const char *window_warning(const struct window *window) {
    return window->warning[0] != '\0' ? window->warning : NULL;
}

bool window_has_alpha(const struct window *window) {
    return window->alpha;
}

struct backend *window_backend(const struct window *window) {
    return window->backend;
}

int window_whole_pictures(const struct window *window) {
    return window->gl.context != NULL ? GL_WHOLE_PICTURES : 1;
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

double window_dpi(const struct window *window) {
    return window->platform->display != NULL ? window->platform->x11_dpi : 96.0 * window_scale(window);
}

void window_size_px(const struct window *window, uint32_t *width_px, uint32_t *height_px) {
    int width, height;
    drawable_size(window, &width, &height);
    height -= (int)window_bar_height_px(window);
    *width_px = width > 0 ? (uint32_t)width : 1;
    *height_px = height > 0 ? (uint32_t)height : 1;
}

void window_resize_px(struct window *window, uint32_t width_px, uint32_t height_px) {
    double scale = window_scale(window);
    SDL_SetWindowSize(window->sdl, (int)(width_px / scale + 0.5),
                      (int)(height_px / scale + 0.5) + window_bar_height(window));
}

/* A window that was asked for in another one of this process, which has the keyboard. (The first has the token that the
 * program was started with, by SDL.) */
static void come_to_front(struct window *window) {
    const struct wl_surface *focused = window->platform->seat.focused;
    if (focused != NULL && focused != window->activation.surface) {
        wayland_activation_raise(&window->activation, NULL);
    }
}

void window_show(struct window *window) {
    window_begin_place(window);
    SDL_ShowWindow(window->sdl);
    window_began(window);
    window_bar_update(window);
    come_to_front(window);
}

int window_refresh_ms(const struct window *window) {
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(window->sdl);
    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate < 24) {
        return 16;
    }
    return 1000 / mode.refresh_rate > 0 ? 1000 / mode.refresh_rate : 1;
}

void window_make_current(struct window *window) {
    if (window->gl.context != NULL) {
        SDL_GL_MakeCurrent(window->sdl, window->gl.context);
    }
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
    window_make_current(window);
    if (!gl_lost(window) || !make_surface(window, error, sizeof error)) {
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
    window_make_current(window);
    if (window->gl.context != NULL) {
        return window->keeps_picture;
    }
    window->lost = !window_surface_begin(&window->surface, window_bar_height_px(window)) || window->lost;
    return !window->lost;
}

void window_show_picture(struct window *window, const struct backend_area *areas, uint32_t count) {
    wayland_seen_picture(&window->seen);
    if (window->alpha) {
        window_alpha_commit(window->activation.surface);
    }
    if (window->gl.context != NULL) {
        SDL_GL_SwapWindow(window->sdl);
    } else {
        window_surface_show(&window->surface, areas, count);
        window->lost = window->surface.target.pixels == NULL;
    }
    window_resize_shown(window);
}

void window_show_title(struct window *window) {
    char text[sizeof window->title + 32];
    window_progress_title(text, sizeof text, window->title, window->progress, window->percent);
    SDL_SetWindowTitle(window->sdl, text);
    window_bar_update(window);
}

void window_set_title(struct window *window, const char *title) {
    if (strncmp(window->title, title, sizeof window->title - 1) != 0) {
        snprintf(window->title, sizeof window->title, "%s", title);
        window_show_title(window);
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

void window_show_pointer(struct window *window, SDL_SystemCursor shape) {
    if (window->cursors[shape] == NULL) {
        window->cursors[shape] = SDL_CreateSystemCursor(shape);
    }
    if (window->cursors[shape] != NULL) {
        SDL_SetCursor(window->cursors[shape]);
    }
}

void window_set_pointer(struct window *window, const char *name) {
    SDL_SystemCursor wanted = cursor_of(name);
    if (wanted != window->pointer) {
        window->pointer = wanted;
        window_show_pointer(window, wanted);
    }
}

void window_alert(struct window *window) {
    SDL_FlashWindow(window->sdl, SDL_FLASH_UNTIL_FOCUSED);
}

/* SDL keeps it for the process: there is one pointer. */
static void show_pointer(int wanted) {
    if (SDL_ShowCursor(SDL_QUERY) != wanted) {
        SDL_ShowCursor(wanted);
    }
}

void window_hide_pointer(struct window *window) {
    if (SDL_GetMouseFocus() == window->sdl) {
        show_pointer(SDL_DISABLE);
    }
}

void window_reveal_pointer(void) {
    show_pointer(SDL_ENABLE);
}

void window_capture_pointer(struct window *window, bool capture) {
    (void)window;
    SDL_CaptureMouse(capture ? SDL_TRUE : SDL_FALSE);
}

void window_raise(struct window *window, const char *token) {
    if (!wayland_activation_raise(&window->activation, token)) {
        SDL_RaiseWindow(window->sdl);
    }
}

void window_minimize(struct window *window) {
    SDL_MinimizeWindow(window->sdl);
}

void window_restore(struct window *window) {
    if ((SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_MINIMIZED) != 0) {
        SDL_RestoreWindow(window->sdl);
    }
}

void window_tell_cursor(struct window *window) {
    const SDL_Rect *at = &window->text_cursor;
    struct wayland_text_input *texts = &window->platform->text_input;
    if (texts->object != NULL) {
        wayland_text_input_place(texts, window->activation.surface, at->x, at->y, at->w, at->h);
    } else {
        keyboard_place(window->keyboard, at->x, at->y, at->w, at->h);
    }
}

void window_place_cursor(struct window *window, int x_px, int y_px, int width_px, int height_px) {
    double scale = window_scale(window);
    window->text_cursor = (SDL_Rect){(int)(x_px / scale), (int)(y_px / scale) + window_bar_height(window),
                                     (int)(width_px / scale), (int)(height_px / scale)};
    window_tell_cursor(window);
}

unsigned long window_x11_id(const struct window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool known = SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11;
    return known ? info.info.x11.window : 0;
}

const char *window_keyboard_source(const struct window *window) {
    return keyboard_source(window->keyboard);
}
