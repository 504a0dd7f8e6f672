/* platform.h - the connection to the desktop: SDL, which is window and event source, and what X11 and Wayland need
 * beside it.
 *
 * It registers itself with the loop: its events are handled by the loop's turns, and where the window system has a
 * descriptor (X11, Wayland) the loop sleeps on it and nothing is ever asked in vain. One per process. Main thread. */
#ifndef PLATFORM_H
#define PLATFORM_H

#include <stdbool.h>
#include <stddef.h>

struct clipboards;
struct event_loop;
struct platform;

/* Starts SDL's video, behind platform_environment_set. NULL: one line in `error`. */
struct platform *platform_create(struct event_loop *loop, char *error, size_t error_size);

/* All windows must be destroyed. What is own of the clipboard is handed over, for which this waits up to some 500 ms
 * (clipboards_destroy). NULL is allowed. */
void platform_destroy(struct platform *platform);

/* When the X server goes away there is nothing to go on with: `last_wish` is called and the program ends with status 1.
 * It runs inside of Xlib and must not call it. NULL: no wish. */
void platform_on_loss(void (*last_wish)(void *user), void *user);

/* The desktop's clipboards (clipboards.h), looked after by the loop. NULL before there is a window, or without memory.
 */
struct clipboards *platform_clipboards(struct platform *platform);

#endif
