/* SDL's events in words of no window system, to the window that they are for. */
#define _GNU_SOURCE
#include <SDL_syswm.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

#include "drop_list.h"
#include "loop_clock.h"
#include "platform.h"
#include "window_sdl.h"
#include "x11_dpi.h"
#include "x11_drop.h"

enum { FRAME_MS = 60 };
enum { X11_STEP_PX = 48 }; /* of a touchpad for a step of the wheel, at 96 dpi: three lines, as app_bar.c has it */

static struct window *window_of(const struct platform *platform, Uint32 id) {
    struct window *window = platform->windows;
    while (window != NULL && window->id != id) {
        window = window->next;
    }
    return window;
}

/* --- the pointer --- */

static uint32_t current_mods(void) {
    SDL_Keymod state = SDL_GetModState();
    return ((state & KMOD_SHIFT) != 0 ? (uint32_t)QUIRE_MOD_SHIFT : 0u) |
           ((state & KMOD_CTRL) != 0 ? (uint32_t)QUIRE_MOD_CTRL : 0u) |
           ((state & KMOD_ALT) != 0 ? (uint32_t)QUIRE_MOD_ALT : 0u);
}

static enum quire_mouse_button button_of(Uint8 sdl_button) {
    static const enum quire_mouse_button buttons[] = {QUIRE_BUTTON_NONE,  QUIRE_BUTTON_LEFT, QUIRE_BUTTON_MIDDLE,
                                                      QUIRE_BUTTON_RIGHT, QUIRE_BUTTON_8,    QUIRE_BUTTON_9};
    return sdl_button < sizeof buttons / sizeof buttons[0] ? buttons[sdl_button] : QUIRE_BUTTON_NONE;
}

static void tell_pointer(struct window *window, struct pointer_event *event, int x, int y) {
    double scale = window_scale(window);
    event->mods = window->mods = current_mods();
    event->x_px = (int32_t)floor(x * scale);
    event->y_px = (int32_t)floor((y - window_bar_height(window)) * scale);
    window->sink.pointer(window->sink.user, event);
}

static void on_button(struct window *window, const SDL_MouseButtonEvent *button) {
    struct pointer_event event = {.action = button->type == SDL_MOUSEBUTTONDOWN ? POINTER_PRESS : POINTER_RELEASE,
                                  .button = button_of(button->button),
                                  .clicks = button->clicks};
    window_reveal_pointer();
    if (event.button != QUIRE_BUTTON_NONE && !window_bar_button(window, button)) {
        tell_pointer(window, &event, button->x, button->y);
    }
}

static void tell_leave(struct window *window) {
    struct pointer_event event = {.action = POINTER_LEAVE};
    int x, y;
    SDL_GetMouseState(&x, &y);
    tell_pointer(window, &event, x, y);
}

static void on_motion(struct window *window, const SDL_MouseMotionEvent *motion) {
    struct pointer_event event = {.action = POINTER_MOTION};
    bool was_below = window->bar.below == TITLE_BAR_OUTSIDE;
    window_reveal_pointer();
    if (!window_bar_motion(window, motion->x, motion->y)) {
        tell_pointer(window, &event, motion->x, motion->y);
    } else if (was_below) {
        tell_leave(window);
    }
}

static void on_wheel(struct window *window, const SDL_MouseWheelEvent *wheel) {
    float sign = wheel->direction == SDL_MOUSEWHEEL_FLIPPED ? -1.0f : 1.0f;
    struct pointer_event event = {
        .action = POINTER_WHEEL, .wheel_x = sign * wheel->preciseX, .wheel_y = sign * wheel->preciseY};
    int x, y;
    SDL_GetMouseState(&x, &y);
    bool by_fingers = window->platform->seat.scroll.by_fingers || window->platform->x11_scroll.emulated;
    if (window->bar.below == TITLE_BAR_OUTSIDE && !by_fingers) {
        tell_pointer(window, &event, x, y);
    }
}

static void tell_modifiers(struct window *window) {
    if (window->mods != current_mods()) {
        struct pointer_event event = {.action = POINTER_MODIFIERS};
        int x, y;
        SDL_GetMouseState(&x, &y);
        tell_pointer(window, &event, x, y);
    }
}

/* --- the window --- */

/* A new state of a Wayland window comes as an event or two of SDL's, and the frame for it a moment behind them. */
static void show_frame_later(struct window *window) {
    if (window->platform->wayland != NULL) {
        event_loop_set_timer(window->platform->loop, &window->frame, loop_clock_ms() + FRAME_MS);
    }
}

static void on_window(struct window *window, Uint8 event) {
    const struct window_sink *sink = &window->sink;
    if (event != SDL_WINDOWEVENT_ENTER && event != SDL_WINDOWEVENT_LEAVE) {
        show_frame_later(window);
        window_bar_update(window);
    } else {
        x11_scroll_entered(&window->platform->x11_scroll, SDL_GetMouseFocus() != NULL);
    }
    switch (event) {
    case SDL_WINDOWEVENT_SIZE_CHANGED:
    case SDL_WINDOWEVENT_DISPLAY_CHANGED:
        sink->moved(sink->user);
        sink->resized(sink->user);
        break;
    case SDL_WINDOWEVENT_EXPOSED:
        sink->shown(sink->user, true);
        sink->exposed(sink->user);
        break;
    case SDL_WINDOWEVENT_SHOWN:
    case SDL_WINDOWEVENT_RESTORED:
        sink->moved(sink->user);
        sink->shown(sink->user, true);
        sink->exposed(sink->user);
        break;
    case SDL_WINDOWEVENT_HIDDEN:
    case SDL_WINDOWEVENT_MINIMIZED:
        sink->moved(sink->user);
        sink->shown(sink->user, false);
        break;
    case SDL_WINDOWEVENT_FOCUS_GAINED:
    case SDL_WINDOWEVENT_FOCUS_LOST:
        window_reveal_pointer();
        sink->moved(sink->user);
        sink->focused(sink->user, event == SDL_WINDOWEVENT_FOCUS_GAINED);
        break;
    case SDL_WINDOWEVENT_LEAVE:
        window_reveal_pointer();
        window_bar_left(window);
        tell_leave(window);
        break;
    case SDL_WINDOWEVENT_CLOSE:
        sink->close(sink->user);
        break;
    default:
        sink->moved(sink->user);
        break;
    }
}

static void on_drop(struct window *window, const SDL_DropEvent *drop) {
    const struct window_sink *sink = &window->sink;
    if (window->platform->drop.ours) { /* the same one came that way */
        return;
    }
    switch (drop->type) {
    case SDL_DROPFILE:
        sink->dropped(sink->user, drop->file != NULL ? drop->file : "", NULL);
        break;
    case SDL_DROPTEXT:
        sink->dropped(sink->user, NULL, drop->file != NULL ? drop->file : "");
        break;
    case SDL_DROPCOMPLETE:
        sink->dropped(sink->user, NULL, NULL);
        break;
    default:
        break;
    }
}

/* SDL 2.26 does not say for which window a drop on Wayland is. It only gets there what our own device does not. */
static Uint32 drop_window(const SDL_DropEvent *drop) {
    SDL_Window *below = SDL_GetMouseFocus();
    return drop->windowID != 0 ? drop->windowID : below != NULL ? SDL_GetWindowID(below) : 0;
}

static struct window *window_on(const struct platform *platform, const struct wl_surface *surface) {
    struct window *window = platform->windows;
    while (window != NULL && window->activation.surface != surface) {
        window = window->next;
    }
    return window;
}

void window_events_take_drop(void *user, const struct wl_surface *surface, const char *file, const char *text) {
    struct window *window = window_on(user, surface);
    if (window != NULL) {
        window->sink.dropped(window->sink.user, file, text);
    }
}

/* --- touchpads --- */

static void tell_scroll(struct window *window, double x_px, double y_px, bool ends) {
    struct pointer_event event = {
        .action = POINTER_SCROLL, .scroll_x_px = (float)x_px, .scroll_y_px = (float)y_px, .scroll_ends = ends};
    int at_x, at_y;
    if (window != NULL && window->bar.below == TITLE_BAR_OUTSIDE) {
        SDL_GetMouseState(&at_x, &at_y);
        tell_pointer(window, &event, at_x, at_y);
    }
}

static void scroll_wayland(void *user, const struct wl_surface *surface, double x, double y, bool ends) {
    struct window *window = window_on(user, surface);
    double scale = window != NULL ? window_scale(window) : 1;
    tell_scroll(window, x * scale, y * scale, ends);
}

struct wayland_scroll_sink window_events_scrolls(struct platform *platform) {
    return (struct wayland_scroll_sink){platform, scroll_wayland};
}

/* Of which window, events of X11 do not say. */
static void scroll_x11(void *user, double x, double y, bool ends) {
    struct platform *platform = user;
    SDL_Window *below = SDL_GetMouseFocus();
    double step_px = X11_STEP_PX * (platform->x11_dpi > 0 ? platform->x11_dpi / 96 : 1);
    tell_scroll(below != NULL ? window_of(platform, SDL_GetWindowID(below)) : NULL, x * step_px, y * step_px, ends);
}

struct x11_scroll_sink window_events_x11_scrolls(struct platform *platform) {
    return (struct x11_scroll_sink){platform, scroll_x11};
}

/* --- input methods of Wayland --- */

static void text_entered(void *user, const struct wl_surface *surface) {
    struct window *window = window_on(user, surface);
    if (window != NULL) {
        window_tell_cursor(window);
    }
}

static void queue_text(void *user, const struct wl_surface *surface, enum keyboard_item_kind kind, const char *text) {
    struct window *window = window_on(user, surface);
    if (window != NULL && window->keyboard != NULL) {
        keyboard_enqueue_text(window->keyboard, kind, text);
    }
}

static void text_committed(void *user, const struct wl_surface *surface, const char *text) {
    queue_text(user, surface, KEYBOARD_COMMIT, text);
}

static void text_composed(void *user, const struct wl_surface *surface, const char *text) {
    queue_text(user, surface, KEYBOARD_PREEDIT, text);
}

struct wayland_text_sink window_events_texts(struct platform *platform) {
    return (struct wayland_text_sink){platform, text_entered, text_committed, text_composed};
}

/* --- whose it is --- */

/* The window that an event names; 0: none, or all. */
static Uint32 window_id_of(const SDL_Event *event) {
    switch (event->type) {
    case SDL_WINDOWEVENT:
        return event->window.windowID;
    case SDL_KEYDOWN:
    case SDL_KEYUP:
        return event->key.windowID;
    case SDL_TEXTINPUT:
        return event->text.windowID;
    case SDL_TEXTEDITING:
        return event->edit.windowID;
    case SDL_TEXTEDITING_EXT:
        return event->editExt.windowID;
    case SDL_MOUSEMOTION:
        return event->motion.windowID;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        return event->button.windowID;
    case SDL_MOUSEWHEEL:
        return event->wheel.windowID;
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
    case SDL_DROPCOMPLETE:
        return drop_window(&event->drop);
    default:
        return 0;
    }
}

static void tell_keyboard(struct window *window, const SDL_Event *event) {
    if (window->keyboard != NULL) {
        keyboard_handle(window->keyboard, event);
    }
}

/* What comes beside SDL, of keyboards (each looks for its own window's), and the wish to end everything. */
static void tell_all(const struct platform *platform, const SDL_Event *event) {
    for (struct window *window = platform->windows; window != NULL; window = window->next) {
        tell_keyboard(window, event);
        if (event->type == SDL_QUIT) {
            window->sink.close(window->sink.user);
        }
    }
}

/* An event of X11 as it came; NULL: it is none. */
static const XEvent *native_event(const struct platform *platform, const SDL_Event *event) {
    bool native = event->type == SDL_SYSWMEVENT && event->syswm.msg != NULL && platform->display != NULL &&
                  event->syswm.msg->subsystem == SDL_SYSWM_X11;
    return native ? &event->syswm.msg->msg.x11.event : NULL;
}

static void tell_file(void *user, const char *path) {
    const struct window_sink *sink = user;
    sink->dropped(sink->user, path, NULL);
}

static void see_file(void *user, const char *path) {
    (void)path;
    *(bool *)user = true;
}

/* Of what comes at once SDL tells the files, and that it was all, behind this event; of increments it tells nothing. */
static void tell_drop(struct window *window) {
    struct x11_drop *drop = &window->drop;
    const struct window_sink *sink = &window->sink;
    char host[256] = "";
    bool has_files = false;
    gethostname(host, sizeof host - 1);
    if (drop->is_list && drop->in_increments) {
        drop_list_files(drop->text->bytes, host, tell_file, &window->sink);
    }
    if (drop->is_list) {
        drop_list_files(drop->text->bytes, host, see_file, &has_files);
        drop_list_keep_addresses(drop->text->bytes, host);
    }
    if (drop->text->bytes[0] != '\0') {
        sink->dropped(sink->user, NULL, drop->text->bytes);
        if (has_files) {
            sink->dropped(sink->user, NULL, " ");
        }
    }
    if (drop->in_increments) {
        sink->dropped(sink->user, NULL, NULL);
    }
}

static void take_drop(struct platform *platform, struct window *window, const XEvent *event) {
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window->sdl, &info)) {
        return;
    }
    const struct clipboards *clipboards = platform_clipboards(platform);
    size_t limit = clipboards != NULL ? clipboards_limit(clipboards) : 0;
    enum x11_drop_news news = x11_drop_take(&window->drop, platform->display, info.info.x11.window, limit, event);
    if (news == X11_DROP_WHOLE) {
        tell_drop(window);
        x11_drop_finish(&window->drop);
    } else if (news == X11_DROP_TOO_LARGE) {
        window->sink.drop_refused(window->sink.user);
    }
}

/* The size of text that the user wants may be another one. */
static void follow_dpi(struct platform *platform, const XEvent *event) {
    if (!x11_dpi_may_differ(platform->display, event)) {
        return;
    }
    double before = platform->x11_dpi;
    platform->x11_dpi = x11_dpi_read(platform->display);
    for (struct window *window = platform->windows; before != platform->x11_dpi && window != NULL;
         window = window->next) {
        window->sink.resized(window->sink.user);
    }
}

static void act_on_native(struct platform *platform, const XEvent *event) {
    if (event == NULL) {
        return;
    }
    for (struct window *window = platform->windows; window != NULL; window = window->next) {
        if (event->type == SelectionNotify || event->type == PropertyNotify) {
            take_drop(platform, window, event);
        }
        window_resize_take(window, event);
    }
    x11_scroll_see(&platform->x11_scroll, event);
    follow_dpi(platform, event);
}

static void release(SDL_Event *event) {
    if (event->type == SDL_DROPFILE || event->type == SDL_DROPTEXT) {
        SDL_free(event->drop.file);
    } else if (event->type == SDL_TEXTEDITING_EXT) {
        SDL_free(event->editExt.text);
    }
}

static void act_on(struct window *window, SDL_Event *event) {
    switch (event->type) {
    case SDL_WINDOWEVENT:
        on_window(window, event->window.event);
        break;
    case SDL_MOUSEMOTION:
        on_motion(window, &event->motion);
        break;
    case SDL_MOUSEBUTTONDOWN:
    case SDL_MOUSEBUTTONUP:
        on_button(window, &event->button);
        break;
    case SDL_MOUSEWHEEL:
        on_wheel(window, &event->wheel);
        break;
    case SDL_DROPFILE:
    case SDL_DROPTEXT:
    case SDL_DROPCOMPLETE:
        on_drop(window, &event->drop);
        break;
    default:
        break;
    }
}

void window_events_route(struct platform *platform, SDL_Event *event) {
    Uint32 id = window_id_of(event);
    if (id == 0) {
        tell_all(platform, event);
        act_on_native(platform, native_event(platform, event));
        return;
    }
    struct window *window = window_of(platform, id);
    if (window != NULL) {
        tell_keyboard(window, event);
        act_on(window, event);
    }
    release(event);
}

void window_events_drained(const struct platform *platform) {
    for (struct window *window = platform->windows; window != NULL; window = window->next) {
        if (window->keyboard != NULL) {
            keyboard_drained(window->keyboard);
        }
        if (SDL_GetKeyboardFocus() == window->sdl) {
            tell_modifiers(window);
        }
    }
}
