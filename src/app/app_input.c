#include "app_input.h"

#include <string.h>

#include "app_bindings.h"
#include "app_window.h"
#include "loop_clock.h"

static struct pane *current(const struct app_window *window) {
    return &app_panes_current(&window->panes)->pane;
}

static void type_key(struct pane *pane, const void *what) {
    pane_key(pane, what);
}

static void type_text(struct pane *pane, const void *what) {
    const struct ui_text *typed = what;
    pane_text(pane, typed->bytes, typed->length);
}

/* A paste that went to all panes is asked about in all of them, and answered once. */
static void answer_guard(struct pane *pane, const void *what) {
    if (pane->guard != NULL) {
        pane_ui_key(pane, what, loop_clock_ms());
    }
}

static bool mode_takes(struct app_window *window, const struct quire_key_event *event) {
    bool guarded = current(window)->guard != NULL, taken = pane_ui_key(current(window), event, loop_clock_ms());
    if (guarded && taken) {
        app_panes_for_joined(&window->panes, answer_guard, event);
    }
    return taken;
}

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    if (ui_stack_key(&window->ui, event, loop_clock_ms()) || mode_takes(window, event)) {
        return;
    }
    if (!app_bindings_key(window, current(window), event)) {
        pane_key(current(window), event);
        app_panes_for_joined(&window->panes, type_key, event);
    }
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    const struct ui_text typed = {UI_TEXT_TYPED, text, length};
    if (!ui_stack_text(&window->ui, &typed, loop_clock_ms())) {
        pane_text(current(window), text, length);
        app_panes_for_joined(&window->panes, type_text, &typed);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    const struct ui_text composed = {UI_TEXT_COMPOSED, text, strlen(text)};
    if (!ui_stack_text(&window->ui, &composed, loop_clock_ms())) {
        pane_preedit(current(window), text);
    }
}
