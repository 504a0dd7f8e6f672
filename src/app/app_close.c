#define _GNU_SOURCE
#include "app_close.h"

#include <stdio.h>

#include "app_window.h"
#include "loop_clock.h"

static bool is_meant(const struct app_window *window, const struct app_pane *pane) {
    const struct layout *layout = &window->panes.layout;
    switch (window->close.what) {
    case APP_CLOSE_PANE:
        return pane->number == window->close.pane;
    case APP_CLOSE_TAB:
        return layout_tab_of(layout, pane->number) == layout_tab_of(layout, window->close.pane);
    case APP_CLOSE_WINDOW:
        break;
    }
    return true;
}

static void close_now(struct app_window *window) {
    window->closing = window->closing || window->close.what == APP_CLOSE_WINDOW;
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        pane->closing = pane->closing || is_meant(window, pane);
    }
}

static void answered(void *user, bool yes) {
    if (yes) {
        close_now(user);
    }
}

/* How many panes have something running that would end; `name`: of the first of them. */
static unsigned count_busy(const struct app_window *window, char *name, size_t size) {
    char other[64];
    unsigned count = 0;
    for (const struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        bool first = count == 0;
        count += is_meant(window, pane) &&
                 session_is_busy(pane->pane.session, first ? name : other, first ? size : sizeof other);
    }
    return count;
}

/* One question at a time: what the programs ask goes with what is closed. */
static void withdraw_others(struct app_window *window) {
    question_withdraw(&window->question);
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (is_meant(window, pane)) {
            question_withdraw(&pane->question);
        }
    }
}

void app_close(struct app_window *window, enum app_close_what what, uint32_t pane) {
    char name[64], text[160];
    window->close = (struct app_close){what, pane};
    unsigned busy = window->settings->values.confirm_close ? count_busy(window, name, sizeof name) : 0;
    if (busy == 0) {
        close_now(window);
        return;
    }
    withdraw_others(window);
    struct question_text question = {text, "Keep", "Close", false};
    if (busy == 1) {
        snprintf(text, sizeof text, "%s is still running. Close anyway?", name);
    } else {
        snprintf(text, sizeof text, "%s and %u more are still running. Close anyway?", name, busy - 1);
    }
    question_ask(&window->question, &question, answered, window, loop_clock_ms());
}
