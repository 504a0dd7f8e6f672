#define _GNU_SOURCE
#include "app_menu.h"

#include <string.h>

#include "app_bindings.h"
#include "app_window.h"
#include "pane_menu.h"

/* In their order; an action that is none is a line between. */
static const struct {
    const char *action, *label;
} entries[] = {
    {"copy", "Copy"},
    {"paste", "Paste"},
    {"open_link", "Open link"},
    {"copy_image", "Copy image"},
    {"open_image", "Open image"},
    {"search", "Search"},
    {NULL, NULL},
    {"new_tab", "New tab"},
    {"new_window", "New window"},
    {"split_right", "Split right"},
    {"split_down", "Split down"},
    {NULL, NULL},
    {"reload_config", "Read settings again"},
    {"close_pane", "Close"},
};

enum { ENTRIES = sizeof entries / sizeof entries[0], KEYS_BYTES = 64 };

/* Nothing to copy, no link or image under the pointer. */
static bool is_off(struct pane *pane, size_t entry) {
    if (strcmp(entries[entry].action, "copy") == 0) {
        return !pane_has_selection(pane);
    }
    if (strcmp(entries[entry].action, "copy_image") == 0 || strcmp(entries[entry].action, "open_image") == 0) {
        return !pane_images_under_pointer(&pane->images);
    }
    return strcmp(entries[entry].action, "open_link") == 0 && !pane_mouse_is_on_link(&pane->mouse);
}

/* An entry whose action there is. */
static bool is_there(size_t entry) {
    return entries[entry].action == NULL || action_find(entries[entry].action) != NULL;
}

/* Items are the entries that are there. */
static void on_chosen(void *user, size_t item) {
    struct app_pane *pane = user;
    for (size_t i = 0, number = 0; i < ENTRIES; i++) {
        if (is_there(i) && number++ == item) {
            app_bindings_run(pane->window, &pane->pane, entries[i].action);
            return;
        }
    }
}

void app_menu_open(struct app_window *window) {
    struct app_pane *pane = app_panes_current(&window->panes);
    struct pane_menu_item items[ENTRIES];
    char keys[ENTRIES][KEYS_BYTES];
    size_t count = 0;
    for (size_t i = 0; i < ENTRIES; i++) {
        const char *action = entries[i].action;
        if (is_there(i)) {
            keys[count][0] = '\0';
            if (action != NULL) {
                bindings_keys_of(window->app->bindings, action, keys[count], KEYS_BYTES);
            }
            items[count] =
                (struct pane_menu_item){entries[i].label, keys[count], action != NULL && is_off(&pane->pane, i)};
            count++;
        }
    }
    pane_menu_open(&pane->pane, items, count, on_chosen, pane);
}
