#include "app_input.h"

#include <string.h>

#include "app_window.h"
#include "loop_clock.h"

static struct pane *current(const struct app_window *window) {
    return &app_panes_current(&window->panes)->pane;
}

/* The others of a tab in which what is typed goes to all of them. `act` is called for each. */
static void for_others(struct app_window *window, void (*act)(struct pane *pane, const void *what), const void *what) {
    const struct app_pane *first = app_panes_current(&window->panes);
    if (!app_panes_are_joined(&window->panes)) {
        return;
    }
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (pane != first && layout_tab_of(&window->panes.layout, pane->number) == window->panes.layout.current) {
            act(&pane->pane, what);
        }
    }
}

/* --- keys --- */

struct input {
    const struct action_call *calls;
    const struct action_window *window;
};

static void run_input(struct pane *pane, const void *what) {
    const struct input *input = what;
    struct action_target target = {pane, input->window, ""};
    action_call_run_input(input->calls, &target);
}

/* Those that are input go to the other panes first: one of the actions may move the keys somewhere else. */
static void run(struct app_window *window, struct bindings *bindings, const struct action_call *calls, unsigned there) {
    struct action_target target = {current(window), &window->actions, ""};
    bindings_acquire(bindings); /* one of the actions may read other settings */
    for_others(window, run_input, &(struct input){calls, &window->actions});
    action_call_run(calls, &target, there);
    bindings_release(bindings);
}

/* What there is for actions. */
static unsigned what_is_there(const struct app_window *window) {
    const struct layout *layout = &window->panes.layout;
    bool has_history = !viewport_info(current(window)->viewport)->alternate_screen;
    return (has_history ? ACTION_NEEDS_HISTORY : 0u) | (layout->tab_count > 1 ? ACTION_NEEDS_TABS : 0u) |
           (layout_panes(layout, NULL, 0) > 1 ? ACTION_NEEDS_PANES : 0u);
}

static void type_key(struct pane *pane, const void *what) {
    pane_key(pane, what);
}

void app_on_stroke(void *user, const struct key_stroke *stroke) {
    struct app_window *window = user;
    const struct quire_key_event *event = &stroke->event;
    struct bindings *bindings = window->app->bindings;
    const struct action_call *calls;
    unsigned there = what_is_there(window);
    if (ui_stack_key(&window->ui, event, loop_clock_ms()) || pane_ui_key(current(window), event, loop_clock_ms())) {
        return;
    }
    switch (bindings_key(bindings, &window->keys, event, there, &calls)) {
    case BINDING_ACTION:
        run(window, bindings, calls, there);
        break;
    case BINDING_PENDING:
        break;
    case BINDING_NONE:
        pane_key(current(window), event);
        for_others(window, type_key, event);
        break;
    }
    key_mode_set(&window->key_mode, bindings_mode(window->app->bindings, &window->keys));
}

/* --- input methods --- */

static void type_text(struct pane *pane, const void *what) {
    const struct ui_text *typed = what;
    pane_text(pane, typed->bytes, typed->length);
}

void app_on_text(void *user, const char *text, size_t length) {
    struct app_window *window = user;
    const struct ui_text typed = {UI_TEXT_TYPED, text, length};
    if (!ui_stack_text(&window->ui, &typed, loop_clock_ms())) {
        pane_text(current(window), text, length);
        for_others(window, type_text, &typed);
    }
}

void app_on_preedit(void *user, const char *text) {
    struct app_window *window = user;
    const struct ui_text composed = {UI_TEXT_COMPOSED, text, strlen(text)};
    if (!ui_stack_text(&window->ui, &composed, loop_clock_ms())) {
        pane_preedit(current(window), text);
    }
}
