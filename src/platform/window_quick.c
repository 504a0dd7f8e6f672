#include "window_quick.h"

#include <SDL_syswm.h>
#include <X11/Xatom.h>
#include <X11/Xlib.h>

#include "window_place.h"
#include "window_sdl.h"

/* What panels leave of the display below the pointer. Empty when SDL does not know. */
static SDL_Rect room_below_pointer(void) {
    SDL_Rect room = {0, 0, 0, 0}, bounds;
    SDL_Point pointer;
    SDL_GetGlobalMouseState(&pointer.x, &pointer.y);
    for (int i = SDL_GetNumVideoDisplays() - 1; i >= 0; i--) {
        if (SDL_GetDisplayBounds(i, &bounds) == 0 && (i == 0 || SDL_PointInRect(&pointer, &bounds))) {
            SDL_GetDisplayUsableBounds(i, &room);
            break;
        }
    }
    return room;
}

static void place(struct window *window, int height_percent) {
    SDL_Rect room = room_below_pointer();
    int height = room.h * height_percent / 100;
    if (room.w > 0 && height > 0) {
        const struct window_spot spot = {room.x, room.y, false, false};
        window_set_spot(window, &spot);
        SDL_SetWindowSize(window->sdl, room.w, height);
        SDL_SetWindowPosition(window->sdl, room.x, room.y);
    }
}

/* What a window says of itself before it is shown; there are window managers that know the one and not the other. */
static void stay_on_all_desktops(const struct window *window) {
    SDL_SysWMinfo info;
    unsigned long all = 0xFFFFFFFF;
    Display *display = window->platform->display;
    SDL_VERSION(&info.version);
    if (SDL_GetWindowWMInfo(window->sdl, &info) && (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_SHOWN) == 0) {
        XChangeProperty(display, info.info.x11.window, XInternAtom(display, "_NET_WM_DESKTOP", False), XA_CARDINAL, 32,
                        PropModeReplace, (unsigned char *)&all, 1);
    }
}

void window_quick_show(struct window *window, int height_percent) {
    bool x11 = window->platform->display != NULL;
    if (x11) {
        SDL_SetWindowBordered(window->sdl, SDL_FALSE);
        place(window, height_percent);
        stay_on_all_desktops(window);
    }
    window_show(window);
    if (x11) { /* the window manager forgets them with each time it goes */
        window_x11_add_state(window, "_NET_WM_STATE_ABOVE", "_NET_WM_STATE_STICKY");
        window_x11_add_state(window, "_NET_WM_STATE_SKIP_TASKBAR", "_NET_WM_STATE_SKIP_PAGER");
    }
}

void window_quick_hide(struct window *window) {
    SDL_HideWindow(window->sdl);
}

bool window_has_focus(const struct window *window) {
    return (SDL_GetWindowFlags(window->sdl) & SDL_WINDOW_INPUT_FOCUS) != 0;
}
