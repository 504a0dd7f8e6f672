/* wayland_decorations.h - who draws the frame of a window where the compositor draws none (GNOME, Weston).
 *
 * SDL leaves it to libdecor, and libdecor to a plugin that is a package of its own (Debian: libdecor-0-plugin-1-cairo).
 * Without a plugin libdecor complains on standard error, and there is nothing to be had from it. */
#ifndef WAYLAND_DECORATIONS_H
#define WAYLAND_DECORATIONS_H

#include <stdbool.h>

/* Whether libdecor, as SDL has loaded it, finds a plugin: in LIBDECOR_PLUGIN_DIR, or else beside itself. */
bool wayland_decorations_can_be_drawn(void);

#endif
