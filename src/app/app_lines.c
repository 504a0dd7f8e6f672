#include "app_lines.h"

#include "app_colors.h"
#include "app_window.h"

/* More are not drawn; nobody could see that many panes. */
enum { LINES_MAX = 128, REACH = 3 };

/* --- drawing --- */

static bool is_beside(struct layout_rect pane, struct layout_rect line) {
    return line.x <= pane.x + pane.width && pane.x <= line.x + line.width && line.y <= pane.y + pane.height &&
           pane.y <= line.y + line.height;
}

bool app_lines_add(struct app_window *window) {
    const struct layout *layout = &window->panes.layout;
    const struct layout_rect room = app_window_room(window);
    uint32_t gap = app_window_gap(window);
    struct layout_line lines[LINES_MAX];
    struct layout_rect pane = {0, 0, 0, 0};
    struct app_colors colors = app_colors(window);
    size_t count = layout_lines(layout, room, gap, lines, LINES_MAX);
    bool joined = app_panes_are_joined(&window->panes), added = true;
    layout_place(layout, layout_current(layout), room, gap, &pane);
    for (size_t i = 0; i < count && i < LINES_MAX && added; i++) {
        const struct layout_rect *area = &lines[i].area;
        struct scene_layer layer = {.id = APP_LAYER_LINE(lines[i].node), .kind = SCENE_FILL};
        uint32_t color = joined ? colors.bad : is_beside(pane, *area) ? colors.current : colors.line;
        layer.area = (struct backend_area){area->x, area->y, area->width, area->height};
        layer.fill = (struct scene_fill){color, 1.0f};
        added = scene_add(&window->scene, &layer);
    }
    return added;
}

/* --- the pointer --- */

static bool line_under(const struct app_window *window, const struct pointer_event *event, struct layout_line *line) {
    uint32_t reach = (uint32_t)(REACH * drawing_scale(window->drawing));
    return layout_line_at(&window->panes.layout, app_window_room(window), app_window_gap(window), reach, event->x_px,
                          event->y_px, line);
}

static void press(struct app_window *window, const struct pointer_event *event, const struct layout_line *line) {
    if (event->button != QUIRE_BUTTON_LEFT) {
        return;
    }
    if (event->clicks == 2) {
        layout_equalise(&window->panes.layout);
        app_window_arrange(window);
        return;
    }
    window->lines = (struct app_lines){true, line->node};
    window_capture_pointer(window->window, true);
}

static void move(struct app_window *window, const struct pointer_event *event) {
    layout_move_line(&window->panes.layout, window->lines.node, app_window_room(window), app_window_gap(window),
                     event->x_px, event->y_px);
    app_window_arrange(window);
}

static bool go_on(struct app_window *window, const struct pointer_event *event) {
    if (event->action == POINTER_MOTION) {
        move(window, event);
    } else if (event->action == POINTER_RELEASE && event->button == QUIRE_BUTTON_LEFT) {
        window->lines.moves = false;
        window_capture_pointer(window->window, false);
    }
    return true;
}

bool app_lines_pointer(struct app_window *window, const struct pointer_event *event) {
    struct layout_line line;
    if (window->lines.moves) {
        return go_on(window, event);
    }
    bool moves_over = event->action == POINTER_MOTION || event->action == POINTER_PRESS;
    if (!moves_over || !line_under(window, event, &line)) {
        return false;
    }
    window_set_pointer(window->window, line.stacked ? "row-resize" : "col-resize");
    if (event->action == POINTER_PRESS) {
        press(window, event, &line);
    }
    return true;
}
