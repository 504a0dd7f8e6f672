/* window_alpha.h - windows whose pictures have an alpha channel, so that what is behind them shows through: what the
 * window systems want for it. Pictures are premultiplied; blending, and blur, is the compositor's. On X11 the window
 * has a visual of 32 bit, which SDL takes by number; without a compositor the alpha is ignored there. On Wayland the
 * surface must not say that it is opaque, as SDL has it say. */
#ifndef WINDOW_ALPHA_H
#define WINDOW_ALPHA_H

#include <SDL.h>
#include <stdbool.h>

struct wl_surface;

/* The windows that are made from now on have an alpha channel, until window_alpha_end. False: there is no such visual.
 * Cost: on X11 a connection to the server, for a question. */
bool window_alpha_begin(void);
void window_alpha_end(void);

/* Can GL not draw into such windows? Not on X11: SDL 2 takes the first configuration of GLX with an alpha channel,
 * which is one for another visual. */
bool window_alpha_keeps_from_gl(void);

/* Before each commit of a surface: SDL names an opaque region with each new size. NULL: there is none. */
void window_alpha_commit(struct wl_surface *surface);

#endif
