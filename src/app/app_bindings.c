#define _GNU_SOURCE
#include "app_bindings.h"

#include <stdio.h>

#include "app_window.h"

/* What there is for actions. */
static unsigned what_is_there(const struct app_window *window, const struct pane *pane) {
    const struct layout *layout = &window->panes.layout;
    return (viewport_info(pane->viewport)->alternate_screen ? 0u : ACTION_NEEDS_HISTORY) |
           (layout->tab_count > 1 ? ACTION_NEEDS_TABS : 0u) |
           (layout_panes(layout, NULL, 0) > 1 ? ACTION_NEEDS_PANES : 0u);
}

struct input {
    const struct action_call *calls;
    const struct action_window *window;
};

static void run_input(struct pane *pane, const void *what) {
    const struct input *input = what;
    const struct action_target target = {pane, input->window, ""};
    action_call_run_input(input->calls, &target);
}

/* One of the actions may put other bindings in the place of those that are being run, or move the keys to another pane:
 * what is input goes to the panes that are joined before. */
static void run(struct app_window *window, struct pane *pane, const struct action_call *calls) {
    struct bindings *bindings = bindings_acquire(window->app->bindings);
    const struct action_target target = {pane, &window->actions, ""};
    app_panes_for_joined(&window->panes, run_input, &(struct input){calls, &window->actions});
    action_call_run(calls, &target, what_is_there(window, pane));
    bindings_release(bindings);
}

/* Where typing goes, the pointer is in the way. */
static void hide_pointer(struct app_window *window, const struct quire_key_event *event) {
    bool types = event->action != QUIRE_KEY_RELEASE && event->text_length > 0;
    if (types && window->settings->values.hide_pointer) {
        window_hide_pointer(window->window);
    }
}

bool app_bindings_key(struct app_window *window, struct pane *pane, const struct quire_key_event *event) {
    const struct action_call *calls;
    enum bindings_outcome outcome =
        bindings_key(window->app->bindings, &window->keys, event, what_is_there(window, pane), &calls);
    if (outcome == BINDING_ACTION) {
        run(window, pane, calls);
    } else if (outcome == BINDING_NONE) {
        hide_pointer(window, event);
    }
    key_mode_set(&window->key_mode, bindings_mode(window->app->bindings, &window->keys));
    return outcome != BINDING_NONE;
}

bool app_bindings_button(struct app_window *window, struct pane *pane, enum quire_mouse_button button, uint32_t mods) {
    const struct action_call *calls = bindings_button(window->app->bindings, button, mods);
    if (calls == NULL || !action_call_means(calls, what_is_there(window, pane))) {
        return false;
    }
    run(window, pane, calls);
    key_mode_set(&window->key_mode, bindings_mode(window->app->bindings, &window->keys));
    return true;
}

void app_bindings_run(struct app_window *window, struct pane *pane, const char *action) {
    struct action_call *calls;
    char error[128];
    if (action_call_read(action, &calls, error, sizeof error)) {
        run(window, pane, calls);
        action_call_destroy(calls);
    }
}

void app_bindings_set_mode(struct app_window *window, const char *name, bool once) {
    char text[100];
    bindings_leave(&window->keys);
    if (name[0] != '\0' && !bindings_enter(window->app->bindings, &window->keys, name, once)) {
        snprintf(text, sizeof text, "No key is bound in the mode '%s' ([keys.%s])", name, name);
        app_window_say(window, text);
    }
}
