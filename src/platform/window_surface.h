/* window_surface.h - a window that the CPU draws into: SDL's window surface as the target of the CPU backend.
 *
 * On Wayland the target is memory of our own (window_shm.h). On X11 SDL's surface is shared memory (MIT-SHM) where the
 * server can, else an image that is sent; it holds its pixels from picture to picture, and only the areas that were
 * drawn are shown. SDL makes another one when the window has another size. Where its pixels are not XRGB8888 or
 * ARGB8888 (16 bit, other orders), pictures are kept in memory of our own and the areas are converted. */
#ifndef WINDOW_SURFACE_H
#define WINDOW_SURFACE_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "cpu_backend.h"
#include "window_shm.h"

struct window_surface {
    SDL_Window *window;
    struct backend *backend;
    struct window_shm *shm; /* on Wayland; else NULL, and SDL's surface is used */
    SDL_Surface *surface;   /* SDL's, of the last draw */
    SDL_Surface *shadow;    /* ours, when the formats differ; else NULL */
    struct cpu_target target;
    uint32_t free_rows; /* above it */
};

/* alpha: the window's pictures have it. False: no memory, with one line in `error`. Loop and window are borrowed. */
bool window_surface_init(struct window_surface *surface, struct event_loop *loop, SDL_Window *window, bool alpha,
                         const struct window_shm_sink *sink, char *error, size_t error_size);
void window_surface_finish(struct window_surface *surface);

/* Before a draw: the backend gets its target, which leaves so many rows free on top (on Wayland alone). True when it
 * holds the last picture. Without memory, or a display that can show it, it has none: what is drawn then is lost, and
 * the next call is false again. */
bool window_surface_begin(struct window_surface *surface, uint32_t free_rows);

/* Shows the areas that were drawn. Cost: they are copied by the X server, which is waited for. */
void window_surface_show(struct window_surface *surface, const struct backend_area *areas, uint32_t count);

#endif
