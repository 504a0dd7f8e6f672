/* color_scheme.h - whether the desktop shows light or dark colours, from the portal's settings.
 *
 * org.freedesktop.portal.Settings says so under org.freedesktop.appearance, color-scheme: 1 prefers dark, 2 light, 0
 * has no preference. That is taken for light, because it is what GNOME says of its light style. Nobody waits for the
 * answer; where there is no bus or no portal nothing is ever told. Main thread. */
#ifndef COLOR_SCHEME_H
#define COLOR_SCHEME_H

#include <stdbool.h>

#include "event_loop.h"

struct color_scheme;

/* Asks, and listens: `told` is called with the first answer and with each change. NULL: no memory, or no bus. */
struct color_scheme *color_scheme_follow(struct event_loop *loop, void (*told)(void *user, bool light), void *user);
/* Goes on with asking, before the loop does: three times with a little between them are enough for an answer. NULL is
 * allowed, here and below. */
void color_scheme_pump(struct color_scheme *scheme);
void color_scheme_end(struct color_scheme *scheme);

#endif
