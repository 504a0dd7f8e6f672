/* What is done where the pointer is. */
#include "action_lists.h"
#include "pane.h"
#include "pane_clipboard.h"

static void extend_selection(const struct action_target *target, int64_t unused) {
    (void)unused;
    pane_mouse_extend(&target->pane->mouse);
}

static void open_link(const struct action_target *target, int64_t unused) {
    (void)unused;
    pane_mouse_open_link(&target->pane->mouse);
}

/* What is selected is let go when it was copied: the next click pastes it. */
static void copy_or_paste(const struct action_target *target, int64_t unused) {
    (void)unused;
    if (pane_copy(target->pane, CLIPBOARD_MAIN)) {
        pane_deselect(target->pane);
    } else {
        pane_paste(target->pane, CLIPBOARD_MAIN);
    }
}

static void open_menu(const struct action_target *target, int64_t unused) {
    (void)unused;
    target->window->open_menu(target->window->user);
}

static const struct action actions[] = {
    {"extend_selection", extend_selection, 0, 0, "extend the selection to the pointer", NULL},
    {"open_link", open_link, 0, 0, "open the link under the pointer", NULL},
    {"copy_or_paste", copy_or_paste, 0, 0, "copy the selection and let it go; without one paste", NULL},
    {"menu", open_menu, 0, 0, "open the menu, at the pointer", NULL},
};

const struct action_list mouse_actions = ACTION_LIST(actions);
