#include "action.h"

#include <string.h>

#include "action_lists.h"
#include "nearest_word.h"

static const struct action_list *const lists[] = {
    &clipboard_actions, &hint_actions,  &key_actions, &mouse_actions,  &scroll_actions,
    &search_actions,    &shell_actions, &tab_actions, &window_actions,
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
    const char *words[ACTION_MAX + 3] = {"none", "unbind"};
    const struct action *action;
    for (unsigned i = 0; i < ACTION_MAX && (action = action_at(i)) != NULL; i++) {
        words[i + 2] = action->name;
    }
    return nearest_word(name, words);
}

int action_print_name(const struct action *action, FILE *file) {
    const struct action_text *text = action->text;
    return text == NULL     ? fprintf(file, "%s", action->name)
           : text->may_miss ? fprintf(file, "%s[:%s]", action->name, text->name)
                            : fprintf(file, "%s:%s", action->name, text->name);
}

void action_print_all(FILE *file) {
    enum { NAME_COLS = 24 };
    const struct action *action;
    for (unsigned i = 0; (action = action_at(i)) != NULL; i++) {
        int width = action_print_name(action, file);
        fprintf(file, "%*s %s\n", width < NAME_COLS ? NAME_COLS - width : 0, "", action->help);
    }
    fprintf(file, "%-*s %s\n", NAME_COLS, "none", "free the key: it goes to the program (also written unbind)");
}
