#define _GNU_SOURCE
#include "host.h"

#include <stdlib.h>

#include "window_place.h"

static void on_title(struct host *host, struct session_note *note) {
    if (host->config->title[0] == '\0') {
        window_set_title(host->window, note->text != NULL && note->text[0] != '\0' ? note->text : "quire");
    }
}

static void on_bell(struct host *host, struct session_note *note) {
    (void)note;
    if (host->config->bell == CONFIG_BELL_VISUAL) {
        view_ring_bell(host->view);
    }
    if (!host->focused) {
        window_alert(host->window);
    }
}

static void on_notification(struct host *host, struct session_note *note) {
    (void)note;
    if (!host->focused) {
        window_alert(host->window);
    }
}

static void on_pointer_shape(struct host *host, struct session_note *note) {
    mouse_set_shape(host->mouse, note->text != NULL ? note->text : "");
}

/* The terminal has this size already (session.c); where the window cannot be so large, it is set right behind this. */
static void on_resize_request(struct host *host, struct session_note *note) {
    uint32_t cols = (uint32_t)note->cols, rows = (uint32_t)note->rows, width, height;
    if (!window_is_fullscreen(host->window)) {
        view_pixels_for(host->view, cols < 1000 ? cols : 1000, rows < 1000 ? rows : 1000, &width, &height);
        window_resize_px(host->window, width, height);
    }
    session_resize_answered(host->session, note->value);
    host->window_touched = true;
}

static void on_window_move(struct host *host, struct session_note *note) {
    window_move(host->window, note->cols, note->rows);
    host->window_touched = true;
}

static void on_window_state(struct host *host, struct session_note *note) {
    SDL_Window *window = window_sdl(host->window);
    switch (note->value) {
    case 1: /* a maximized window stays so */
        if (SDL_GetWindowFlags(window) & SDL_WINDOW_MINIMIZED) {
            SDL_RestoreWindow(window);
        }
        break;
    case 2:
        SDL_MinimizeWindow(window);
        break;
    case 5:
        SDL_RaiseWindow(window);
        break;
    default:
        break; /* 6, lower: SDL cannot */
    }
}

static void on_window_zoom(struct host *host, struct session_note *note) {
    if (note->value == 9) {
        window_maximize(host->window,
                        note->cols >= 0 && note->cols <= 3 ? (enum window_extent)note->cols : WINDOW_MAXIMIZED);
    } else if (note->cols == 2) {
        window_toggle_fullscreen(host->window);
    } else {
        window_set_fullscreen(host->window, note->cols == 1);
    }
}

void host_act(struct host *host) {
    static void (*const actions[NOTE_KINDS])(struct host * host, struct session_note * note) = {
        [NOTE_TITLE] = on_title,
        [NOTE_BELL] = on_bell,
        [NOTE_NOTIFICATION] = on_notification,
        [NOTE_POINTER_SHAPE] = on_pointer_shape,
        [NOTE_RESIZE_REQUEST] = on_resize_request,
        [NOTE_WINDOW_STATE] = on_window_state,
        [NOTE_WINDOW_ZOOM] = on_window_zoom,
        [NOTE_WINDOW_MOVE] = on_window_move,
    };
    struct session_note note;
    enum session_note_kind kind;
    while (session_take_note(host->session, &kind, &note)) {
        actions[kind](host, &note);
        free(note.text);
    }
    clipboard_requests_act(&host->clipboard);
}

void host_finish(struct host *host) {
    clipboard_requests_finish(&host->clipboard);
}
