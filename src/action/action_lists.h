/* action_lists.h - the actions by subject: each file of them has one list, and here is the list of lists. quire(5) is
 * made from them (tests/config/test_settings_manual.py --write).
 *
 * A new action is a handler and a row in the file of its subject; a new subject is a file and a line here. */
#ifndef ACTION_LISTS_H
#define ACTION_LISTS_H

#include <stddef.h>

#include "action.h"

/* More than there are. */
#define ACTION_MAX 256

struct action_list {
    const struct action *actions;
    size_t count;
};

#define ACTION_LIST(actions)                                                                                           \
    { (actions), sizeof(actions) / sizeof(actions)[0] }

extern const struct action_list clipboard_actions;
extern const struct action_list key_actions;
extern const struct action_list hint_actions;
extern const struct action_list mouse_actions;
extern const struct action_list scroll_actions;
extern const struct action_list search_actions;
extern const struct action_list shell_actions;
extern const struct action_list tab_actions;
extern const struct action_list window_actions;

#endif
