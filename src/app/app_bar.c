#define _GNU_SOURCE
#include "app_bar.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "app_colors.h"
#include "app_tabs.h"
#include "app_window.h"
#include "tab_bar.h"

/* More than can be told apart on any screen. */
enum { TABS_MAX = BAR_LINE_CELLS / TAB_BAR_LEAST, TEXT_MAX = 256, MARK_COLS = 2 };

void app_bar_finish(struct app_bar *bar) {
    free(bar->line);
    *bar = (struct app_bar){.line = NULL};
}

bool app_bar_is_shown(const struct app_window *window) {
    bool wanted = window->settings->values.tab_bar != CONFIG_TABS_OFF;
    return wanted && (window->panes.layout.tab_count > 1 || app_panes_are_joined(&window->panes));
}

struct layout_rect app_bar_place(const struct app_window *window) {
    struct layout_rect place = {0, 0, 1, 1};
    uint32_t height = drawing_metrics(window->drawing)->cell_height, all;
    window_size_px(window->window, &place.width, &all);
    place.height = height < all ? height : all;
    place.y = window->settings->values.tab_bar == CONFIG_TABS_BOTTOM ? all - place.height : 0;
    return place;
}

/* --- what is in it --- */

enum mark { MARK_NONE, MARK_ACTIVE, MARK_DONE, MARK_FAILED, MARK_RANG };

/* The strongest of its panes. */
static enum mark mark_of(const struct app_window *window, size_t tab) {
    enum mark mark = MARK_NONE;
    for (const struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        if (layout_tab_of(&window->panes.layout, pane->number) == tab && !pane->shown) {
            enum mark own = pane->rang     ? MARK_RANG
                            : pane->failed ? MARK_FAILED
                            : pane->done   ? MARK_DONE
                            : pane->active ? MARK_ACTIVE
                                           : MARK_NONE;
            mark = own > mark ? own : mark;
        }
    }
    return mark;
}

static void text_of(const struct app_window *window, size_t tab, char text[TEXT_MAX]) {
    const struct layout *layout = &window->panes.layout;
    const struct app_pane *pane = app_panes_find(&window->panes, layout->tabs[tab].pane);
    struct tab_bar_words words = {tab + 1, pane != NULL ? app_pane_title(pane) : "",
                                  layout_tab_panes(layout, tab, NULL, 0)};
    char base[TEXT_MAX - 24];
    tab_bar_text(window->settings->values.tab_title, &words, base, sizeof base);
    if (layout->tabs[tab].zoomed) {
        snprintf(text, TEXT_MAX, "%s +%zu", base, words.panes - 1);
    } else {
        snprintf(text, TEXT_MAX, "%s%s", base, layout->tabs[tab].joined ? " (all panes)" : "");
    }
}

static size_t count_of(const struct app_window *window) {
    size_t count = window->panes.layout.tab_count;
    return count < TABS_MAX ? count : TABS_MAX;
}

static uint32_t cols_of(const struct app_window *window) {
    uint32_t cols = app_bar_place(window).width / drawing_metrics(window->drawing)->cell_width;
    return cols < BAR_LINE_CELLS ? cols : BAR_LINE_CELLS;
}

static void place_tabs(const struct app_window *window, struct tab_bar_place places[TABS_MAX]) {
    uint32_t wanted[TABS_MAX];
    char text[TEXT_MAX];
    size_t count = count_of(window), current = window->panes.layout.current;
    for (size_t i = 0; i < count; i++) {
        text_of(window, i, text);
        wanted[i] = bar_line_cols(text) + 2 + (mark_of(window, i) != MARK_NONE ? MARK_COLS : 0);
    }
    tab_bar_place(wanted, count, current < count ? current : count - 1, cols_of(window), places);
}

/* --- how it looks --- */

static void put_mark(struct bar_line *line, const struct app_colors *colors, enum mark mark, struct bar_style style,
                     uint32_t end) {
    static const char *const signs[] = {"", "\u2022 ", "\u2713 ", "\u2717 ", "\u25CF "};
    const uint32_t shades[] = {0, colors->active, colors->good, colors->bad, colors->warning};
    if (mark != MARK_NONE) {
        style.foreground = shades[mark];
        bar_line_put(line, signs[mark], &style, end);
    }
}

/* A blank, the mark, as much of the text as there is room for, a blank. */
static void put_tab(const struct app_window *window, struct bar_line *line, const struct app_colors *colors, size_t tab,
                    const struct tab_bar_place *place) {
    const struct layout *layout = &window->panes.layout;
    bool is_current = tab == layout->current;
    struct bar_style style = {is_current ? colors->foreground : colors->idle,
                              is_current ? colors->background : colors->ground, is_current ? QUIRE_ATTR_BOLD : 0, 0};
    char text[TEXT_MAX];
    uint32_t end = place->to - 1;
    text_of(window, tab, text);
    style.foreground = layout->tabs[tab].joined ? colors->bad : style.foreground;
    bar_line_fill(line, &style, place->from + 1);
    put_mark(line, colors, mark_of(window, tab), style, end);
    bool fits = line->count + bar_line_cols(text) <= end;
    bar_line_put(line, text, &style, fits ? end : end - 1);
    bar_line_put(line, fits ? "" : "\u2026", &style, end);
    bar_line_fill(line, &style, place->to);
}

/* Between two tabs of which neither is the current one stands a line; before and behind those in view, that there are
 * more. */
static void put_between(const struct app_window *window, struct bar_line *line, const struct app_colors *colors,
                        size_t tab, const struct tab_bar_place *place) {
    const struct bar_style ground = {colors->line, colors->ground, 0, 0};
    size_t current = window->panes.layout.current;
    bool first = line->count == 0, beside = tab == current || (tab > 0 && tab - 1 == current);
    if (place->from > line->count) {
        bar_line_put(line, first ? "\u2039" : beside ? " " : "\u2502", &ground, place->from);
        bar_line_fill(line, &ground, place->from);
    }
}

static void write_line(struct app_window *window, struct bar_line *line, const struct app_colors *colors) {
    struct tab_bar_place places[TABS_MAX];
    const struct bar_style ground = {colors->line, colors->ground, 0, 0};
    size_t count = count_of(window), last = 0;
    uint32_t cols = cols_of(window);
    place_tabs(window, places);
    line->count = line->text_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (places[i].to > 0) {
            put_between(window, line, colors, i, &places[i]);
            put_tab(window, line, colors, i, &places[i]);
            last = i;
        }
    }
    if (last + 1 < window->panes.layout.tab_count) {
        bar_line_fill(line, &ground, cols - 1);
        bar_line_put(line, "\u203A", &ground, cols);
    }
    bar_line_fill(line, &ground, cols);
}

bool app_bar_add(struct app_window *window) {
    struct app_bar *bar = &window->bar;
    struct app_colors colors = app_colors(window);
    if (!app_bar_is_shown(window)) {
        return true;
    }
    if (bar->line == NULL) {
        bar->line = calloc(1, sizeof *bar->line);
    }
    if (bar->line == NULL) {
        return false;
    }
    write_line(window, bar->line, &colors);
    struct layout_rect place = app_bar_place(window);
    struct scene_layer layer = {.id = APP_LAYER_BAR, .kind = SCENE_BAR};
    layer.area = (struct backend_area){place.x, place.y, place.width, place.height};
    layer.bar = (struct scene_bar){.line = bar->line, .foreground = colors.foreground, .background = colors.ground};
    return scene_add(&window->scene, &layer);
}

/* --- the pointer --- */

static size_t tab_under(const struct app_window *window, const struct pointer_event *event) {
    struct tab_bar_place places[TABS_MAX];
    uint32_t width = drawing_metrics(window->drawing)->cell_width;
    place_tabs(window, places);
    return event->x_px < 0 ? SIZE_MAX : tab_bar_at(places, count_of(window), (uint32_t)event->x_px / width);
}

static bool is_over(const struct app_window *window, const struct pointer_event *event) {
    struct layout_rect place = app_bar_place(window);
    return app_bar_is_shown(window) && event->y_px >= (int32_t)place.y &&
           event->y_px < (int32_t)(place.y + place.height) && event->x_px >= 0 && event->x_px < (int32_t)place.width;
}

static void press(struct app_window *window, const struct pointer_event *event) {
    size_t tab = tab_under(window, event);
    if (tab == SIZE_MAX) {
        return;
    }
    if (event->button == QUIRE_BUTTON_LEFT) {
        layout_show_tab(&window->panes.layout, tab);
        app_window_arrange(window);
        window->bar.moves = true;
        window_capture_pointer(window->window, true);
    } else if (event->button == QUIRE_BUTTON_MIDDLE) {
        app_close(window, APP_CLOSE_TAB, window->panes.layout.tabs[tab].pane);
    }
}

/* The tab that is held goes where the pointer is, when it then is below it: tabs of other widths would else change
 * places with each step of the pointer. */
static void move(struct app_window *window, const struct pointer_event *event) {
    struct layout *layout = &window->panes.layout;
    size_t from = layout->current, to = tab_under(window, event);
    if (to == SIZE_MAX || to == from) {
        return;
    }
    layout_move_tab(layout, from, to);
    if (tab_under(window, event) != to) {
        layout_move_tab(layout, to, from);
        return;
    }
    app_window_redecorate(window);
}

static void turn(struct app_window *window, float amount) {
    window->bar.wheel_rest += amount;
    int steps = (int)truncf(window->bar.wheel_rest);
    window->bar.wheel_rest -= (float)steps;
    if (steps != 0) {
        app_tabs_step(window, -steps);
    }
}

#define SCROLL_STEP_PX 48 /* of fingers on a touchpad: as much as a step of the wheel */

static void let_go(struct app_window *window) {
    window->bar.moves = false;
    window_capture_pointer(window->window, false);
}

bool app_bar_pointer(struct app_window *window, const struct pointer_event *event) {
    bool over = is_over(window, event);
    if (!over && !window->bar.moves) {
        return false;
    }
    switch (event->action) {
    case POINTER_PRESS:
        press(window, event);
        break;
    case POINTER_RELEASE:
        if (event->button == QUIRE_BUTTON_LEFT && window->bar.moves) {
            let_go(window);
        }
        break;
    case POINTER_MOTION:
        if (window->bar.moves) {
            move(window, event);
        }
        break;
    case POINTER_WHEEL:
        turn(window, fabsf(event->wheel_y) >= fabsf(event->wheel_x) ? event->wheel_y : event->wheel_x);
        break;
    case POINTER_SCROLL:
        turn(window, event->scroll_y_px / SCROLL_STEP_PX);
        break;
    case POINTER_LEAVE:
    case POINTER_MODIFIERS:
        break;
    }
    return true;
}
