/* window_quick.h - a window that comes down from the upper edge of the screen and goes again: as wide as the screen
 * below the pointer, without a frame, above all others, on all desktops, in no list of windows (EWMH).
 *
 * X11 alone. Wayland knows such windows by a protocol of some compositors (layer-shell) that is not spoken here: there
 * it is a window like any other, that comes and goes. Main thread. */
#ifndef WINDOW_QUICK_H
#define WINDOW_QUICK_H

#include <stdbool.h>

struct window;

/* Shows the window so, with so much of the screen's height, and gives it the keys. Also where it is shown already. */
void window_quick_show(struct window *window, int height_percent);
/* Nobody sees it any more, until it is shown again. */
void window_quick_hide(struct window *window);

bool window_has_focus(const struct window *window);

#endif
