#include "app_input.h"

#include "app_window.h"
#include "loop_clock.h"

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    const struct action *action;
    struct pane *pane = &app_panes_current(&window->panes)->pane;
    bool history = !viewport_info(pane->viewport)->alternate_screen;
    if (ui_stack_key(&window->ui, event, loop_clock_ms())) {
        return;
    }
    switch (bindings_key(window->app->bindings, &window->keys, event, history, &action)) {
    case BINDING_ACTION:
        action->run(&(struct action_target){pane, &window->actions}, action->argument);
        break;
    case BINDING_PENDING:
        break;
    case BINDING_NONE:
        pane_key(pane, event);
        break;
    }
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    if (!ui_stack_text(&window->ui, loop_clock_ms())) {
        pane_text(&app_panes_current(&window->panes)->pane, text, length);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    ui_stack_text(&window->ui, loop_clock_ms());
    viewport_set_preedit(app_panes_current(&window->panes)->pane.viewport, text);
}
