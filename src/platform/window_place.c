#include "window_place.h"

#include <SDL_syswm.h>
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <string.h>

#include "window_icon.h"
#include "window_sdl.h"
#include "x11_startup.h"

struct frame {
    int top, left, bottom, right; /* window coordinates */
};

static struct frame frame_of(SDL_Window *window) {
    struct frame frame = {0, 0, 0, 0};
    if (SDL_GetWindowBordersSize(window, &frame.top, &frame.left, &frame.bottom, &frame.right) != 0) {
        return (struct frame){0, 0, 0, 0};
    }
    return frame;
}

/* The display's bounds in window coordinates; empty when SDL does not know. */
static SDL_Rect display_of(SDL_Window *window) {
    SDL_Rect bounds = {0, 0, 0, 0};
    int display = SDL_GetWindowDisplayIndex(window);
    if (display >= 0) {
        SDL_GetDisplayBounds(display, &bounds);
    }
    return bounds;
}

static uint32_t pixels(int length, double scale) {
    return length > 0 ? (uint32_t)(length * scale + 0.5) : 0;
}

struct window_geometry window_geometry(struct window *window) {
    double scale = window_scale(window);
    struct frame frame = frame_of(window->sdl);
    SDL_Rect display = display_of(window->sdl);
    int x = 0, y = 0, width = 0, height = 0;
    SDL_GetWindowPosition(window->sdl, &x, &y);
    SDL_GetWindowSize(window->sdl, &width, &height);
    return (struct window_geometry){.x = (int32_t)((x - frame.left) * scale),
                                    .y = (int32_t)((y - frame.top) * scale),
                                    .inner_x = (int32_t)(x * scale),
                                    .inner_y = (int32_t)((y + window_bar_height(window)) * scale),
                                    .width = pixels(width + frame.left + frame.right, scale),
                                    .height = pixels(height + frame.top + frame.bottom, scale),
                                    .display_width = pixels(display.w, scale),
                                    .display_height = pixels(display.h, scale),
                                    .minimized = (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_MINIMIZED) != 0};
}

void window_move(struct window *window, int x_px, int y_px) {
    SDL_Window *sdl = window->sdl;
    double scale = window_scale(window);
    struct frame frame = frame_of(sdl);
    SDL_SetWindowPosition(sdl, (int)(x_px / scale) + frame.left, (int)(y_px / scale) + frame.top);
}

/* _NET_WM_STATE (EWMH): 1 adds, 0 removes up to two properties. */
static void change_state(const SDL_SysWMinfo *info, long action, const char *first, const char *second) {
    Display *display = info->info.x11.display;
    XEvent event;
    memset(&event, 0, sizeof event);
    event.xclient.type = ClientMessage;
    event.xclient.window = info->info.x11.window;
    event.xclient.message_type = XInternAtom(display, "_NET_WM_STATE", False);
    event.xclient.format = 32;
    event.xclient.data.l[0] = action;
    event.xclient.data.l[1] = (long)XInternAtom(display, first, False);
    event.xclient.data.l[2] = second != NULL ? (long)XInternAtom(display, second, False) : 0;
    event.xclient.data.l[3] = 1; /* an application asks */
    XSendEvent(display, DefaultRootWindow(display), False, SubstructureRedirectMask | SubstructureNotifyMask, &event);
    XFlush(display);
}

void window_x11_add_state(struct window *window, const char *first, const char *second) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11) {
        change_state(&info, 1, first, second);
    }
}

void window_maximize(struct window *window, enum window_extent extent) {
    static const char vertically[] = "_NET_WM_STATE_MAXIMIZED_VERT", horizontally[] = "_NET_WM_STATE_MAXIMIZED_HORZ";
    SDL_Window *sdl = window->sdl;
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    bool x11 = SDL_GetWindowWMInfo(sdl, &info) && info.subsystem == SDL_SYSWM_X11;
    if (!x11 && extent == WINDOW_NORMAL) {
        SDL_RestoreWindow(sdl);
    } else if (!x11) {
        SDL_MaximizeWindow(sdl);
    } else if (extent == WINDOW_MAXIMIZED_VERTICALLY) {
        change_state(&info, 1, vertically, NULL);
    } else if (extent == WINDOW_MAXIMIZED_HORIZONTALLY) {
        change_state(&info, 1, horizontally, NULL);
    } else {
        change_state(&info, extent == WINDOW_MAXIMIZED, vertically, horizontally);
    }
}

/* --- the first place --- */

bool window_set_spot(struct window *window, const struct window_spot *spot) {
    window->has_spot = window->platform->display != NULL;
    window->spot = *spot;
    return window->has_spot;
}

void window_set_beginning(struct window *window, enum window_beginning beginning) {
    window->beginning = beginning;
}

/* The window manager puts the frame's corner, not the window's, into the corner of the screen that the gravity names.
 */
static void choose_spot(const struct window *window, const SDL_SysWMinfo *info, XSizeHints *hints) {
    static const int gravities[2][2] = {{NorthWestGravity, NorthEastGravity}, {SouthWestGravity, SouthEastGravity}};
    Display *display = info->info.x11.display;
    const struct window_spot *spot = &window->spot;
    int screen = DefaultScreen(display), width, height;
    SDL_GetWindowSize(window->sdl, &width, &height);
    hints->x = spot->from_right ? DisplayWidth(display, screen) - width - spot->x_px : spot->x_px;
    hints->y = spot->from_bottom ? DisplayHeight(display, screen) - height - spot->y_px : spot->y_px;
    hints->win_gravity = gravities[spot->from_bottom][spot->from_right];
    hints->flags |= USPosition | PWinGravity;
    XMoveWindow(display, info->info.x11.window, hints->x, hints->y);
}

/* SDL says that the user chose the place, which is that of the size before; where nobody did the window manager knows a
 * better one. */
static void tell_manager(const struct window *window) {
    SDL_SysWMinfo info;
    XSizeHints *hints = XAllocSizeHints();
    long given;
    SDL_VERSION(&info.version);
    if (hints != NULL && SDL_GetWindowWMInfo(window->sdl, &info) &&
        XGetWMNormalHints(window->platform->display, info.info.x11.window, hints, &given) != 0) {
        hints->flags &= ~(USPosition | PPosition);
        if (window->has_spot) {
            choose_spot(window, &info, hints);
        }
        XSetWMNormalHints(window->platform->display, info.info.x11.window, hints);
    }
    if (hints != NULL) {
        XFree(hints);
    }
}

static void begin(struct window *window) {
    if (window->beginning == WINDOW_BEGINS_MAXIMIZED) {
        SDL_MaximizeWindow(window->sdl);
    } else if (window->beginning == WINDOW_BEGINS_FULLSCREEN) {
        window_set_fullscreen(window, true);
    }
}

void window_set_token(struct window *window, const char *token) {
    window->token = token != NULL && token[0] != '\0' ? token : NULL;
}

static void mark_start(const struct window *window, void (*mark)(Display *display, Window window, const char *id)) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (window->token != NULL && SDL_GetWindowWMInfo(window->sdl, &info) && info.subsystem == SDL_SYSWM_X11) {
        mark(window->platform->display, info.info.x11.window, window->token);
    }
}

/* The first window has the token that the program was started with, by SDL. */
static void use_token(struct window *window) {
    if (window->token != NULL && window->next != NULL) {
        window_raise(window, window->token);
    }
}

/* On X11 before it is shown, so that it never has another size. */
void window_begin_place(struct window *window) {
    SDL_SetWindowPosition(window->sdl, SDL_WINDOWPOS_CENTERED, SDL_WINDOWPOS_CENTERED); /* where nobody manages */
    if (window->platform->display != NULL) {
        window_icon_set(window->sdl);
        mark_start(window, x11_startup_mark);
        tell_manager(window);
        begin(window);
    }
}

void window_began(struct window *window) {
    if (window->platform->display == NULL) {
        begin(window);
        use_token(window);
    } else {
        mark_start(window, x11_startup_end);
    }
    window->token = NULL;
}
