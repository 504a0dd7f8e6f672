/* window_gl.h - windows with an OpenGL 3.3 core context: whether to try, how to make one, what the driver is.
 *
 * A library of GL is loaded by window_gl_create alone. What the machine has is asked of the system: Mesa and the free
 * drivers want a render node, others have devices of their own. A display of another machine has its graphics there;
 * then GL is tried for nothing, and its name says so (backend_choice.h). */
#ifndef WINDOW_GL_H
#define WINDOW_GL_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>

#include "backend_choice.h"

struct window_gl {
    SDL_Window *window;
    SDL_GLContext context;
    unsigned (*reset_status)(void); /* NULL: the driver cannot say whether the context is lost */
};

/* Cost: a folder is read, no library is loaded. */
bool window_gl_wanted(enum backend_wish wish);

/* Makes a hidden window and its context, current on this thread. False: one line in `error`, nothing is left. */
bool window_gl_create(struct window_gl *gl, const char *title, char *error, size_t error_size);
void window_gl_destroy(struct window_gl *gl);

/* Was the context lost, because the graphics processor was reset or taken away? Nothing can be drawn with it any more.
 * Cost: a call of the driver, which waits for nothing. */
bool window_gl_lost(const struct window_gl *gl);

/* Ends the context and leaves the window to who asked. */
SDL_Window *window_gl_leave(struct window_gl *gl);

/* What the driver of the current context calls itself; NULL: it does not say. Borrowed from it. */
const char *window_gl_name(void);

#endif
