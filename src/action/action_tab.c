/* Tabs and splits. */
#include <stdlib.h>

#include "action_check.h"
#include "action_lists.h"

enum { TAB_MAX = 1000, CELLS_MAX = 1000, CELLS_USUAL = 2 };

static bool check_tab(const char *text, char *error, size_t error_size) {
    return action_check_number(text, 1, TAB_MAX, error, error_size);
}

static bool check_cells(const char *text, char *error, size_t error_size) {
    return action_check_number(text, 1, CELLS_MAX, error, error_size);
}

static const struct action_text tab_number = {"N", false, check_tab};
static const struct action_text cells = {"CELLS", true, check_cells};

/* --- tabs --- */

static void new_tab(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->new_tab(target->window->user);
}

static void close_tab(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->close_tab(target->window->user);
}

static void step_tab(const struct action_target *target, int64_t steps) {
    target->window->step_tab(target->window->user, (int)steps);
}

static void show_tab(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->show_tab(target->window->user, strtoul(target->text, NULL, 10) - 1);
}

static void show_last_tab(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->show_tab(target->window->user, SIZE_MAX);
}

static void move_tab(const struct action_target *target, int64_t steps) {
    target->window->move_tab(target->window->user, (int)steps);
}

/* --- splits --- */

static void close_pane(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->close_pane(target->window->user);
}

static void split(const struct action_target *target, int64_t side) {
    target->window->split(target->window->user, (enum layout_side)side);
}

static void focus(const struct action_target *target, int64_t side) {
    target->window->focus_side(target->window->user, (enum layout_side)side);
}

static void resize(const struct action_target *target, int64_t side) {
    int count = target->text[0] != '\0' ? atoi(target->text) : CELLS_USUAL;
    target->window->move_line(target->window->user, (enum layout_side)side, count);
}

static void equalise(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->equalise(target->window->user);
}

static void zoom(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->zoom(target->window->user);
}

static void pane_to_tab(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->pane_to_tab(target->window->user);
}

static void pane_to_window(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->pane_to_window(target->window->user);
}

static void broadcast(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->broadcast(target->window->user);
}

enum { TABS = ACTION_NEEDS_TABS, PANES = ACTION_NEEDS_PANES };

static const struct action actions[] = {
    {"new_tab", new_tab, 0, 0, "another tab, in the same directory", NULL},
    {"close_tab", close_tab, 0, 0, "close the tab with all that is in it", NULL},
    {"next_tab", step_tab, 1, TABS, "the next tab", NULL},
    {"previous_tab", step_tab, -1, TABS, "the tab before", NULL},
    {"goto_tab", show_tab, 0, TABS, "the tab that has this place", &tab_number},
    {"last_tab", show_last_tab, 0, TABS, "the last tab", NULL},
    {"move_tab_left", move_tab, -1, TABS, "put the tab one place to the left", NULL},
    {"move_tab_right", move_tab, 1, TABS, "put the tab one place to the right", NULL},
    {"close_pane", close_pane, 0, 0, "close the pane; with the last one the window", NULL},
    {"split_right", split, LAYOUT_RIGHT, 0, "another pane on the right of this one", NULL},
    {"split_down", split, LAYOUT_BELOW, 0, "another pane below this one", NULL},
    {"split_left", split, LAYOUT_LEFT, 0, "another pane on the left of this one", NULL},
    {"split_up", split, LAYOUT_ABOVE, 0, "another pane above this one", NULL},
    {"focus_left", focus, LAYOUT_LEFT, PANES, "the keys go to the pane on the left", NULL},
    {"focus_right", focus, LAYOUT_RIGHT, PANES, "the keys go to the pane on the right", NULL},
    {"focus_up", focus, LAYOUT_ABOVE, PANES, "the keys go to the pane above", NULL},
    {"focus_down", focus, LAYOUT_BELOW, PANES, "the keys go to the pane below", NULL},
    {"resize_left", resize, LAYOUT_LEFT, PANES, "the line beside the pane moves left, by 2 cells", &cells},
    {"resize_right", resize, LAYOUT_RIGHT, PANES, "the line beside the pane moves right, by 2 cells", &cells},
    {"resize_up", resize, LAYOUT_ABOVE, PANES, "the line above or below the pane moves up, by 2 cells", &cells},
    {"resize_down", resize, LAYOUT_BELOW, PANES, "the line above or below the pane moves down, by 2 cells", &cells},
    {"equalise_panes", equalise, 0, PANES, "all panes of the tab get the same room", NULL},
    {"zoom_pane", zoom, 0, PANES, "the pane fills the tab, or all are shown again", NULL},
    {"pane_to_new_tab", pane_to_tab, 0, PANES, "the pane becomes a tab", NULL},
    {"pane_to_new_window", pane_to_window, 0, 0, "the pane becomes a window", NULL},
    {"broadcast_input", broadcast, 0, PANES, "what is typed and pasted goes to all panes of the tab, or not any more",
     NULL},
};

const struct action_list tab_actions = ACTION_LIST(actions);
