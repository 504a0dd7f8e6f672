#include "app_pointer.h"

#include "app_window.h"
#include "loop_clock.h"

/* True: it was a press on the row of a line that is shown there, of the window or of the pane. */
static bool press_line(struct app_window *window, struct app_pane *pane, const struct pointer_event *event) {
    uint32_t col;
    struct ui_stack *shown = pane->pane.line_covered ? &window->ui : &pane->pane.ui;
    if (event->action != POINTER_PRESS || shown->shown == NULL ||
        !viewport_line_at(pane->pane.viewport, event->x_px, event->y_px, &col)) {
        return false;
    }
    return event->button != QUIRE_BUTTON_LEFT || ui_stack_click(shown, col, loop_clock_ms());
}

static struct app_pane *pane_at(const struct app_window *window, const struct pointer_event *event) {
    if (event->x_px < 0 || event->y_px < 0) {
        return NULL;
    }
    uint32_t number = layout_at(&window->panes.layout, app_window_room(window), app_window_gap(window),
                                (uint32_t)event->x_px, (uint32_t)event->y_px);
    return app_panes_find(&window->panes, number);
}

/* The pane that had it is told that it is gone. */
static void go_over(struct app_window *window, struct app_pane *pane, const struct pointer_event *event) {
    struct app_pane *before = app_panes_find(&window->panes, window->pointer.over);
    if (before != NULL && before != pane) {
        struct pointer_event leaves = *event;
        leaves.action = POINTER_LEAVE;
        pane_mouse_handle(&before->pane.mouse, &leaves);
    }
    window->pointer.over = pane != NULL ? pane->number : 0;
}

static struct app_pane *owner_of(struct app_window *window, const struct pointer_event *event) {
    struct app_pane *captor = app_panes_find(&window->panes, window->pointer.captor);
    if (captor != NULL) {
        return captor;
    }
    if (event->action == POINTER_LEAVE || event->action == POINTER_MODIFIERS) {
        return app_panes_find(&window->panes, window->pointer.over);
    }
    return pane_at(window, event);
}

/* The bar and the lines have it, unless a pane's button is held. */
static bool is_around_panes(struct app_window *window, const struct pointer_event *event) {
    if (app_panes_find(&window->panes, window->pointer.captor) != NULL) {
        return false;
    }
    if (app_bar_pointer(window, event)) {
        window_set_pointer(window->window, "default");
        return true;
    }
    return app_lines_pointer(window, event);
}

void app_pointer_handle(void *user, const struct pointer_event *event) {
    struct app_window *window = user;
    if (is_around_panes(window, event)) {
        go_over(window, NULL, event);
        return;
    }
    struct app_pane *pane = owner_of(window, event);
    if (event->action != POINTER_LEAVE) {
        go_over(window, pane, event);
    }
    if (pane == NULL) {
        window_set_pointer(window->window, "default");
        return;
    }
    if (event->action == POINTER_PRESS) {
        app_window_focus(window, pane);
    }
    if (!press_line(window, pane, event)) {
        pane_mouse_handle(&pane->pane.mouse, event);
    }
}

void app_pointer_set_shape(struct app_pointer *pointer, const struct app_pane *pane, const char *css_name) {
    if (pointer->over == pane->number || pointer->over == 0) {
        window_set_pointer(pointer->window->window, css_name);
    }
}

void app_pointer_capture(struct app_pointer *pointer, const struct app_pane *pane, bool is_held) {
    pointer->captor = is_held ? pane->number : 0;
    window_capture_pointer(pointer->window->window, is_held);
}

void app_pointer_forget(struct app_pointer *pointer, const struct app_pane *pane) {
    if (pointer->captor == pane->number) {
        app_pointer_capture(pointer, pane, false);
    }
    pointer->over = pointer->over == pane->number ? 0 : pointer->over;
}
