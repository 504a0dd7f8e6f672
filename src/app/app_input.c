#include "app_input.h"

#include <string.h>

#include "app_window.h"
#include "loop_clock.h"

static void run(struct app_window *window, struct bindings *bindings, const struct action_call *calls, bool history) {
    struct action_target target = {&window->pane, &window->actions, ""};
    bindings_acquire(bindings); /* one of the actions may read other settings */
    action_call_run(calls, &target, history);
    bindings_release(bindings);
}

static bool has_history(const struct app_window *window) {
    return !viewport_info(window->pane.viewport)->alternate_screen;
}

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    struct bindings *bindings = window->app->bindings;
    const struct action_call *calls;
    bool history = has_history(window);
    if (ui_stack_key(&window->ui, event, loop_clock_ms()) || pane_ui_key(&window->pane, event, loop_clock_ms())) {
        return;
    }
    switch (bindings_key(bindings, &window->keys, event, history, &calls)) {
    case BINDING_ACTION:
        run(window, bindings, calls, history);
        break;
    case BINDING_PENDING:
        break;
    case BINDING_NONE:
        pane_key(&window->pane, event);
        break;
    }
    key_mode_set(&window->key_mode, bindings_mode(window->app->bindings, &window->keys));
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    const struct ui_text typed = {UI_TEXT_TYPED, text, length};
    if (!ui_stack_text(&window->ui, &typed, loop_clock_ms())) {
        pane_text(&window->pane, text, length);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    const struct ui_text composed = {UI_TEXT_COMPOSED, text, strlen(text)};
    if (!ui_stack_text(&window->ui, &composed, loop_clock_ms())) {
        pane_preedit(&window->pane, text);
    }
}

/* True: it was a press on the row of a line that is shown there, of the window or of its pane. */
static bool press_line(struct app_window *window, const struct pointer_event *event) {
    uint32_t col;
    struct ui_stack *shown = window->ui.shown != NULL ? &window->ui : &window->pane.ui;
    if (event->action != POINTER_PRESS || shown->shown == NULL ||
        !viewport_line_at(window->pane.viewport, event->x_px, event->y_px, &col)) {
        return false;
    }
    return event->button != QUIRE_BUTTON_LEFT || ui_stack_click(shown, col, loop_clock_ms());
}

void app_on_pointer(void *user, const struct pointer_event *event) {
    struct app_window *window = user;
    if (!press_line(window, event)) {
        pane_mouse_handle(&window->pane.mouse, event);
    }
}
