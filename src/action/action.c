#include "action.h"

#include <stddef.h>
#include <string.h>

#include "nearest_word.h"
#include "pane.h"
#include "pane_clipboard.h"

static void copy(const struct action_target *target, int64_t where) {
    pane_copy(target->pane, (enum clipboard_target)where);
}

static void paste(const struct action_target *target, int64_t where) {
    pane_paste(target->pane, (enum clipboard_target)where);
}

static void change_font(const struct action_target *target, int64_t step) {
    target->window->change_font(target->window->user, (int)step);
}

static void scroll_lines(const struct action_target *target, int64_t lines) {
    viewport_scroll(target->pane->viewport, target->pane->session, lines);
}

static void scroll_pages(const struct action_target *target, int64_t pages) {
    int64_t rows = viewport_info(target->pane->viewport)->rows;
    scroll_lines(target, pages * (rows > 1 ? rows - 1 : 1));
}

static void scroll_bottom(const struct action_target *target, int64_t unused) {
    (void)unused;
    viewport_scroll_to(target->pane->viewport, target->pane->session, 0);
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

static const struct action actions[] = {
    {"copy", copy, CLIPBOARD_MAIN, false, "copy the selection to the clipboard"},
    {"paste", paste, CLIPBOARD_MAIN, false, "paste the clipboard"},
    {"paste_primary", paste, CLIPBOARD_PRIMARY, false, "paste the primary selection"},
    {"font_larger", change_font, 1, false, "larger font"},
    {"font_smaller", change_font, -1, false, "smaller font"},
    {"font_reset", change_font, 0, false, "the font size of the settings"},
    {"scroll_line_up", scroll_lines, 1, true, "scroll up a line"},
    {"scroll_line_down", scroll_lines, -1, true, "scroll down a line"},
    {"scroll_page_up", scroll_pages, 1, true, "scroll up a page"},
    {"scroll_page_down", scroll_pages, -1, true, "scroll down a page"},
    {"scroll_top", scroll_lines, INT64_MAX / 2, true, "scroll to the oldest line"},
    {"scroll_bottom", scroll_bottom, 0, true, "scroll to the bottom"},
    {"fullscreen", toggle_fullscreen, 0, false, "full screen on and off"},
    {"new_window", open_window, 0, false, "another window"},
    {"close", close_window, 0, false, "close the window"},
    {"reload_config", reload_config, 0, false, "read the settings again"},
};

#define ACTION_COUNT (sizeof actions / sizeof actions[0])

const struct action *action_find(const char *name) {
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        if (strcmp(actions[i].name, name) == 0) {
            return &actions[i];
        }
    }
    return NULL;
}

const char *action_nearest(const char *name) {
    const char *words[ACTION_COUNT + 2] = {"none"};
    for (size_t i = 0; i < ACTION_COUNT; i++) {
        words[i + 1] = actions[i].name;
    }
    return nearest_word(name, words);
}

const struct action *action_at(unsigned index) {
    return index < ACTION_COUNT ? &actions[index] : NULL;
}
