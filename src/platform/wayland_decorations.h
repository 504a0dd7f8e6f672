/* wayland_decorations.h - who draws the frame of a window where the compositor draws none (GNOME, Weston).
 *
 * SDL leaves it to libdecor, and libdecor to a plugin that is a package of its own (Debian: libdecor-0-plugin-1-cairo).
 * Without a plugin libdecor complains on standard error, and there is nothing to be had from it: then there is a bar of
 * our own (window_bar.h). */
#ifndef WAYLAND_DECORATIONS_H
#define WAYLAND_DECORATIONS_H

#include <stdbool.h>

struct SDL_Window;

/* Whether libdecor, as SDL has loaded it, finds a plugin: in LIBDECOR_PLUGIN_DIR, or else beside itself. */
bool wayland_decorations_can_be_drawn(void);

/* Whether libdecor draws the frame of SDL's windows, where the compositor draws none. SDL's video has started. */
bool wayland_decorations_are_drawn(void);

/* What libdecor draws is seen with the next commit of the window's own surface, and SDL makes none when it hands on a
 * new state (the window has the keyboard now): where nothing is drawn the frame would be missing. This commits without
 * a picture; on other window systems it does nothing. */
void wayland_decorations_show(struct SDL_Window *window);

#endif
