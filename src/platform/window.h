/* window.h - one window of the desktop: its size and scale, its title, its pictures, and what happens to it.
 *
 * It draws nothing and decides nothing: who makes it gives a sink that is told of everything, in words of no window
 * system, from platform's dispatch on the main thread. A sink must not destroy a window from within a call: the events
 * of this moment may go on with it. Main thread.
 */
#ifndef WINDOW_H
#define WINDOW_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "backend.h"
#include "backend_choice.h"
#include "platform.h"
#include "pointer_event.h"
#include "xkb_keys.h"

struct window;

/* Everything is called; nothing may be NULL. */
struct window_sink {
    void *user;
    void (*resized)(void *user);               /* its size in pixels, or its scale */
    void (*moved)(void *user);                 /* window_geometry may give something else now */
    void (*exposed)(void *user);               /* what was drawn is lost */
    void (*shown)(void *user, bool visible);   /* false: nobody sees it */
    void (*focused)(void *user, bool focused); /* it gets the keys */
    void (*close)(void *user);                 /* somebody wants it closed */
    void (*pointer)(void *user, const struct pointer_event *event);
    void (*stroke)(void *user, const struct key_stroke *stroke);
    void (*text)(void *user, const char *text, size_t length); /* committed by an input method */
    void (*preedit)(void *user, const char *text);             /* "" ends it */
    /* A drop comes in pieces: files and texts one by one, at the end `file` and `text` NULL. */
    void (*dropped)(void *user, const char *file, const char *text);
    void (*drop_refused)(void *user); /* one was larger than the clipboards' limit */
};

struct window_options {
    const char *title;
    enum backend_wish backend;
    bool alpha; /* its pictures have an alpha channel, if there is such a thing: window_has_alpha */
};

/* Makes a hidden window, with what is to draw into it (backend_choice.h). GL that was asked for and refused is no
 * failure: the CPU draws, and window_warning says so. NULL: one line in `error`. */
struct window *window_create(struct platform *platform, const struct window_options *options,
                             const struct window_sink *sink, char *error, size_t error_size);
/* NULL is allowed. */
void window_destroy(struct window *window);

/* One line, or NULL. */
const char *window_warning(const struct window *window);

/* Whether what is behind it shows through its pictures where these let it. */
bool window_has_alpha(const struct window *window);

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

/* Its picture in pixels. */
void window_size_px(const struct window *window, uint32_t *width_px, uint32_t *height_px);
void window_resize_px(struct window *window, uint32_t width_px, uint32_t height_px);
void window_show(struct window *window);

/* From now on keys come to the sink. Apart from window_create because it takes some milliseconds (the keymap, compose
 * tables), which the program in the terminal need not wait for. False: one line in `error`. */
bool window_start_keyboard(struct window *window, char *error, size_t error_size);

/* Milliseconds between two pictures of the screen. */
int window_refresh_ms(const struct window *window);

/* The backend's calls from now on are for this window. Call before a renderer is made, changed or destroyed. */
void window_make_current(struct window *window);
/* The same before each draw. True when what is drawn into still holds the last picture. */
bool window_begin_picture(struct window *window);
/* The colour that parts of the window have which are new and not drawn yet, 0xRRGGBB, with the alpha of the picture's
 * background. Only X11 shows any. Cost: none while it stays. */
void window_set_ground(struct window *window, uint32_t color, float alpha);
/* Shows what was drawn: the areas (window_begin_picture was true), or all. */
void window_show_picture(struct window *window, const struct backend_area *areas, uint32_t count);

void window_set_title(struct window *window, const char *title);
void window_set_fullscreen(struct window *window, bool fullscreen);
bool window_is_fullscreen(const struct window *window);

/* A cursor by its CSS name ("text", "pointer", "default" ...); unknown names give "text". */
void window_set_pointer(struct window *window, const char *name);
/* Until it moves, a button is pressed, or the window loses the focus. */
void window_hide_pointer(struct window *window);
/* The pointer's events come here while it is outside, too, until it is let go. */
void window_capture_pointer(struct window *window, bool capture);

/* Makes the window ask for attention. */
void window_alert(struct window *window);
/* Brings it to the front. `token`: by which the desktop knows that the user wants it so (it came with a click on a
 * notification, for example); NULL: there is none. */
void window_raise(struct window *window, const char *token);
void window_minimize(struct window *window);
/* Undoes a minimization; a maximized window stays so. */
void window_restore(struct window *window);

/* Where the text cursor is, in pixels: input methods put their lists there. */
void window_place_cursor(struct window *window, int x_px, int y_px, int width_px, int height_px);

/* Its number on the X server, 0 on other window systems. A window that falls back from GL to the CPU has another. */
unsigned long window_x11_id(const struct window *window);

/* "x11", "wayland" or "sdl": how keys are read, for messages and tests. */
const char *window_keyboard_source(const struct window *window);

#endif
