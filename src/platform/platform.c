#define _GNU_SOURCE
#include "platform.h"

#include <SDL_syswm.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <wayland-client.h>

#include "loop_clock.h"
#include "wayland_decorations.h"
#include "window_sdl.h"
#include "x11_dpi.h"
#include "x_errors.h"

enum { BLIND_MS = 10 }; /* how often a window system is asked that has no descriptor */

/* --- start and stop --- */

/* SDL falls back to a driver without a screen when it finds no display. One asked for by name is meant so. */
static bool has_display(char *error, size_t error_size) {
    const char *driver = SDL_GetCurrentVideoDriver(), *wanted = getenv("SDL_VIDEODRIVER");
    bool blind = driver == NULL || strcmp(driver, "offscreen") == 0 || strcmp(driver, "dummy") == 0;
    if (blind && (driver == NULL || wanted == NULL || strcmp(driver, wanted) != 0)) {
        const char *display = getenv("DISPLAY");
        display = display != NULL && display[0] != '\0' ? display : getenv("WAYLAND_DISPLAY");
        snprintf(error, error_size, "no display: %s%s ('quire render' and 'quire dump' need none)",
                 display != NULL && display[0] != '\0' ? "cannot open " : "neither DISPLAY nor WAYLAND_DISPLAY is set",
                 display != NULL ? display : "");
        return false;
    }
    return true;
}

static void set_hints(void) {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR, "0");
    SDL_SetHint(SDL_HINT_IME_SUPPORT_EXTENDED_TEXT, "1");
    SDL_SetHint(SDL_HINT_MOUSE_FOCUS_CLICKTHROUGH, "1");
    SDL_SetHint(SDL_HINT_QUIT_ON_LAST_WINDOW_CLOSE, "0");
    if (!wayland_decorations_can_be_drawn()) {
        SDL_SetHint(SDL_HINT_VIDEO_WAYLAND_ALLOW_LIBDECOR, "0");
    }
}

static bool start_video(char *error, size_t error_size) {
    set_hints();
    bool started = SDL_Init(SDL_INIT_VIDEO) == 0;
    if (!started) {
        snprintf(error, error_size, "no display: %s", SDL_GetError());
    } else if (!has_display(error, error_size)) {
        SDL_Quit();
        started = false;
    } else {
        x_errors_install(); /* SDL has set handlers of its own */
    }
    return started;
}

void platform_on_loss(void (*last_wish)(void *user), void *user) {
    x_errors_on_loss(last_wish, user);
}

/* --- events --- */

static void dispatch(void *user) {
    struct platform *platform = user;
    SDL_Event event;
    bool any = false;
    while (SDL_PollEvent(&event)) {
        any = true;
        window_events_route(platform, &event);
    }
    window_events_drained(platform);
    if (any) {
        idle_jobs_put_off(event_loop_idle_jobs(platform->loop), loop_clock_ms());
    }
}

static int patience(const struct platform *platform) {
    int shortest = platform->watch.descriptor >= 0 ? -1 : BLIND_MS;
    for (const struct window *window = platform->windows; window != NULL; window = window->next) {
        int one = window->keyboard != NULL ? keyboard_patience_ms(window->keyboard) : -1;
        shortest = one >= 0 && (shortest < 0 || one < shortest) ? one : shortest;
    }
    return shortest;
}

/* Events that were read from the connection but not handled: another part of the program (EGL) may have read them. */
static bool wayland_pending(struct wl_display *display) {
    if (wl_display_prepare_read(display) != 0) {
        return true;
    }
    wl_display_cancel_read(display);
    wl_display_flush(display);
    return false;
}

static bool pending(void *user) {
    struct platform *platform = user;
    platform->source.patience_ms = patience(platform);
    return platform->display != NULL   ? XEventsQueued(platform->display, QueuedAfterFlush) > 0
           : platform->wayland != NULL ? wayland_pending(platform->wayland)
                                       : false;
}

/* SDL reads the connection when it is asked for events, with the next turn. */
static void connection_ready(void *user, short revents) {
    (void)user;
    (void)revents;
}

/* Before the window is shown, so that nothing of what the compositor tells is missed. */
static void find_seat(struct platform *platform) {
    struct wayland_drop_sink drops = {platform, window_events_take_drop};
    wayland_seat_start(&platform->seat, platform->wayland);
    platform->seat.scroll.sink = window_events_scrolls(platform);
    wayland_drop_start(&platform->drop, platform->loop, &drops);
    struct wayland_drag_sink drags = wayland_drop_drags(&platform->drop);
    platform->selections = wayland_selections_create(&platform->seat, &drags);
    struct wayland_text_sink texts = window_events_texts(platform);
    wayland_text_input_start(&platform->text_input, &platform->seat, &texts);
}

static void leave_seat(struct platform *platform) {
    wayland_text_input_stop(&platform->text_input);
    wayland_drop_stop(&platform->drop);
    wayland_selections_destroy(platform->selections);
    wayland_seat_stop(&platform->seat);
}

void platform_find_display(struct platform *platform, SDL_Window *window) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (platform->watch.descriptor >= 0 || !SDL_GetWindowWMInfo(window, &info)) {
        return;
    }
    if (info.subsystem == SDL_SYSWM_X11) {
        platform->display = info.info.x11.display;
        platform->watch.descriptor = XConnectionNumber(platform->display);
        x11_dpi_follow(platform->display);
        platform->x11_dpi = x11_dpi_read(platform->display);
        struct x11_scroll_sink scrolls = window_events_x11_scrolls(platform);
        x11_scroll_start(&platform->x11_scroll, platform->loop, DisplayString(platform->display), &scrolls);
        SDL_EventState(SDL_DROPTEXT, SDL_IGNORE); /* line by line: x11_drop.h has it whole */
    } else if (info.subsystem == SDL_SYSWM_WAYLAND) {
        platform->wayland = info.info.wl.display;
        platform->watch.descriptor = wl_display_get_fd(platform->wayland);
        find_seat(platform);
    }
    if (platform->watch.descriptor >= 0) {
        event_loop_watch(platform->loop, &platform->watch);
    }
}

struct clipboards *platform_clipboards(struct platform *platform) {
    const char *x_display = platform->display != NULL ? DisplayString(platform->display) : NULL;
    bool started = platform->clipboards.clipboards != NULL;
    if (!started && platform->windows != NULL) {
        desktop_clipboards_start(&platform->clipboards, platform->loop, x_display, platform->selections);
    }
    return platform->clipboards.clipboards;
}

struct platform *platform_create(struct event_loop *loop, char *error, size_t error_size) {
    struct platform *platform = calloc(1, sizeof *platform);
    if (platform == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    platform->loop = loop;
    platform->source = (struct loop_source){dispatch, pending, platform, BLIND_MS, NULL};
    platform->watch = (struct loop_watch){-1, POLLIN, connection_ready, platform, NULL};
    if (!start_video(error, error_size)) {
        free(platform);
        return NULL;
    }
    event_loop_add_source(loop, &platform->source);
    return platform;
}

void platform_destroy(struct platform *platform) {
    if (platform == NULL) {
        return;
    }
    desktop_clipboards_stop(&platform->clipboards);
    leave_seat(platform);
    x11_scroll_stop(&platform->x11_scroll); /* before the display whose name it has */
    font_set_destroy(platform->bar_fonts.set);
    event_loop_remove_source(platform->loop, &platform->source);
    event_loop_unwatch(platform->loop, &platform->watch);
    x_errors_on_loss(NULL, NULL);
    SDL_Quit();
    free(platform);
}
