#define _GNU_SOURCE
#include "app_requests.h"

#include <stdio.h>
#include <stdlib.h>

#include "app_window.h"
#include "window_place.h"
#include "window_progress.h"

static void on_title(struct app_pane *pane, struct session_note *note) {
    snprintf(pane->title, sizeof pane->title, "%s", note->text != NULL ? note->text : "");
    app_window_renew_title(pane->window, pane);
}

static void on_bell(struct app_pane *pane, struct session_note *note) {
    (void)note;
    const struct app_window *window = pane->window;
    if (window->settings->values.bell != CONFIG_BELL_NONE && pane->shown) {
        viewport_ring_bell(pane->pane.viewport);
    }
    pane->rang = !pane->shown;
    app_window_redecorate(pane->window);
    if (!window->focused) {
        window_alert(window->window);
    }
}

static void on_progress(struct app_pane *pane, struct session_note *note) {
    pane->progress = (enum window_progress)note->cols;
    pane->percent = note->value;
    app_window_renew_title(pane->window, pane);
}

static void on_pointer_shape(struct app_pane *pane, struct session_note *note) {
    pane_mouse_set_shape(&pane->pane.mouse, note->text != NULL ? note->text : "");
}

/* What of the window is not the pane's. */
static void around(const struct app_pane *pane, uint32_t *width, uint32_t *height) {
    const struct backend_area *place = viewport_place(pane->pane.viewport);
    window_size_px(pane->window->window, width, height);
    *width -= place->width < *width ? place->width : *width;
    *height -= place->height < *height ? place->height : *height;
}

/* The terminal has this size already (session.c); where the window cannot be so large, it is set right behind this. A
 * pane that is not alone in view has to do with the room that the user gave it. */
static void on_resize_request(struct app_pane *pane, struct session_note *note) {
    const struct app_window *window = pane->window;
    uint32_t cols = (uint32_t)note->cols, rows = (uint32_t)note->rows, width, height, more_width, more_height;
    bool is_alone = pane->shown && layout_shown(&window->panes.layout, NULL, 0) == 1;
    if (is_alone && !window_is_fullscreen(window->window)) {
        viewport_pixels_for(pane->pane.viewport, cols < 1000 ? cols : 1000, rows < 1000 ? rows : 1000, &width, &height);
        around(pane, &more_width, &more_height);
        window_resize_px(window->window, width + more_width, height + more_height);
    }
    session_resize_answered(pane->pane.session, note->value);
    pane->changed = true;
}

static void on_window_move(struct app_pane *pane, struct session_note *note) {
    window_move(pane->window->window, note->cols, note->rows);
    pane->changed = true;
}

static void on_window_state(struct app_pane *pane, struct session_note *note) {
    switch (note->value) {
    case 1:
        window_restore(pane->window->window);
        break;
    case 2:
        window_minimize(pane->window->window);
        break;
    case 5:
        window_raise(pane->window->window, NULL);
        break;
    default:
        break; /* 6, lower: SDL cannot */
    }
}

static void on_window_zoom(struct app_pane *pane, struct session_note *note) {
    if (note->value == 9) {
        window_maximize(pane->window->window,
                        note->cols >= 0 && note->cols <= 3 ? (enum window_extent)note->cols : WINDOW_MAXIMIZED);
    } else if (note->cols == 2) {
        window_set_fullscreen(pane->window->window, !window_is_fullscreen(pane->window->window));
    } else {
        window_set_fullscreen(pane->window->window, note->cols == 1);
    }
}

void app_requests_act(struct app_pane *pane) {
    static void (*const actions[NOTE_KINDS])(struct app_pane * pane, struct session_note * note) = {
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
    while (session_take_note(pane->pane.session, &kind, &note)) {
        actions[kind](pane, &note);
        free(note.text);
    }
    pane_notify_act(&pane->pane.notify);
    clipboard_requests_act(&pane->clipboard);
    ui_stack_show(&pane->window->ui); /* a question of its goes before what is said */
}
