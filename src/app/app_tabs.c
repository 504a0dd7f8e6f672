#define _GNU_SOURCE
#include "app_tabs.h"

#include <stdio.h>

#include "app_window.h"

/* --- opening --- */

/* The grid that a pane has in a place. */
static void grid_of(const struct app_window *window, const struct layout_rect *place, uint32_t *cols, uint32_t *rows) {
    uint32_t padding = (uint32_t)((double)window->settings->values.padding * drawing_scale(window->drawing));
    drawing_grid(window->drawing, place->width, place->height, padding, cols, rows);
}

/* Makes a pane for a place that the layout has, or gives the place back. */
static bool open(struct app_window *window, const struct app_pane_start *start, char *error, size_t error_size) {
    struct app_pane *pane = app_pane_create(window, start, error, error_size);
    if (pane == NULL) {
        app_panes_give_back(&window->panes, start->number);
        return false;
    }
    app_panes_put(&window->panes, pane);
    return true;
}

bool app_tabs_open_first(struct app_window *window, const struct app_start *start, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct app_pane_start pane = {start, app_panes_next_number(&window->panes), (uint32_t)config->cols,
                                  (uint32_t)config->rows};
    if (!app_panes_add_tab(&window->panes, pane.number)) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    return open(window, &pane, error, error_size);
}

bool app_tabs_adopt(struct app_window *window, struct app_pane *pane, char *error, size_t error_size) {
    uint32_t number = app_panes_next_number(&window->panes);
    if (!app_panes_add_tab(&window->panes, number)) {
        snprintf(error, error_size, "no memory");
        return false;
    }
    app_pane_move(pane, window, number);
    app_panes_put(&window->panes, pane);
    return true;
}

/* The layout has a place of this number, beside `from` or in another tab; what runs in it, a command or (NULL) the
 * shell, starts where `from` is. */
static bool fill_place(struct app_window *window, uint32_t number, struct app_pane *from, char *const *command) {
    char directory[4096], error[512];
    struct layout_rect place = {0, 0, 0, 0};
    struct notices notices = NOTICES_INIT;
    session_directory(from->pane.session, directory, sizeof directory);
    struct app_start start = {.command = command,
                              .directory = directory[0] != '\0' ? directory : NULL,
                              .notices = &notices,
                              .is_aside = true};
    struct app_pane_start pane = {&start, number, 0, 0};
    layout_place(&window->panes.layout, number, app_window_room(window), app_window_gap(window), &place);
    grid_of(window, &place, &pane.cols, &pane.rows);
    bool opened = open(window, &pane, error, sizeof error);
    notices_finish(&notices);
    app_window_arrange(window);
    if (!opened) {
        app_window_say(window, error);
    }
    return opened;
}

static bool open_tab(struct app_window *window, char *const *command) {
    struct app_pane *from = app_panes_current(&window->panes);
    uint32_t number = app_panes_next_number(&window->panes);
    if (!app_panes_add_tab(&window->panes, number)) {
        app_window_say(window, "There is no memory for another tab");
        return false;
    }
    return fill_place(window, number, from, command);
}

static void new_tab(void *user) {
    open_tab(user, NULL);
}

static bool open_command(void *user, char *const *argv) {
    return open_tab(user, argv);
}

/* A pane that shows nothing helps nobody. */
static bool has_room(const struct app_window *window, uint32_t number) {
    enum { LEAST_COLS = 4 };
    const struct font_metrics *metrics = drawing_metrics(window->drawing);
    struct layout_rect place;
    return layout_place(&window->panes.layout, number, app_window_room(window), app_window_gap(window), &place) &&
           place.width >= LEAST_COLS * metrics->cell_width && place.height >= metrics->cell_height;
}

static void split(void *user, enum layout_side side) {
    struct app_window *window = user;
    struct app_pane *from = app_panes_current(&window->panes);
    uint32_t number = app_panes_next_number(&window->panes);
    if (!app_panes_add_split(&window->panes, number, from->number, side)) {
        app_window_say(window, "There is no memory for another pane");
    } else if (!has_room(window, number) || !has_room(window, from->number)) {
        app_panes_give_back(&window->panes, number);
        layout_focus(&window->panes.layout, from->number);
        app_window_say(window, "There is no room for another pane");
    } else {
        fill_place(window, number, from, NULL);
    }
}

/* --- closing --- */

static void close_pane(void *user) {
    struct app_window *window = user;
    app_close(window, APP_CLOSE_PANE, layout_current(&window->panes.layout));
}

static void close_tab(void *user) {
    struct app_window *window = user;
    app_close(window, APP_CLOSE_TAB, layout_current(&window->panes.layout));
}

/* --- tabs --- */

void app_tabs_step(struct app_window *window, int steps) {
    int64_t count = (int64_t)window->panes.layout.tab_count, to = (int64_t)window->panes.layout.current + steps;
    layout_show_tab(&window->panes.layout, (size_t)(((to % count) + count) % count));
    app_window_arrange(window);
}

static void step_tab(void *user, int steps) {
    app_tabs_step(user, steps);
}

static void show_tab(void *user, size_t tab) {
    struct app_window *window = user;
    size_t last = window->panes.layout.tab_count - 1;
    layout_show_tab(&window->panes.layout, tab < last ? tab : last);
    app_window_arrange(window);
}

static void move_tab(void *user, int steps) {
    struct app_window *window = user;
    struct layout *layout = &window->panes.layout;
    int64_t to = (int64_t)layout->current + steps;
    if (to >= 0 && to < (int64_t)layout->tab_count) {
        layout_move_tab(layout, layout->current, (size_t)to);
        app_window_arrange(window);
    }
}

/* --- splits --- */

static void focus_side(void *user, enum layout_side side) {
    struct app_window *window = user;
    uint32_t number = layout_beside(&window->panes.layout, layout_current(&window->panes.layout), side,
                                    app_window_room(window), app_window_gap(window));
    struct app_pane *pane = app_panes_find(&window->panes, number);
    if (pane != NULL) {
        app_window_focus(window, pane);
    }
}

/* The line on the right of the pane, or below it; where there is none, the one on the other side. */
static void move_line(void *user, enum layout_side side, int cells) {
    struct app_window *window = user;
    const struct font_metrics *metrics = drawing_metrics(window->drawing);
    bool stacked = side == LAYOUT_ABOVE || side == LAYOUT_BELOW, forward = side == LAYOUT_RIGHT || side == LAYOUT_BELOW;
    int32_t by = cells * (int32_t)(stacked ? metrics->cell_height : metrics->cell_width) * (forward ? 1 : -1);
    struct layout *layout = &window->panes.layout;
    struct layout_rect room = app_window_room(window);
    uint32_t pane = layout_current(layout), gap = app_window_gap(window);
    if (layout_move_edge(layout, pane, stacked ? LAYOUT_BELOW : LAYOUT_RIGHT, by, room, gap) ||
        layout_move_edge(layout, pane, stacked ? LAYOUT_ABOVE : LAYOUT_LEFT, -by, room, gap)) {
        app_window_arrange(window);
    }
}

static void equalise(void *user) {
    struct app_window *window = user;
    layout_equalise(&window->panes.layout);
    app_window_arrange(window);
}

static void zoom(void *user) {
    struct app_window *window = user;
    if (layout_zoom(&window->panes.layout)) {
        app_window_arrange(window);
    }
}

static void pane_to_tab(void *user) {
    struct app_window *window = user;
    if (layout_pane_to_tab(&window->panes.layout, layout_current(&window->panes.layout))) {
        app_window_arrange(window);
    }
}

/* What cannot have a window of its own becomes a tab of the one that it was in. */
static void pane_to_window(void *user) {
    struct app_window *window = user;
    char error[512];
    struct notices notices = NOTICES_INIT;
    struct app_pane *pane = app_panes_current(&window->panes);
    struct app_start start = {.notices = &notices, .pane = pane};
    if (app_panes_count(&window->panes) == 1) {
        return;
    }
    app_pointer_forget(&window->pointer, pane);
    app_panes_remove(&window->panes, pane);
    bool opened = app_open_window(window->app, &start, error, sizeof error);
    if (!opened && !app_tabs_adopt(window, pane, error, sizeof error)) {
        app_pane_move(pane, window, 0); /* out of a window that was begun, and is gone */
        app_pane_destroy(pane);
    }
    notices_finish(&notices);
    app_window_arrange(window);
    if (!opened) {
        app_window_say(window, error);
    }
}

static void broadcast(void *user) {
    struct app_window *window = user;
    struct layout *layout = &window->panes.layout;
    struct layout_tab *tab = &layout->tabs[layout->current];
    tab->joined = !tab->joined;
    app_window_say(window, tab->joined ? "What is typed goes to all panes of this tab"
                                       : "What is typed goes to one pane again");
    app_window_arrange(window);
}

void app_tabs_set_actions(struct action_window *actions) {
    actions->new_tab = new_tab;
    actions->open_command = open_command;
    actions->step_tab = step_tab;
    actions->show_tab = show_tab;
    actions->move_tab = move_tab;
    actions->close_tab = close_tab;
    actions->close_pane = close_pane;
    actions->split = split;
    actions->focus_side = focus_side;
    actions->move_line = move_line;
    actions->equalise = equalise;
    actions->zoom = zoom;
    actions->pane_to_tab = pane_to_tab;
    actions->pane_to_window = pane_to_window;
    actions->broadcast = broadcast;
}
