/* action.h - what a window can be told to do: one table of names, arguments, handlers and help.
 *
 * Keys are bound to actions by name (bindings.h); whatever else will speak to windows (settings, a socket, a menu) uses
 * the same names. A handler acts on a target, which says what it may touch: the pane that has the keys and, through a
 * few functions, the window around it. Main thread. */
#ifndef ACTION_H
#define ACTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "layout.h"

struct pane;

/* What a window does for actions; all functions are there. */
struct action_window {
    void *user;
    void (*change_font)(void *user, int step); /* steps of a point; 0: the size of the settings */
    void (*toggle_fullscreen)(void *user);
    void (*open_window)(void *user);
    void (*close)(void *user);
    void (*reload_config)(void *user);
    /* A mode of keys (bindings.h), for one key or until it is left; "": none. */
    void (*set_key_mode)(void *user, const char *name, bool once);
    void (*toggle_quick)(void *user); /* the quick terminal comes, or goes */
    /* Tabs: a new one; the one that is so many further (around the ends), or has that place (behind the last: the
     * last); the current one changes its place among them. */
    void (*new_tab)(void *user);
    void (*step_tab)(void *user, int steps);
    void (*show_tab)(void *user, size_t tab);
    void (*move_tab)(void *user, int steps);
    /* The current tab is closed, or the pane in it that has the keys; after a question when something runs there. */
    void (*close_tab)(void *user);
    void (*close_pane)(void *user);
    /* Splits of the current tab: a new pane on that side; the one on that side gets the keys; the line beside the pane
     * moves that way by so many cells; all have the same room. */
    void (*split)(void *user, enum layout_side side);
    void (*focus_side)(void *user, enum layout_side side);
    void (*move_line)(void *user, enum layout_side side, int cells);
    void (*equalise)(void *user);
    void (*zoom)(void *user); /* the pane alone, or all again */
    void (*pane_to_tab)(void *user);
    void (*pane_to_window)(void *user);
    void (*broadcast)(void *user); /* what is typed goes to all panes of the tab, or to one again */
    /* Runs a program in a tab of its own, which ends with it. False: it cannot, which was said. */
    bool (*open_command)(void *user, char *const *argv);
    /* The menu of the pane that has the keys. */
    void (*open_menu)(void *user);
};

/* What has to be there so that an action means something: keys that are bound to it are else the program's. And what
 * else is to be known of it. */
enum action_trait {
    ACTION_NEEDS_HISTORY = 1 << 0, /* the alternate screen has none */
    ACTION_NEEDS_TABS = 1 << 1,    /* more than one */
    ACTION_NEEDS_PANES = 1 << 2,   /* more than one in the tab */
    ACTION_IS_INPUT = 1 << 3       /* something for the program: where input is broadcast, all panes have it */
};

struct action_target {
    struct pane *pane;
    const struct action_window *window;
    const char *text; /* what stands behind the action's name: "3" of goto_tab:3; "" where nothing does */
};

/* What an action's text is. */
struct action_text {
    const char *name; /* for lists: "TEXT", "N" */
    bool may_miss;    /* the action means something without one */
    /* False: `error` has what is wrong, to follow "NAME:TEXT: ". NULL: any text will do. Asked when settings are read,
     * so that a handler gets nothing else. */
    bool (*check)(const char *text, char *error, size_t error_size);
};

struct action {
    const char *name; /* as in settings: "scroll_page_up" */
    void (*run)(const struct action_target *target, int64_t argument);
    int64_t argument; /* handed to the handler: actions that differ in a number share one */
    unsigned traits;  /* enum action_trait */
    const char *help;
    const struct action_text *text; /* NULL: it takes none */
};

/* NULL: there is none of this name. */
const struct action *action_find(const char *name);

/* The name that was probably meant by one that is none; NULL: nothing resembles it. */
const char *action_nearest(const char *name);

/* All of them, for lists; NULL behind the last. */
const struct action *action_at(unsigned index);

/* What bindings call it: "copy", "goto_tab:N"; returns the number of bytes. */
int action_print_name(const struct action *action, FILE *file);
/* All of them with what they do, a line each. */
void action_print_all(FILE *file);

#endif
