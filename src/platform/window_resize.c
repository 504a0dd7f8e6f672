#include "window_resize.h"

#include <SDL_syswm.h>

#include "loop_clock.h"
#include "window_sdl.h"

/* The window manager does not wait longer for a picture; it has no patience of its own that one could rely on. */
enum { LATE_MS = 200 };

static void give_up(void *user, int64_t now) {
    struct window *window = user;
    (void)now;
    x11_resize_shown(&window->resize.x11);
}

void window_resize_start(struct window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    window->resize.late = (struct timer)TIMER_INIT(give_up, window);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11) {
        x11_resize_start(&window->resize.x11, info.info.x11.display, info.info.x11.window);
    }
}

void window_resize_stop(struct window *window) {
    event_loop_stop_timer(window->platform->loop, &window->resize.late);
    x11_resize_stop(&window->resize.x11);
}

void window_resize_take(struct window *window, const XEvent *event) {
    if (x11_resize_take(&window->resize.x11, event)) {
        event_loop_set_timer(window->platform->loop, &window->resize.late, loop_clock_ms() + LATE_MS);
    }
}

void window_resize_shown(struct window *window) {
    if (window->resize.x11.is_asked) {
        event_loop_stop_timer(window->platform->loop, &window->resize.late);
        x11_resize_shown(&window->resize.x11);
    }
}

static uint32_t multiplied(uint32_t color, float alpha) {
    uint32_t pixel = (uint32_t)(alpha * 255 + 0.5f) << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        pixel |= (uint32_t)((float)(color >> shift & 0xFF) * alpha + 0.5f) << shift;
    }
    return pixel;
}

/* Of a screen without an alpha channel; it may have 16 bits. */
static uint32_t opaque_pixel(SDL_Window *window, uint32_t color) {
    SDL_PixelFormat *format = SDL_AllocFormat(SDL_GetWindowPixelFormat(window));
    uint32_t pixel = color;
    if (format != NULL) {
        pixel = SDL_MapRGB(format, (Uint8)(color >> 16), (Uint8)(color >> 8), (Uint8)color);
        SDL_FreeFormat(format);
    }
    return pixel;
}

void window_set_ground(struct window *window, uint32_t color, float alpha) {
    struct window_resize *resize = &window->resize;
    bool same = resize->has_ground && resize->ground == color && resize->alpha >= alpha && resize->alpha <= alpha;
    if (resize->x11.display == NULL || same) {
        return;
    }
    resize->has_ground = true;
    resize->ground = color;
    resize->alpha = alpha;
    x11_resize_fill(&resize->x11, window->alpha ? multiplied(color, alpha) : opaque_pixel(window->sdl, color));
}
