/* offscreen.h - an OpenGL context without a display, and a framebuffer of any size in it.
 *
 * SDL's `offscreen` video driver gives the context (EGL without a window system); the picture is drawn into a
 * framebuffer object, so its size does not depend on any window. */
#ifndef OFFSCREEN_H
#define OFFSCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct offscreen;

/* Starts SDL's video, if it is not running, and makes the context current. NULL and one line in `error`. */
struct offscreen *offscreen_create(uint32_t width_px, uint32_t height_px, char *error, size_t error_size);

/* NULL is allowed. */
void offscreen_destroy(struct offscreen *offscreen);

/* Another size; the contents are lost. The framebuffer stays bound. False and one line in `error`. */
bool offscreen_resize(struct offscreen *offscreen, uint32_t width_px, uint32_t height_px, char *error,
                      size_t error_size);

#endif
