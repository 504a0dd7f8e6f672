/* window_icon.h - the icon that a window of X11 carries, for lists of windows on desktops that do not know the program.
 * Internal to src/platform. */
#ifndef WINDOW_ICON_H
#define WINDOW_ICON_H

#include <SDL.h>

/* Before the window is shown. Where SDL has no way to (Wayland, which takes it from the desktop entry), or no memory,
 * it has none. Cost: 4 KiB to the X server, without an answer. */
void window_icon_set(SDL_Window *window);

#endif
