#include "app_panes.h"

void app_panes_finish(struct app_panes *panes) {
    layout_finish(&panes->layout);
}

uint32_t app_panes_next_number(struct app_panes *panes) {
    return ++panes->last_number;
}

bool app_panes_add_tab(struct app_panes *panes, uint32_t number) {
    return layout_add_tab(&panes->layout, number);
}

bool app_panes_add_split(struct app_panes *panes, uint32_t number, uint32_t beside, enum layout_side side) {
    return layout_split(&panes->layout, beside, number, side);
}

void app_panes_give_back(struct app_panes *panes, uint32_t number) {
    layout_remove(&panes->layout, number);
}

void app_panes_put(struct app_panes *panes, struct app_pane *pane) {
    struct app_pane **end = &panes->first;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    pane->next = NULL;
    *end = pane;
}

void app_panes_remove(struct app_panes *panes, struct app_pane *pane) {
    struct app_pane **at = &panes->first;
    while (*at != NULL && *at != pane) {
        at = &(*at)->next;
    }
    if (*at != NULL) {
        *at = pane->next;
        layout_remove(&panes->layout, pane->number);
    }
}

struct app_pane *app_panes_find(const struct app_panes *panes, uint32_t number) {
    struct app_pane *pane = panes->first;
    while (pane != NULL && pane->number != number) {
        pane = pane->next;
    }
    return pane;
}

struct app_pane *app_panes_current(const struct app_panes *panes) {
    return app_panes_find(panes, layout_current(&panes->layout));
}

size_t app_panes_count(const struct app_panes *panes) {
    size_t count = 0;
    for (const struct app_pane *pane = panes->first; pane != NULL; pane = pane->next) {
        count++;
    }
    return count;
}

bool app_panes_are_joined(const struct app_panes *panes) {
    return panes->layout.tab_count > 0 && panes->layout.tabs[panes->layout.current].joined;
}

void app_panes_for_joined(const struct app_panes *panes, void (*act)(struct pane *pane, const void *what),
                          const void *what) {
    const struct layout *layout = &panes->layout;
    if (!app_panes_are_joined(panes)) {
        return;
    }
    for (struct app_pane *pane = panes->first; pane != NULL; pane = pane->next) {
        if (pane->number != layout_current(layout) && layout_tab_of(layout, pane->number) == layout->current) {
            act(&pane->pane, what);
        }
    }
}

void app_panes_mark_shown(struct app_panes *panes) {
    const struct layout *layout = &panes->layout;
    for (struct app_pane *pane = panes->first; pane != NULL; pane = pane->next) {
        bool is_in_tab = layout_tab_of(layout, pane->number) == layout->current;
        pane->shown = is_in_tab && (!layout->tabs[layout->current].zoomed || layout_current(layout) == pane->number);
    }
}
