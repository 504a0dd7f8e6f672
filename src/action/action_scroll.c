/* Scrolling through history. */
#include "action_lists.h"
#include "pane.h"

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

static const struct action actions[] = {
    {"scroll_line_up", scroll_lines, 1, ACTION_NEEDS_HISTORY, "scroll up a line", NULL},
    {"scroll_line_down", scroll_lines, -1, ACTION_NEEDS_HISTORY, "scroll down a line", NULL},
    {"scroll_page_up", scroll_pages, 1, ACTION_NEEDS_HISTORY, "scroll up a page", NULL},
    {"scroll_page_down", scroll_pages, -1, ACTION_NEEDS_HISTORY, "scroll down a page", NULL},
    {"scroll_top", scroll_lines, INT64_MAX / 2, ACTION_NEEDS_HISTORY, "scroll to the oldest line", NULL},
    {"scroll_bottom", scroll_bottom, 0, ACTION_NEEDS_HISTORY, "scroll to the bottom", NULL},
};

const struct action_list scroll_actions = ACTION_LIST(actions);
