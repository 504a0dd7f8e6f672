/* Copy and paste. */
#include "action_lists.h"
#include "pane_clipboard.h"

static void copy(const struct action_target *target, int64_t where) {
    pane_copy(target->pane, (enum clipboard_target)where);
}

static void paste(const struct action_target *target, int64_t where) {
    pane_paste(target->pane, (enum clipboard_target)where);
}

static const struct action actions[] = {
    {"copy", copy, CLIPBOARD_MAIN, 0, "copy the selection to the clipboard", NULL},
    {"paste", paste, CLIPBOARD_MAIN, ACTION_IS_INPUT, "paste the clipboard", NULL},
    {"paste_primary", paste, CLIPBOARD_PRIMARY, ACTION_IS_INPUT, "paste the primary selection", NULL},
};

const struct action_list clipboard_actions = ACTION_LIST(actions);
