#include "app_panes.h"

void app_panes_finish(struct app_panes *panes) {
    layout_finish(&panes->layout);
}

uint32_t app_panes_next_number(struct app_panes *panes) {
    return ++panes->last_number;
}

static void append(struct app_panes *panes, struct app_pane *pane) {
    struct app_pane **end = &panes->first;
    while (*end != NULL) {
        end = &(*end)->next;
    }
    pane->next = NULL;
    *end = pane;
}

bool app_panes_add_tab(struct app_panes *panes, struct app_pane *pane) {
    bool added = layout_add_tab(&panes->layout, pane->number);
    if (added) {
        append(panes, pane);
    }
    return added;
}

bool app_panes_add_split(struct app_panes *panes, struct app_pane *pane, uint32_t beside, enum layout_side side) {
    bool added = layout_split(&panes->layout, beside, pane->number, side);
    if (added) {
        append(panes, pane);
    }
    return added;
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

void app_panes_mark_shown(struct app_panes *panes) {
    const struct layout *layout = &panes->layout;
    for (struct app_pane *pane = panes->first; pane != NULL; pane = pane->next) {
        bool is_in_tab = layout_tab_of(layout, pane->number) == layout->current;
        pane->shown = is_in_tab && (!layout->tabs[layout->current].zoomed || layout_current(layout) == pane->number);
    }
}
