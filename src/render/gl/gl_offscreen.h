/* gl_offscreen.h - an OpenGL context without a display, and a framebuffer of any size in it.
 *
 * SDL's `offscreen` video driver gives the context (EGL without a window system); the picture is drawn into a
 * framebuffer object, so its size does not depend on any window. Tests and benchmarks draw into it; pictures are drawn
 * by the CPU (../picture). */
#ifndef GL_OFFSCREEN_H
#define GL_OFFSCREEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct gl_offscreen;

/* Starts SDL's video, if it is not running, and makes the context current. NULL and one line in `error`. */
struct gl_offscreen *gl_offscreen_create(uint32_t width_px, uint32_t height_px, char *error, size_t error_size);

/* NULL is allowed. */
void gl_offscreen_destroy(struct gl_offscreen *offscreen);

/* Another size; the contents are lost. The framebuffer stays bound. False and one line in `error`. */
bool gl_offscreen_resize(struct gl_offscreen *offscreen, uint32_t width_px, uint32_t height_px, char *error,
                         size_t error_size);

#endif
