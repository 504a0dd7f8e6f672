/* window_shm.h - a window on Wayland that the CPU draws into, shown by buffers that are shared with the compositor
 * (wl_shm).
 *
 * SDL 2 has no such way: its window surface is put on the screen by GL there, which by Mesa's software driver costs
 * three times the processor's time and 50 MB. So the surface that SDL made, without GL (wayland_plain_window.h), gets
 * buffers of ours. A picture is drawn right into a buffer that the compositor does not hold, after what it lacks of the
 * picture before was copied into it:
 *
 *     the buffer shown last -> a free buffer: what it lacks -> drawn areas -> compositor, until it releases it
 *
 * Compositors release a buffer at once, or when the next one comes; so two are enough, and a third is for those that
 * take their time, and goes again when nothing moves. When all are held, a picture is lost, and its owner is told as
 * soon as one comes back: that is an event, which SDL's pump dispatches on the main thread. */
#ifndef WINDOW_SHM_H
#define WINDOW_SHM_H

#include <SDL.h>
#include <stdbool.h>
#include <stdint.h>

#include "cpu_backend.h"
#include "event_loop.h"

struct window_shm;

struct window_shm_sink {
    void *user;
    void (*lost)(void *user); /* a picture was, that could be shown now */
};

/* NULL: the window is not on Wayland, the compositor has no wl_shm, or there is no memory. Both are borrowed.
 * Cost: two turns to the compositor. */
struct window_shm *window_shm_create(struct event_loop *loop, SDL_Window *window, bool alpha,
                                     const struct window_shm_sink *sink);

/* NULL is allowed. */
void window_shm_destroy(struct window_shm *shm);

/* What is to be drawn into, of the window's present size, another one each time; `holds`: it holds the last picture.
 * Pixels NULL: no memory, or the compositor holds all buffers. Cost: it may have to be made, and what it lacks is
 * copied. */
struct cpu_target window_shm_begin(struct window_shm *shm, bool *holds);

/* Shows the areas that were drawn, counted from so many rows below the top. */
void window_shm_show(struct window_shm *shm, const struct backend_area *areas, uint32_t count, uint32_t rows_above);

#endif
