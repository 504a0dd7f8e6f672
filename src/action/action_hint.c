/* Labels over what leads somewhere. */
#include "action_lists.h"
#include "pane_hints.h"

static void open_hints(const struct action_target *target, int64_t act) {
    pane_hints_open(target->pane, (enum hint_act)act, target->text);
}

static const struct action_text kinds = {"KIND", true, NULL};
static const struct action_text command = {"COMMAND", false, NULL};

static const struct action actions[] = {
    {"hint_open", open_hints, HINT_OPEN, false, "labels over links, paths and more: open one", &kinds},
    {"hint_copy", open_hints, HINT_COPY, false, "labels: copy one", &kinds},
    {"hint_insert", open_hints, HINT_INSERT, false, "labels: type one for the program", &kinds},
    {"hint_select", open_hints, HINT_SELECT, false, "labels: select one", &kinds},
    {"hint_run", open_hints, HINT_RUN, false, "labels: run a command with one, in place of {}", &command},
};

const struct action_list hint_actions = ACTION_LIST(actions);
