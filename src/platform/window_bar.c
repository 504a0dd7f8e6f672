#define _GNU_SOURCE
#include "window_bar.h"

#include <SDL_syswm.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <wayland-client.h>

#include "loop_clock.h"
#include "wayland_buffer.h"
#include "wayland_decorations.h"
#include "window_place.h"
#include "window_sdl.h"

enum { DOUBLE_CLICK_MS = 400 };
#define FONT_PT 10.0

/* ---- places */

static bool fills_screen(const struct window *window) {
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_FULLSCREEN_DESKTOP) != 0;
}

static bool is_maximized(const struct window *window) {
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_MAXIMIZED) != 0;
}

int window_bar_height(const struct window *window) {
    return window->bar.surface != NULL && !fills_screen(window) ? TITLE_BAR_HEIGHT : 0;
}

uint32_t window_bar_height_px(const struct window *window) {
    int height = window_bar_height(window);
    return height > 0 ? (uint32_t)(height * window_scale(window) + 0.5) : 0;
}

static enum title_bar_part part_at(const struct window *window, int x, int y) {
    int width = 0;
    SDL_GetWindowSize(window->sdl, &width, NULL);
    return window_bar_height(window) > 0 ? title_bar_part_at(width, x, y) : TITLE_BAR_OUTSIDE;
}

static unsigned edges_at(const struct window *window, int x, int y) {
    int width = 0, height = 0;
    SDL_GetWindowSize(window->sdl, &width, &height);
    return window_bar_height(window) > 0 && !is_maximized(window) ? title_bar_edges_at(width, height, x, y) : 0;
}

/* ---- moving and resizing: SDL's hit test, which is asked at each event of the first button */

static SDL_HitTestResult resize_of(unsigned edges) {
    static const struct {
        unsigned edges;
        SDL_HitTestResult result;
    } all[] = {{TITLE_BAR_LEFT, SDL_HITTEST_RESIZE_LEFT},
               {TITLE_BAR_RIGHT, SDL_HITTEST_RESIZE_RIGHT},
               {TITLE_BAR_TOP, SDL_HITTEST_RESIZE_TOP},
               {TITLE_BAR_BOTTOM, SDL_HITTEST_RESIZE_BOTTOM},
               {TITLE_BAR_TOP | TITLE_BAR_LEFT, SDL_HITTEST_RESIZE_TOPLEFT},
               {TITLE_BAR_TOP | TITLE_BAR_RIGHT, SDL_HITTEST_RESIZE_TOPRIGHT},
               {TITLE_BAR_BOTTOM | TITLE_BAR_LEFT, SDL_HITTEST_RESIZE_BOTTOMLEFT},
               {TITLE_BAR_BOTTOM | TITLE_BAR_RIGHT, SDL_HITTEST_RESIZE_BOTTOMRIGHT}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (all[i].edges == edges) {
            return all[i].result;
        }
    }
    return SDL_HITTEST_NORMAL;
}

static bool begins_drag(struct window_bar *bar) {
    int64_t now = loop_clock_ms();
    bool first = now - bar->dragged_ms >= DOUBLE_CLICK_MS;
    bar->dragged_ms = first ? now : bar->dragged_ms;
    return first;
}

/* What SDL moves or resizes by, it does not tell as a click: so a second press is told, as one on the title. A release
 * of what SDL has told must not be swallowed: SDL would take the button for held. */
static SDL_HitTestResult hit_test(SDL_Window *sdl, const SDL_Point *at, void *user) {
    struct window *window = user;
    unsigned edges = edges_at(window, at->x, at->y);
    (void)sdl;
    if ((SDL_GetMouseState(NULL, NULL) & SDL_BUTTON_LMASK) != 0) {
        return SDL_HITTEST_NORMAL;
    }
    if (edges != 0) {
        return resize_of(edges);
    }
    bool drags = part_at(window, at->x, at->y) == TITLE_BAR_TITLE && begins_drag(&window->bar);
    return drags ? SDL_HITTEST_DRAGGABLE : SDL_HITTEST_NORMAL;
}

/* ---- pictures */

/* Fonts of the bar's size. Without them there is no title. */
static struct font_set *fonts_of(struct window_bar_fonts *fonts, uint32_t scale) {
    struct font_options options = FONT_OPTIONS_INIT;
    char error[256];
    options.size_pt = FONT_PT;
    options.dpi = 96.0 * scale;
    if (fonts->set == NULL) {
        fonts->set = font_set_create(&options, error, sizeof error);
    } else if (fonts->scale != scale) {
        font_set_resize(fonts->set, options.size_pt, options.dpi, error, sizeof error);
    }
    fonts->scale = scale;
    return fonts->set;
}

static void drop_buffer(struct window_bar *bar) {
    if (bar->buffer != NULL) {
        wl_buffer_destroy(bar->buffer);
        bar->buffer = NULL;
    }
}

/* The one before is not needed any more once this one is committed. */
static void show(struct window *window, struct wl_buffer *buffer, uint32_t scale) {
    struct wl_surface *surface = window->bar.surface;
    wl_surface_set_buffer_scale(surface, (int32_t)scale);
    wl_surface_attach(surface, buffer, 0, 0);
    wl_surface_damage(surface, 0, 0, INT32_MAX, INT32_MAX);
    wl_surface_commit(surface);
    drop_buffer(&window->bar);
    window->bar.buffer = buffer;
    wl_display_flush(window->platform->wayland);
}

static void draw(struct window *window, const struct title_bar_look *look, int width) {
    uint32_t scale = (uint32_t)(window_scale(window) + 0.99);
    struct title_bar_picture picture = {NULL, (uint32_t)width * scale, TITLE_BAR_HEIGHT * scale, scale};
    struct wl_buffer *buffer =
        wayland_buffer_create(window->platform->seat.shm, picture.width, picture.height, false, &picture.pixels);
    if (buffer != NULL) {
        title_bar_draw(&picture, look, fonts_of(&window->platform->bar_fonts, scale));
        munmap(picture.pixels, (size_t)picture.width * picture.height * sizeof *picture.pixels);
        show(window, buffer, scale);
    }
}

static struct title_bar_look look_of(const struct window *window) {
    struct title_bar_look look;
    memset(&look, 0, sizeof look); /* compared as bytes */
    snprintf(look.title, sizeof look.title, "%s", SDL_GetWindowTitle(window->sdl));
    look.focused = (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_INPUT_FOCUS) != 0;
    look.maximized = is_maximized(window);
    look.below = window->bar.below;
    look.pressed = window->bar.pressed;
    return look;
}

void window_bar_update(struct window *window) {
    struct window_bar *bar = &window->bar;
    int width = 0;
    if (bar->surface == NULL) {
        return;
    }
    SDL_GetWindowSize(window->sdl, &width, NULL);
    width = window_bar_height(window) > 0 ? width : 0;
    struct title_bar_look look = look_of(window);
    if (width == bar->shown_width && (width == 0 || memcmp(&look, &bar->shown, sizeof look) == 0)) {
        return;
    }
    if (width > 0) {
        draw(window, &look, width);
    } else {
        show(window, NULL, 1);
    }
    bar->shown = look;
    bar->shown_width = width;
}

/* ---- the pointer */

static SDL_SystemCursor cursor_of(unsigned edges) {
    switch (edges) {
    case TITLE_BAR_LEFT:
    case TITLE_BAR_RIGHT:
        return SDL_SYSTEM_CURSOR_SIZEWE;
    case TITLE_BAR_TOP:
    case TITLE_BAR_BOTTOM:
        return SDL_SYSTEM_CURSOR_SIZENS;
    case TITLE_BAR_TOP | TITLE_BAR_LEFT:
    case TITLE_BAR_BOTTOM | TITLE_BAR_RIGHT:
        return SDL_SYSTEM_CURSOR_SIZENWSE;
    case TITLE_BAR_TOP | TITLE_BAR_RIGHT:
    case TITLE_BAR_BOTTOM | TITLE_BAR_LEFT:
        return SDL_SYSTEM_CURSOR_SIZENESW;
    default:
        return SDL_SYSTEM_CURSOR_ARROW;
    }
}

static void show_pointer(struct window *window, unsigned edges) {
    bool own = edges != 0 || window->bar.below != TITLE_BAR_OUTSIDE;
    if (own) {
        window_show_pointer(window, cursor_of(edges));
    } else if (window->bar.has_pointer_shape) {
        window_show_pointer(window, window->pointer);
    }
    window->bar.has_pointer_shape = own;
}

static void press(struct window *window, enum title_bar_part part) {
    if (part == TITLE_BAR_TITLE) {
        window_maximize(window, is_maximized(window) ? WINDOW_NORMAL : WINDOW_MAXIMIZED);
    } else {
        window->bar.pressed = part;
    }
}

static void act(struct window *window, enum title_bar_part part) {
    if (part == TITLE_BAR_CLOSE) {
        window->sink.close(window->sink.user);
    } else if (part == TITLE_BAR_MINIMIZE) {
        window_minimize(window);
    } else if (part == TITLE_BAR_MAXIMIZE) {
        window_maximize(window, is_maximized(window) ? WINDOW_NORMAL : WINDOW_MAXIMIZED);
    }
}

bool window_bar_button(struct window *window, const SDL_MouseButtonEvent *button) {
    struct window_bar *bar = &window->bar;
    enum title_bar_part part = part_at(window, button->x, button->y), pressed = bar->pressed;
    bool down = button->type == SDL_MOUSEBUTTONDOWN;
    if (down ? part == TITLE_BAR_OUTSIDE : pressed == TITLE_BAR_OUTSIDE) {
        return false;
    }
    if (down && button->button == SDL_BUTTON_LEFT) {
        press(window, part);
    } else if (!down && button->button == SDL_BUTTON_LEFT) {
        bar->pressed = TITLE_BAR_OUTSIDE;
        if (part == pressed) {
            act(window, part);
        }
    }
    window_bar_update(window);
    return true;
}

bool window_bar_motion(struct window *window, int x, int y) {
    struct window_bar *bar = &window->bar;
    bool held = (SDL_GetMouseState(NULL, NULL) & SDL_BUTTON_LMASK) != 0;
    if (bar->surface == NULL || (held && bar->pressed == TITLE_BAR_OUTSIDE)) {
        return false; /* what began below goes on there */
    }
    bar->below = part_at(window, x, y);
    show_pointer(window, edges_at(window, x, y));
    window_bar_update(window);
    return bar->below != TITLE_BAR_OUTSIDE || bar->pressed != TITLE_BAR_OUTSIDE;
}

void window_bar_left(struct window *window) {
    window->bar.below = TITLE_BAR_OUTSIDE;
    window_bar_update(window);
}

/* ---- start and stop */

static bool is_needed(const struct platform *platform) {
    const struct wayland_seat *seat = &platform->seat;
    return platform->wayland != NULL && !seat->draws_frames && !wayland_decorations_are_drawn() && seat->shm != NULL &&
           seat->compositor != NULL && seat->subcompositor != NULL;
}

/* The pointer goes through it. */
static void take_no_input(struct wl_compositor *compositor, struct wl_surface *surface) {
    struct wl_region *nothing = wl_compositor_create_region(compositor);
    wl_surface_set_input_region(surface, nothing);
    wl_region_destroy(nothing);
}

void window_bar_start(struct window *window) {
    const struct wayland_seat *seat = &window->platform->seat;
    struct window_bar *bar = &window->bar;
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!is_needed(window->platform) || !SDL_GetWindowWMInfo(window->sdl, &info) ||
        SDL_SetWindowHitTest(window->sdl, hit_test, window) != 0) {
        return;
    }
    bar->surface = wl_compositor_create_surface(seat->compositor);
    bar->place = wl_subcompositor_get_subsurface(seat->subcompositor, bar->surface, info.info.wl.surface);
    wl_subsurface_set_desync(bar->place);
    take_no_input(seat->compositor, bar->surface);
}

void window_bar_stop(struct window *window) {
    struct window_bar *bar = &window->bar;
    if (bar->surface != NULL) {
        SDL_SetWindowHitTest(window->sdl, NULL, NULL);
        wl_subsurface_destroy(bar->place);
        wl_surface_destroy(bar->surface);
    }
    drop_buffer(bar);
    memset(bar, 0, sizeof *bar);
}
