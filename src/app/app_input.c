#include "app_input.h"

#include "app_window.h"
#include "loop_clock.h"

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    const struct action *action;
    bool history = !viewport_info(window->pane.viewport)->alternate_screen;
    if (ui_stack_key(&window->ui, event, loop_clock_ms())) {
        return;
    }
    switch (bindings_key(window->app->bindings, &window->keys, event, history, &action)) {
    case BINDING_ACTION:
        action->run(&(struct action_target){&window->pane, &window->actions}, action->argument);
        break;
    case BINDING_PENDING:
        break;
    case BINDING_NONE:
        pane_key(&window->pane, event);
        break;
    }
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    if (!ui_stack_text(&window->ui, loop_clock_ms())) {
        pane_text(&window->pane, text, length);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    ui_stack_text(&window->ui, loop_clock_ms());
    viewport_set_preedit(window->pane.viewport, text);
}

/* True: it was a press on the row of a question or message. */
static bool press_line(struct app_window *window, const struct pointer_event *event) {
    uint32_t col;
    if (event->action != POINTER_PRESS || window->ui.shown == NULL ||
        !viewport_line_at(window->pane.viewport, event->x_px, event->y_px, &col)) {
        return false;
    }
    return event->button != QUIRE_BUTTON_LEFT || ui_stack_click(&window->ui, col, loop_clock_ms());
}

void app_on_pointer(void *user, const struct pointer_event *event) {
    struct app_window *window = user;
    if (!press_line(window, event)) {
        pane_mouse_handle(&window->pane.mouse, event);
    }
}
