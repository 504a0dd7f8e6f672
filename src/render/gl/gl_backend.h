/* gl_backend.h - draws with OpenGL 3.3 core, into whatever framebuffer is bound.
 *
 * Records go into textures, and the shaders read them (shaders/, gl_canvas.h):
 *
 *     cell records -> texture (RGBA32UI) -> one triangle over the area: background + tile of each pixel
 *                                        -> one quad per rich cell: glyphs that reach over from a neighbour,
 * underlines, strike, cursor outline
 *
 * Both programs write opaque pixels; scrollbar and bell are blended over what was just drawn.
 *
 * What it is not: it makes no window and no context (the caller has made one current, for every call), it does not swap
 * buffers. This folder alone knows GL. */
#ifndef GL_BACKEND_H
#define GL_BACKEND_H

#include "backend.h"

/* For the context that is current on this thread. NULL, with one line in `error`: no OpenGL 3.3, a shader that does not
 * compile, no memory. Cost: two shader programs are compiled. */
struct backend *gl_backend_create(char *error, size_t error_size);

#endif
