/* wayland_plain_window.h - windows on Wayland that SDL opens no EGL for.
 *
 * SDL 2 makes each window there one for GL, wished for or not, but those that are for Vulkan: that loads Mesa, which
 * for its software driver are some 50 MB of LLVM, and of which nothing is used, since pictures go by window_shm.h. A
 * window for Vulkan SDL leaves alone; all it wants beforehand is a library of Vulkan that knows of surfaces. The real
 * one would load drivers in its turn, or not be there. So SDL is given this program itself as that library, with the
 * two functions that SDL looks for, and which answer what it wants to hear. */
#ifndef WAYLAND_PLAIN_WINDOW_H
#define WAYLAND_PLAIN_WINDOW_H

#include <SDL.h>

/* What SDL_CreateWindow is to be told beside the rest: SDL_WINDOW_VULKAN on Wayland; 0: on other systems, and where the
 * C library or the linker does not make a library of the program; SDL opens EGL then, and all works as well.
 * Cost: little. SDL's video has started. */
Uint32 wayland_plain_window_flags(void);

#endif
