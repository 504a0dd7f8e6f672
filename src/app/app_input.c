#include "app_input.h"

#include <string.h>

#include "app_bindings.h"
#include "app_window.h"
#include "loop_clock.h"

static struct pane *current(const struct app_window *window) {
    return &app_panes_current(&window->panes)->pane;
}

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    if (ui_stack_key(&window->ui, event, loop_clock_ms()) || pane_ui_key(current(window), event, loop_clock_ms())) {
        return;
    }
    if (!app_bindings_key(window, current(window), event)) {
        pane_key(current(window), event);
    }
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    const struct ui_text typed = {UI_TEXT_TYPED, text, length};
    if (!ui_stack_text(&window->ui, &typed, loop_clock_ms())) {
        pane_text(current(window), text, length);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    const struct ui_text composed = {UI_TEXT_COMPOSED, text, strlen(text)};
    if (!ui_stack_text(&window->ui, &composed, loop_clock_ms())) {
        pane_preedit(current(window), text);
    }
}
