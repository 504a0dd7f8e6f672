#include "action.h"

#include <string.h>

#include "action_lists.h"
#include "nearest_word.h"

static const struct action_list *const lists[] = {
    &clipboard_actions,
    &key_actions,
    &scroll_actions,
    &window_actions,
};

#define LIST_COUNT (sizeof lists / sizeof lists[0])

const struct action *action_at(unsigned index) {
    size_t left = index;
    for (size_t i = 0; i < LIST_COUNT; i++) {
        if (left < lists[i]->count) {
            return &lists[i]->actions[left];
        }
        left -= lists[i]->count;
    }
    return NULL;
}

const struct action *action_find(const char *name) {
    const struct action *action;
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        if (strcmp(action->name, name) == 0) {
            return action;
        }
    }
    return NULL;
}

const char *action_nearest(const char *name) {
    const char *words[ACTION_MAX + 2] = {"none"};
    const struct action *action;
    for (unsigned i = 0; i < ACTION_MAX && (action = action_at(i)) != NULL; i++) {
        words[i + 1] = action->name;
    }
    return nearest_word(name, words);
}
