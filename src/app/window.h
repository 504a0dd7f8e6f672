/* window.h - one SDL window, and what draws into it: GL or the CPU.
 *
 * It owns the window, the backend, the pointer shapes and the title, and knows how window coordinates, pixels and the
 * screen's scale belong together. It draws nothing by itself and handles no events. Main thread. */
#ifndef WINDOW_H
#define WINDOW_H

#include <SDL.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "backend_choice.h"

struct window;

/* Starts SDL's video and makes a hidden window, with what is to draw into it (backend_choice.h). GL that was asked for
 * and refused is no failure: the CPU draws, and window_warning says so. NULL: one line in `error`. */
struct window *window_create(const char *window_class, const char *title, enum backend_wish wish, char *error,
                             size_t error_size);
void window_destroy(struct window *window);

SDL_Window *window_sdl(struct window *window);

/* One line, or NULL. */
const char *window_warning(const struct window *window);

/* What draws into the window. */
struct backend *window_backend(const struct window *window);

/* Looks whether GL was lost (a reset of the graphics processor). True: the CPU draws from now on, into the same window;
 * window_backend has changed, and the one before is gone. False, too, without memory for that: nothing is shown, and
 * the next call tries again. */
bool window_gl_fell_back(struct window *window);

/* For tests: GL counts as lost after so many pictures; 0: never. */
void window_lose_gl(struct window *window, int64_t pictures);

/* When what a window shows is lost, so many pictures have to be drawn whole. */
int window_whole_pictures(const struct window *window);

/* Dots per inch that fonts should be made for: 96 times the scale. */
double window_dpi(const struct window *window);

/* Pixels per window coordinate: above 1 on HiDPI screens where SDL scales (Wayland). */
double window_scale(const struct window *window);

/* The drawable in pixels. */
void window_size_px(const struct window *window, uint32_t *width_px, uint32_t *height_px);
void window_resize_px(struct window *window, uint32_t width_px, uint32_t height_px);
void window_show(struct window *window);

/* Milliseconds between two pictures of the screen. */
int window_refresh_ms(const struct window *window);

/* Before each draw. True when what is drawn into still holds the last picture. */
bool window_begin_picture(struct window *window);

/* Shows what was drawn: the areas (window_begin_picture was true), or all. */
void window_show_picture(struct window *window, const struct backend_area *areas, uint32_t count);

void window_set_title(struct window *window, const char *title);
void window_toggle_fullscreen(struct window *window);
void window_set_fullscreen(struct window *window, bool fullscreen);
bool window_is_fullscreen(const struct window *window);

/* A cursor by its CSS name ("text", "pointer", "default" ...); unknown names give "text". */
void window_set_pointer(struct window *window, const char *name);

/* Makes the window ask for attention. */
void window_alert(struct window *window);

/* The descriptor of the display connection, to poll on, or -1 where SDL has to wait itself. */
int window_display_descriptor(const struct window *window);

/* True when events were read from the connection but not handled: do not sleep. */
bool window_events_pending(const struct window *window);

#endif
