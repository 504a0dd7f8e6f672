#define _GNU_SOURCE
#include "app_requests.h"

#include <stdlib.h>

#include "app_window.h"
#include "window_place.h"
#include "window_progress.h"

static void on_title(struct app_window *window, struct session_note *note) {
    if (window->settings->values.title[0] == '\0') {
        window_set_title(window->window, note->text != NULL && note->text[0] != '\0' ? note->text : "quire");
    }
}

static void on_bell(struct app_window *window, struct session_note *note) {
    (void)note;
    if (window->settings->values.bell != CONFIG_BELL_NONE) {
        viewport_ring_bell(window->pane.viewport);
    }
    if (!window->focused) {
        window_alert(window->window);
    }
}

static void on_progress(struct app_window *window, struct session_note *note) {
    window_set_progress(window->window, (enum window_progress)note->cols, note->value);
}

static void on_pointer_shape(struct app_window *window, struct session_note *note) {
    pane_mouse_set_shape(&window->pane.mouse, note->text != NULL ? note->text : "");
}

/* The terminal has this size already (session.c); where the window cannot be so large, it is set right behind this. */
static void on_resize_request(struct app_window *window, struct session_note *note) {
    uint32_t cols = (uint32_t)note->cols, rows = (uint32_t)note->rows, width, height;
    if (!window_is_fullscreen(window->window)) {
        viewport_pixels_for(window->pane.viewport, cols < 1000 ? cols : 1000, rows < 1000 ? rows : 1000, &width,
                            &height);
        window_resize_px(window->window, width, height);
    }
    session_resize_answered(window->pane.session, note->value);
    window->changed = true;
}

static void on_window_move(struct app_window *window, struct session_note *note) {
    window_move(window->window, note->cols, note->rows);
    window->changed = true;
}

static void on_window_state(struct app_window *window, struct session_note *note) {
    switch (note->value) {
    case 1:
        window_restore(window->window);
        break;
    case 2:
        window_minimize(window->window);
        break;
    case 5:
        window_raise(window->window, NULL);
        break;
    default:
        break; /* 6, lower: SDL cannot */
    }
}

static void on_window_zoom(struct app_window *window, struct session_note *note) {
    if (note->value == 9) {
        window_maximize(window->window,
                        note->cols >= 0 && note->cols <= 3 ? (enum window_extent)note->cols : WINDOW_MAXIMIZED);
    } else if (note->cols == 2) {
        window_set_fullscreen(window->window, !window_is_fullscreen(window->window));
    } else {
        window_set_fullscreen(window->window, note->cols == 1);
    }
}

void app_requests_act(struct app_window *window) {
    static void (*const actions[NOTE_KINDS])(struct app_window * window, struct session_note * note) = {
        [NOTE_TITLE] = on_title,
        [NOTE_BELL] = on_bell,
        [NOTE_PROGRESS] = on_progress,
        [NOTE_POINTER_SHAPE] = on_pointer_shape,
        [NOTE_RESIZE_REQUEST] = on_resize_request,
        [NOTE_WINDOW_STATE] = on_window_state,
        [NOTE_WINDOW_ZOOM] = on_window_zoom,
        [NOTE_WINDOW_MOVE] = on_window_move,
    };
    struct session_note note;
    enum session_note_kind kind;
    while (session_take_note(window->pane.session, &kind, &note)) {
        actions[kind](window, &note);
        free(note.text);
    }
    pane_notify_act(&window->pane.notify);
    clipboard_requests_act(&window->clipboard);
}
