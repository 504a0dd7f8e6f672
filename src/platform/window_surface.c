#include "window_surface.h"

#include <string.h>

/* So many areas are handed over together. */
#define RECTS_MAX 32

bool window_surface_init(struct window_surface *surface, struct event_loop *loop, SDL_Window *window, bool alpha,
                         const struct window_shm_sink *sink, char *error, size_t error_size) {
    memset(surface, 0, sizeof *surface);
    surface->window = window;
    surface->shm = window_shm_create(loop, window, alpha, sink);
    surface->backend = cpu_backend_create(error, error_size);
    return surface->backend != NULL;
}

void window_surface_finish(struct window_surface *surface) {
    backend_destroy(surface->backend);
    window_shm_destroy(surface->shm);
    SDL_FreeSurface(surface->shadow);
    memset(surface, 0, sizeof *surface);
}

static bool is_ours(Uint32 format) {
    return format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888;
}

/* The surface that is drawn into: the window's own, or ours. */
static SDL_Surface *drawn_surface(struct window_surface *surface) {
    SDL_Surface *shown = surface->surface;
    if (shown == NULL || is_ours(shown->format->format)) {
        SDL_FreeSurface(surface->shadow);
        surface->shadow = NULL;
        return shown;
    }
    if (surface->shadow == NULL || surface->shadow->w != shown->w || surface->shadow->h != shown->h) {
        SDL_FreeSurface(surface->shadow);
        surface->shadow = SDL_CreateRGBSurfaceWithFormat(0, shown->w, shown->h, 32, SDL_PIXELFORMAT_RGB888);
    }
    return surface->shadow;
}

/* Of SDL's surface; that is another one when the window's size has changed. `holds`: it is that of the last draw, with
 * all that was drawn. */
static struct cpu_target surface_target(struct window_surface *surface, bool *holds) {
    struct cpu_target target = {NULL, 0, 0, 0};
    SDL_Surface *last = surface->surface;
    surface->surface = SDL_GetWindowSurface(surface->window);
    SDL_Surface *drawn = drawn_surface(surface);
    *holds = surface->surface == last && drawn != NULL && drawn->pixels == surface->target.pixels &&
             drawn->pitch / (int)sizeof *target.pixels == (int)surface->target.stride;
    if (drawn != NULL) {
        target = (struct cpu_target){drawn->pixels, (size_t)drawn->pitch / sizeof *target.pixels, (uint32_t)drawn->w,
                                     (uint32_t)drawn->h};
    }
    return target;
}

/* Of our own picture, below the rows that stay free. */
static struct cpu_target shm_target(struct window_surface *surface, uint32_t free_rows, bool *holds) {
    struct cpu_target target = window_shm_begin(surface->shm, holds);
    surface->free_rows = free_rows < target.height ? free_rows : 0;
    if (target.pixels != NULL) {
        target.pixels += surface->free_rows * target.stride;
        target.height -= surface->free_rows;
    }
    return target;
}

bool window_surface_begin(struct window_surface *surface, uint32_t free_rows) {
    const struct cpu_target before = surface->target;
    bool holds = false;
    struct cpu_target target =
        surface->shm != NULL ? shm_target(surface, free_rows, &holds) : surface_target(surface, &holds);
    surface->target = target;
    cpu_backend_target(surface->backend, &target);
    return holds && target.pixels != NULL && target.width == before.width && target.height == before.height;
}

static int limited(uint32_t value, uint32_t limit) {
    return (int)(value < limit ? value : limit);
}

static SDL_Rect rect_of(const struct cpu_target *target, const struct backend_area *area) {
    SDL_Rect rect = {limited(area->x, target->width), limited(area->y, target->height), 0, 0};
    rect.w = limited(area->width, target->width - (uint32_t)rect.x);
    rect.h = limited(area->height, target->height - (uint32_t)rect.y);
    return rect;
}

void window_surface_show(struct window_surface *surface, const struct backend_area *areas, uint32_t count) {
    SDL_Rect rects[RECTS_MAX];
    int held = 0;
    if (surface->shm != NULL) {
        window_shm_show(surface->shm, areas, count, surface->free_rows);
        return;
    }
    if (surface->target.pixels == NULL) {
        return;
    }
    for (uint32_t i = 0; i < count; i++) {
        SDL_Rect rect = rect_of(&surface->target, &areas[i]);
        if (rect.w > 0 && rect.h > 0) {
            rects[held++] = rect;
        }
        if (surface->shadow != NULL) {
            SDL_BlitSurface(surface->shadow, &rect, surface->surface, &rect);
        }
        if (held == RECTS_MAX || (i + 1 == count && held > 0)) {
            SDL_UpdateWindowSurfaceRects(surface->window, rects, held);
            held = 0;
        }
    }
}
