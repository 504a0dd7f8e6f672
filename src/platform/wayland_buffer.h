/* wayland_buffer.h - memory for pictures that the compositor maps, too (wl_shm). */
#ifndef WAYLAND_BUFFER_H
#define WAYLAND_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct wl_buffer;
struct wl_shm;

/* A buffer of ARGB8888 (premultiplied) or XRGB8888 pixels without holes between the rows, all 0, and mapped at
 * `*pixels`: whoever made it unmaps width * height * 4 bytes there, and destroys the buffer. NULL: no memory, or more
 * than 2 GiB. */
struct wl_buffer *wayland_buffer_create(struct wl_shm *shm, uint32_t width, uint32_t height, bool alpha,
                                        uint32_t **pixels);

#endif
