/* What concerns the whole window, or all of them. */
#include "action_lists.h"

static void change_font(const struct action_target *target, int64_t step) {
    target->window->change_font(target->window->user, (int)step);
}

static void toggle_fullscreen(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->toggle_fullscreen(target->window->user);
}

static void open_window(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->open_window(target->window->user);
}

static void close_window(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->close(target->window->user);
}

static void reload_config(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->reload_config(target->window->user);
}

static void toggle_quick(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->toggle_quick(target->window->user);
}

static const struct action actions[] = {
    {"font_larger", change_font, 1, 0, "larger font", NULL},
    {"font_smaller", change_font, -1, 0, "smaller font", NULL},
    {"font_reset", change_font, 0, 0, "the font size of the settings", NULL},
    {"fullscreen", toggle_fullscreen, 0, 0, "full screen on and off", NULL},
    {"new_window", open_window, 0, 0, "another window", NULL},
    {"toggle_quick", toggle_quick, 0, 0, "show the quick terminal, or hide it", NULL},
    {"close", close_window, 0, 0, "close the window", NULL},
    {"reload_config", reload_config, 0, 0, "read the settings again", NULL},
};

const struct action_list window_actions = ACTION_LIST(actions);
