#define _GNU_SOURCE
#include "pane_menu.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/key_tables.h>

#include "pane.h"

enum { ROW_BYTES = 256, NOTHING = -1 };

struct pane_menu {
    struct ui_mode mode;
    struct pane *pane;
    void (*chosen)(void *user, size_t item);
    void *user;
    int marked; /* the item that enter would do; NOTHING */
    bool moved; /* the pointer was over an item */
    bool can[PANE_MENU_ITEMS];
    struct scene_panel panel;
    struct scene_panel_row rows[PANE_MENU_ITEMS];
    char texts[PANE_MENU_ITEMS][ROW_BYTES];
};

static struct pane_menu *menu_of(struct ui_mode *mode) {
    return (struct pane_menu *)(void *)mode; /* its first member */
}

/* --- what is shown --- */

static void mark(struct pane_menu *menu, int item) {
    if (item == menu->marked) {
        return;
    }
    if (menu->marked != NOTHING) {
        menu->rows[menu->marked].look = PANEL_TEXT;
    }
    menu->marked = item;
    if (item != NOTHING) {
        menu->rows[item].look = PANEL_CHOSEN;
    }
    viewport_set_panel(menu->pane->viewport, &menu->panel);
}

static int longest(const struct pane_menu_item *items, size_t count, bool keys) {
    size_t most = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = items[i].label == NULL ? 0 : strlen(keys ? items[i].keys : items[i].label);
        most = length > most ? length : most;
    }
    return most < 60 ? (int)most : 60;
}

static void write_line(char *text, int cols) {
    text[0] = '\0';
    for (int i = 0; i < cols && i < (ROW_BYTES - 1) / 3; i++) {
        strcat(text, "\xE2\x94\x80"); /* U+2500 */
    }
}

static void write_items(struct pane_menu *menu, const struct pane_menu_item *items, size_t count) {
    int labels = longest(items, count, false), keys = longest(items, count, true);
    menu->panel = (struct scene_panel){.rows = menu->rows, .cols = (uint32_t)(labels + keys + 5)};
    for (size_t i = 0; i < count && i < PANE_MENU_ITEMS; i++) {
        const struct pane_menu_item *item = &items[i];
        menu->can[i] = item->label != NULL && !item->is_off;
        menu->rows[i] = (struct scene_panel_row){menu->texts[i], menu->can[i] ? PANEL_TEXT : PANEL_FAINT};
        menu->panel.count++;
        if (item->label != NULL) {
            snprintf(menu->texts[i], ROW_BYTES, " %-*.60s   %*.60s ", labels, item->label, keys, item->keys);
        } else {
            write_line(menu->texts[i], labels + keys + 5);
        }
    }
}

/* Below the pointer, right of it; without one at the cursor. */
static void place(struct pane_menu *menu) {
    struct pane *pane = menu->pane;
    const struct quire_frame_info *info = viewport_info(pane->viewport);
    menu->panel.row = info->cursor_row + 1;
    menu->panel.col = info->cursor_col;
    if (pane->mouse.inside) {
        viewport_cell_at(pane->viewport, pane->mouse.x_px, pane->mouse.y_px, &menu->panel.col, &menu->panel.row, NULL);
        menu->panel.row++;
        menu->panel.col++;
    }
}

/* --- choosing --- */

void pane_menu_close(struct pane *pane) {
    struct pane_menu *menu = pane->menu;
    if (menu != NULL) {
        pane->menu = NULL;
        viewport_set_panel(pane->viewport, NULL);
        ui_stack_remove(&pane->ui, &menu->mode);
        free(menu);
    }
}

static void choose(struct pane_menu *menu) {
    void (*chosen)(void *, size_t) = menu->chosen;
    void *user = menu->user;
    int item = menu->marked;
    pane_menu_close(menu->pane);
    if (item != NOTHING) {
        chosen(user, (size_t)item);
    }
}

/* In a pane that is not high enough for all items the marked one comes into view. */
static void show_marked(struct pane_menu *menu) {
    const struct quire_frame_info *info = viewport_info(menu->pane->viewport);
    uint32_t room = scene_panel_place(&menu->panel, info->cols, info->rows).rows, marked = (uint32_t)menu->marked;
    if (marked < menu->panel.first) {
        menu->panel.first = marked;
    } else if (room > 0 && marked >= menu->panel.first + room) {
        menu->panel.first = marked - room + 1;
    }
}

/* The next item that can do something, around the ends. */
static void step(struct pane_menu *menu, int from, int by) {
    int count = (int)menu->panel.count, item = from;
    for (int tried = 0; tried < count; tried++) {
        item = (item + by + count) % count;
        if (menu->can[item]) {
            mark(menu, item);
            show_marked(menu);
            return;
        }
    }
}

static void act_on_key(struct pane_menu *menu, enum quire_key key) {
    int count = (int)menu->panel.count;
    switch (key) {
    case QUIRE_KEY_UP:
        step(menu, menu->marked == NOTHING ? 0 : menu->marked, -1);
        break;
    case QUIRE_KEY_DOWN:
        step(menu, menu->marked, 1); /* NOTHING is before the first */
        break;
    case QUIRE_KEY_HOME:
        step(menu, NOTHING, 1);
        break;
    case QUIRE_KEY_END:
        step(menu, count, -1);
        break;
    case QUIRE_KEY_ENTER:
    case QUIRE_KEY_KP_ENTER:
        choose(menu);
        break;
    case QUIRE_KEY_ESCAPE:
        pane_menu_close(menu->pane);
        break;
    default:
        break;
    }
}

static bool take_key(struct ui_mode *mode, const struct quire_key_event *event, int64_t now) {
    (void)now;
    if (event->action == QUIRE_KEY_RELEASE || quire_key_modifier(event->key) != 0) {
        return false;
    }
    act_on_key(menu_of(mode), event->key);
    return true;
}

static bool take_text(struct ui_mode *mode, const struct ui_text *text, int64_t now) {
    (void)mode;
    (void)now;
    return text->kind != UI_TEXT_PASTED;
}

static void pass_click(struct ui_mode *mode, uint32_t col, int64_t now) {
    (void)mode;
    (void)col;
    (void)now;
}

static bool no_line(struct ui_mode *mode, uint32_t cols, struct ui_line *line) {
    (void)mode;
    (void)cols;
    (void)line;
    return false;
}

static const struct ui_mode_kind kind = {take_key, take_text, pass_click, no_line, true};

/* --- the pointer --- */

/* The item under it; NOTHING. */
static int item_at(const struct pane_menu *menu, const struct pointer_event *event, bool *inside) {
    uint32_t row;
    *inside = viewport_panel_at(menu->pane->viewport, event->x_px, event->y_px, &row);
    return *inside && row < menu->panel.count && menu->can[row] ? (int)row : NOTHING;
}

bool pane_menu_pointer(struct pane *pane, const struct pointer_event *event) {
    struct pane_menu *menu = pane->menu;
    bool inside;
    if (menu == NULL) {
        return false;
    }
    int item = item_at(menu, event, &inside);
    if (event->action == POINTER_MOTION || event->action == POINTER_PRESS) {
        mark(menu, item);
        menu->moved = menu->moved || item != NOTHING;
    }
    if (event->action == POINTER_PRESS && !inside) {
        pane_menu_close(pane);
    } else if (item != NOTHING &&
               (event->action == POINTER_PRESS || (event->action == POINTER_RELEASE && menu->moved))) {
        choose(menu);
    }
    return true;
}

/* --- opening --- */

bool pane_menu_open(struct pane *pane, const struct pane_menu_item *items, size_t count,
                    void (*chosen)(void *user, size_t item), void *user) {
    struct pane_menu *menu = pane->guard == NULL ? calloc(1, sizeof *menu) : NULL;
    if (menu == NULL) {
        return false;
    }
    pane_menu_close(pane);
    menu->mode.kind = &kind;
    menu->pane = pane;
    menu->chosen = chosen;
    menu->user = user;
    menu->marked = NOTHING;
    write_items(menu, items, count);
    place(menu);
    pane->menu = menu;
    ui_stack_push(&pane->ui, &menu->mode);
    viewport_set_panel(pane->viewport, &menu->panel);
    pane->sink.shape(pane->sink.user, "default");
    return true;
}
