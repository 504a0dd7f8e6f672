#define _GNU_SOURCE
#include "app_window.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_accessible.h"
#include "app_draw.h"
#include "app_input.h"
#include "loop_clock.h"
#include "pane_clipboard.h"
#include "window_place.h"

/* --- where its panes are --- */

struct layout_rect app_window_room(const struct app_window *window) {
    struct layout_rect room = {0, 0, 1, 1};
    window_size_px(window->window, &room.width, &room.height);
    if (app_bar_is_shown(window)) {
        struct layout_rect bar = app_bar_place(window);
        room.y = bar.y == 0 ? bar.height : 0;
        room.height = room.height > bar.height ? room.height - bar.height : 1;
    }
    return room;
}

uint32_t app_window_gap(const struct app_window *window) {
    double scale = drawing_scale(window->drawing);
    return scale > 1.0 ? (uint32_t)(scale + 0.5) : 1;
}

static bool is_current(const struct app_window *window, const struct app_pane *pane) {
    return layout_current(&window->panes.layout) == pane->number;
}

static void place(struct app_window *window, struct app_pane *pane) {
    struct layout_rect rect;
    if (layout_place(&window->panes.layout, pane->number, app_window_room(window), app_window_gap(window), &rect)) {
        const struct backend_area area = {rect.x, rect.y, rect.width, rect.height};
        pane_set_place(&pane->pane, &area);
    }
}

/* What is not in view is left as it is: it gets its size when it comes into view. */
static void arrange(struct app_window *window, struct app_pane *pane) {
    bool visible = window->visible && pane->shown, focused = window->focused && is_current(window, pane);
    if (pane->shown) {
        place(window, pane);
        pane->rang = pane->active = pane->done = pane->failed = false;
        viewport_set_beside(pane->pane.viewport, !is_current(window, pane));
    }
    if (pane->pane.visible != visible) {
        pane_set_visible(&pane->pane, visible);
    }
    if (pane->pane.focused != focused) {
        pane_set_focus(&pane->pane, focused);
    }
    if (!focused && window->focused) {
        pane_preedit(&pane->pane, ""); /* an input method composes for the pane with the keys */
    }
}

/* The line is shown by the current pane; where that has become another one, it moves. */
static void move_line(struct app_window *window) {
    const struct app_pane *pane = app_panes_current(&window->panes);
    uint32_t cols = viewport_grid(pane->pane.viewport).cols;
    bool moves = window->line_pane != pane->number && window->ui.shown != NULL;
    if (window->ui.cols != cols) {
        ui_stack_set_cols(&window->ui, cols);
    } else if (moves) {
        ui_stack_show(&window->ui);
    }
}

static void arrange_all(struct app_window *window) {
    if (window->panes.first == NULL) {
        return;
    }
    app_panes_mark_shown(&window->panes);
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        arrange(window, pane);
    }
    window->redecorate = true;
    move_line(window);
    app_window_show_title(window);
    picture_clock_want(&window->clock, false);
}

void app_window_arrange(struct app_window *window) {
    arrange_all(window);
    app_window_tell_place(window);
}

void app_window_focus(struct app_window *window, struct app_pane *pane) {
    if (!is_current(window, pane)) {
        layout_focus(&window->panes.layout, pane->number);
        app_window_arrange(window);
    }
}

void app_window_remove(struct app_window *window, struct app_pane *pane) {
    app_pointer_forget(&window->pointer, pane);
    app_panes_remove(&window->panes, pane);
    app_pane_destroy(pane);
    app_window_arrange(window);
}

/* --- what happens to the window --- */

void app_window_tell_place(void *user) {
    struct app_window *window = user;
    struct window_geometry place = window_geometry(window->window);
    struct quire_window_state state = QUIRE_WINDOW_STATE_INIT;
    state.x_px = place.x;
    state.y_px = place.y;
    state.width_px = place.width;
    state.height_px = place.height;
    state.display_width_px = place.display_width;
    state.display_height_px = place.display_height;
    state.minimized = place.minimized;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        viewport_text_px(pane->pane.viewport, &state.text_x_px, &state.text_y_px);
        state.text_x_px += place.inner_x;
        state.text_y_px += place.inner_y;
        session_set_window(pane->pane.session, &state);
    }
}

void app_window_resized(void *user) {
    struct app_window *window = user;
    window_size_px(window->window, &window->scene.width_px, &window->scene.height_px);
    window_make_current(window->window);
    drawing_set_dpi(window->drawing, window_dpi(window->window));
    drawing_expose(window->drawing);
    picture_clock_hurry(&window->clock);
    arrange_all(window);
}

static void expose(void *user) {
    struct app_window *window = user;
    drawing_expose(window->drawing);
    picture_clock_want(&window->clock, false);
}

static void set_visible(void *user, bool visible) {
    struct app_window *window = user;
    window->visible = visible;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        pane_set_visible(&pane->pane, visible && pane->shown);
    }
    if (visible) {
        picture_clock_want(&window->clock, false);
    }
}

static void set_focus(void *user, bool focused) {
    struct app_window *window = user;
    window->focused = focused;
    pane_set_focus(&app_panes_current(&window->panes)->pane, focused);
    app_accessible_focus(window, focused);
}

static void ask_close(void *user) {
    app_close(user, APP_CLOSE_WINDOW, 0);
}

static void take_drop(void *user, const char *file, const char *text) {
    struct app_window *window = user;
    pane_drop(&app_panes_current(&window->panes)->pane, file, text);
}

static void refuse_drop(void *user) {
    struct app_window *window = user;
    pane_say_limit(&app_panes_current(&window->panes)->pane, "What was dropped is larger than ",
                   ": it was not inserted");
}

struct window_sink app_window_sink(struct app_window *window) {
    return (struct window_sink){
        window,     app_window_resized, app_window_tell_place, expose,      set_visible,    set_focus,
        ask_close,  app_pointer_handle, app_on_stroke,         app_on_text, app_on_preedit, take_drop,
        refuse_drop};
}

/* --- what is said --- */

void app_window_say(struct app_window *window, const char *text) {
    message_say(&window->message, text, loop_clock_ms());
}

void app_window_say_next(struct app_window *window, const char *text) {
    message_add(&window->message, text, loop_clock_ms());
}

void app_window_tell_fonts(struct app_window *window) {
    const char *line;
    while ((line = drawing_warning(window->drawing, window->fonts_told)) != NULL) {
        app_window_say_next(window, line);
        window->fonts_told++;
    }
}

/* What is said can wait, what a program asks cannot. */
static bool gives_way(const struct app_window *window, const struct app_pane *pane) {
    return window->ui.shown == &window->message.mode && pane->question.open;
}

void app_window_show_line(void *user, const struct ui_line *line) {
    struct app_window *window = user;
    struct app_pane *pane = app_panes_current(&window->panes);
    struct app_pane *before = app_panes_find(&window->panes, window->line_pane);
    if (before != NULL && before != pane) {
        pane_cover_line(&before->pane, NULL);
    }
    if (pane != NULL) {
        pane_cover_line(&pane->pane, gives_way(window, pane) ? NULL : line);
    }
    window->line_pane = pane != NULL ? pane->number : 0;
}

void app_window_show_title(struct app_window *window) {
    const struct app_pane *pane = app_panes_current(&window->panes);
    const char *fixed = window->settings->values.title;
    const char *title = fixed[0] != '\0' ? fixed : pane->title;
    window_set_title(window->window, title[0] != '\0' ? title : "quire");
    window_set_progress(window->window, pane->progress, pane->percent);
}

void app_window_renew_title(struct app_window *window, const struct app_pane *pane) {
    if (is_current(window, pane)) {
        app_window_show_title(window);
    }
    app_window_redecorate(window);
}

void app_window_redecorate(struct app_window *window) {
    if (app_bar_is_shown(window)) {
        window->redecorate = true;
        picture_clock_want(&window->clock, true);
    }
}

/* --- a turn --- */

/* A terminal may have a size that its program asked for; now it gets its rectangle's. */
static void settle(struct app_window *window) {
    bool changed = false;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (pane->changed) {
            pane->changed = false;
            pane_forget_size(&pane->pane);
            changed = true;
        }
    }
    if (changed) {
        app_window_resized(window);
        app_window_tell_place(window);
    }
}

/* The end of a program that was asked for is that of this process, or of the one that asked. */
static void end_pane(struct app_pane *pane, int status) {
    struct app *app = pane->window->app;
    pane->status = pane->runs_command ? status : 0;
    app->status = pane->runs_command && !pane->was_asked ? status : app->status;
}

/* Panes whose programs have ended are gone. */
static void remove_ended(struct app_window *window) {
    int status;
    for (struct app_pane *pane = window->panes.first, *next; pane != NULL; pane = next) {
        next = pane->next;
        bool is_over = pane_is_over(&pane->pane, &status);
        if (is_over) {
            end_pane(pane, status);
        }
        if (is_over || pane->closing) {
            app_window_remove(window, pane);
        }
    }
}

bool app_window_turn(struct app_window *window, int64_t now) {
    settle(window);
    remove_ended(window);
    if (window->closing || window->panes.first == NULL) {
        return false;
    }
    app_draw_if_due(window, now);
    return true;
}
