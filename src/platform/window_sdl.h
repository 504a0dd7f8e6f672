/* window_sdl.h - what a window and the platform are made of. Internal to src/platform. */
#ifndef WINDOW_SDL_H
#define WINDOW_SDL_H

#include <SDL.h>
#include <X11/Xlib.h>

#include "desktop_clipboards.h"
#include "event_loop.h"
#include "keyboard.h"
#include "wayland_activation.h"
#include "wayland_drop.h"
#include "wayland_seat.h"
#include "wayland_seen.h"
#include "wayland_selections.h"
#include "wayland_text_input.h"
#include "window.h"
#include "window_bar.h"
#include "window_gl.h"
#include "window_place.h"
#include "window_progress.h"
#include "window_resize.h"
#include "window_surface.h"
#include "x11_drop.h"
#include "x11_scroll.h"

struct wl_display;

struct platform {
    struct event_loop *loop;
    struct loop_source source;  /* SDL's queue */
    struct loop_watch watch;    /* the connection to the display; descriptor -1: SDL has none that can be polled */
    Display *display;           /* X11, else NULL */
    double x11_dpi;             /* x11_dpi.h, as it was read last */
    struct x11_scroll x11_scroll;
    struct wl_display *wayland; /* else NULL, and so are the next three */
    struct wayland_seat seat;
    struct wayland_selections *selections;
    struct wayland_drop drop;
    struct wayland_text_input text_input;
    struct window_bar_fonts bar_fonts;
    struct desktop_clipboards clipboards; /* from the first window on */
    struct window *windows;
};

struct window {
    struct platform *platform;
    struct window *next;
    struct window_sink sink;
    SDL_Window *sdl;
    struct backend *backend; /* of one of the next two */
    struct window_gl gl;     /* context NULL: the CPU draws */
    struct window_surface surface;
    Uint32 id;
    struct keyboard *keyboard;
    struct x11_drop drop;
    struct window_resize resize;
    bool alpha;         /* of its pictures */
    bool keeps_picture; /* of GL: by a swap */
    bool lost;          /* the surface has not held the last picture since the last one was shown */
    int64_t lose_gl;    /* window_lose_gl */
    char warning[512];  /* empty: none */
    uint32_t mods;      /* that the sink was told of last */
    SDL_Cursor *cursors[SDL_NUM_SYSTEM_CURSORS]; /* made when first used */
    SDL_SystemCursor pointer;
    char title[1024];
    enum window_progress progress;
    int percent;
    bool has_spot; /* a place was chosen for it, before it is shown */
    struct window_spot spot;
    const char *token; /* until it is shown; NULL: none */
    enum window_beginning beginning;
    struct timer frame; /* Wayland: shows what libdecor has drawn */
    struct wayland_seen seen;
    struct wayland_activation activation;
    SDL_Rect text_cursor;  /* in the window's coordinates, as it was placed last */
    struct window_bar bar; /* Wayland, where nobody else draws one */
};

/* Pixels per window coordinate: above 1 on HiDPI screens where SDL scales (Wayland). */
double window_scale(const struct window *window);

/* The first window is there: from now on the connection to the display can be polled. */
void platform_find_display(struct platform *platform, SDL_Window *window);

/* Shows this shape of the pointer, whatever the window's own is. */
void window_show_pointer(struct window *window, SDL_SystemCursor shape);

/* Ends window_hide_pointer. */
void window_reveal_pointer(void);

/* Asks an X11 window manager for states of the window, while it is shown (EWMH). */
void window_x11_add_state(struct window *window, const char *first, const char *second);

/* Tells input methods where the cursor is. */
void window_tell_cursor(struct window *window);

/* Gives SDL the title, with the progress. */
void window_show_title(struct window *window);

/* Right before the window is shown: where it is to be, and how it begins. And right behind. */
void window_begin_place(struct window *window);
void window_began(struct window *window);

/* Hands an event of SDL's to the window that it is for. */
void window_events_route(struct platform *platform, SDL_Event *event);
/* What the input method of Wayland says, to the window of this surface; `user` is the platform. */
struct wayland_text_sink window_events_texts(struct platform *platform);
/* What fingers on a touchpad do on Wayland; `user` is the platform. */
struct wayland_scroll_sink window_events_scrolls(struct platform *platform);
/* And on X11. */
struct x11_scroll_sink window_events_x11_scrolls(struct platform *platform);
/* Hands a piece of a drop on Wayland to the window of this surface; `user` is the platform. */
void window_events_take_drop(void *user, const struct wl_surface *surface, const char *file, const char *text);
/* There are no more events for now. */
void window_events_drained(const struct platform *platform);

#endif
