/* Looking for text, and going through it. */
#include "action_lists.h"
#include "copy_mode.h"
#include "pane.h"
#include "pane_search.h"

static void search(const struct action_target *target, int64_t unused) {
    (void)unused;
    pane_search_open(target->pane, NULL, 0);
}

static void step(const struct action_target *target, int64_t older) {
    pane_search_step(target->pane, older != 0);
}

static void search_selection(const struct action_target *target, int64_t unused) {
    (void)unused;
    pane_search_selection(target->pane);
}

static void copy_mode(const struct action_target *target, int64_t unused) {
    (void)unused;
    copy_mode_toggle(target->pane);
}

static const struct action actions[] = {
    {"search", search, 0, 0, "look for text; once more: the next older hit", NULL},
    {"search_next", step, 1, 0, "the next older hit, of the last search too", NULL},
    {"search_previous", step, 0, 0, "the next newer hit", NULL},
    {"search_selection", search_selection, 0, 0, "look for what is selected", NULL},
    {"copy_mode", copy_mode, 0, 0, "go through the text with vi's keys; once more: leave", NULL},
};

const struct action_list search_actions = ACTION_LIST(actions);
