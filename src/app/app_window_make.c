/* How a window comes into being, and its end. */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>

#include "app_accessible.h"
#include "app_effect.h"
#include "app_fonts.h"
#include "app_quick.h"
#include "app_tabs.h"
#include "app_window.h"
#include "control_message.h"
#include "platform_environment.h"
#include "window_place.h"

static void frame_due(void *user, int64_t now) {
    (void)user;
    (void)now; /* the turn draws */
}

static enum backend_wish wish_of(const struct config *config) {
    static const enum backend_wish wishes[] = {[CONFIG_RENDERER_AUTO] = BACKEND_WISH_AUTO,
                                               [CONFIG_RENDERER_CPU] = BACKEND_WISH_CPU,
                                               [CONFIG_RENDERER_GL] = BACKEND_WISH_GL};
    return wishes[config->renderer];
}

static bool make_window(struct app_window *window, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct window_sink sink = app_window_sink(window);
    const struct window_options options = {config->title[0] != '\0' ? config->title : "quire", wish_of(config),
                                           config->background_opacity < 1};
    window->window = window_create(window->app->platform, &options, &sink, error, error_size);
    if (window->window != NULL) {
        window_lose_gl(window->window, config->debug_lose_gl);
        app_window_take_look(window);
    }
    return window->window != NULL;
}

static bool make_drawing(struct app_window *window, struct notices *notices, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct font_options font = app_fonts_options(window->app, config);
    font.dpi = window_dpi(window->window);
    struct drawing_options options = {window->app->fonts, font, window_backend(window->window),
                                      window_whole_pictures(window->window)};
    window_make_current(window->window);
    window->drawing = drawing_create(&options, error, error_size);
    platform_environment_restore(); /* window and fonts are there, no program is */
    if (window_warning(window->window) != NULL) {
        notices_add(notices, window_warning(window->window));
    }
    const char *line;
    while (window->drawing != NULL && (line = drawing_warning(window->drawing, window->fonts_told)) != NULL) {
        notices_add(notices, line);
        window->fonts_told++;
    }
    return window->drawing != NULL;
}

static void make_ui(struct app_window *window) {
    window->ui = (struct ui_stack)UI_STACK_INIT(window->app->loop, app_window_show_line, window);
    message_init(&window->message, &window->ui);
    key_mode_init(&window->key_mode, &window->ui);
    question_init(&window->question, &window->ui);
}

static bool make_pane(struct app_window *window, const struct app_start *start, char *error, size_t error_size) {
    const struct config *config = &window->settings->values;
    struct clipboards *clipboards = platform_clipboards(window->app->platform);
    if (clipboards != NULL) {
        clipboards_set_limit(clipboards, (size_t)config->clipboard_limit << 20);
    }
    return start->pane != NULL ? app_tabs_adopt(window, start->pane, error, error_size)
                               : app_tabs_open_first(window, start, error, error_size);
}

/* Where and how the window begins. */
static void begin_place(struct app_window *window, const struct app_start *start) {
    static const enum window_beginning beginnings[] = {[CONFIG_WINDOW_NORMAL] = WINDOW_BEGINS_NORMAL,
                                                       [CONFIG_WINDOW_MAXIMIZED] = WINDOW_BEGINS_MAXIMIZED,
                                                       [CONFIG_WINDOW_FULLSCREEN] = WINDOW_BEGINS_FULLSCREEN,
                                                       [CONFIG_WINDOW_QUICK] = WINDOW_BEGINS_NORMAL};
    if (start->spot != NULL && !window_set_spot(window->window, start->spot)) {
        app_window_say_next(window, "Wayland knows no places: only the size was taken");
    }
    window_set_beginning(window->window, beginnings[window->settings->values.window_state]);
}

static bool show(struct app_window *window, const struct app_start *start, char *error, size_t error_size) {
    const struct pane *pane = &app_panes_current(&window->panes)->pane;
    uint32_t width, height;
    if (!window_start_keyboard(window->window, error, error_size)) {
        return false;
    }
    viewport_pixels_for(pane->viewport, pane->grid.cols, pane->grid.rows, &width, &height);
    window_resize_px(window->window, width, height);
    window_set_token(window->window, start->token);
    if (window->is_quick) {
        app_quick_show(window);
    } else {
        begin_place(window, start);
        window_show(window->window);
    }
    window_set_pointer(window->window, "text");
    app_effect_apply(window);
    app_window_resized(window);
    app_window_tell_place(window);
    return true;
}

static void init(struct app_window *window, struct app *app, const struct app_start *start) {
    window->app = app;
    if (start->asked != NULL) { /* without memory for its own settings it has those of all windows */
        window_settings_init(&window->own, start->asked->settings.items, start->asked->settings.count);
    }
    window->settings = window_settings_over(&window->own, app->settings, &app->sources.checks);
    window->is_quick = start->is_quick || window->settings->values.window_state == CONFIG_WINDOW_QUICK;
    window->visible = window->clock.wanted = true;
    window->frame = (struct timer)TIMER_INIT(frame_due, window);
    window->animation = (struct timer)TIMER_INIT(app_effect_due, window);
    window->scene = (struct scene)SCENE_INIT;
    window->panes = (struct app_panes)APP_PANES_INIT;
    window->pointer = (struct app_pointer){window, 0, 0};
    window->actions = app_window_actions(window);
    app_accessible_add(window);
    make_ui(window);
}

struct app_window *app_window_create(struct app *app, const struct app_start *start, char *error, size_t error_size) {
    struct app_window *window = calloc(1, sizeof *window);
    if (window == NULL) {
        snprintf(error, error_size, "no memory");
        return NULL;
    }
    init(window, app, start);
    if (!make_window(window, error, error_size) || !make_drawing(window, start->notices, error, error_size) ||
        !make_pane(window, start, error, error_size) || !show(window, start, error, error_size)) {
        if (start->pane != NULL) {
            app_panes_remove(&window->panes, start->pane); /* it goes back to where it came from */
        }
        app_window_destroy(window);
        return NULL;
    }
    return window;
}

static void destroy_panes(struct app_panes *panes) {
    for (struct app_pane *pane; (pane = panes->first) != NULL;) {
        app_panes_remove(panes, pane);
        app_pane_destroy(pane);
    }
    app_panes_finish(panes);
}

void app_window_destroy(struct app_window *window) {
    if (window == NULL) {
        return;
    }
    app_accessible_remove(window);
    event_loop_stop_timer(window->app->loop, &window->frame);
    event_loop_stop_timer(window->app->loop, &window->animation);
    question_finish(&window->question);
    message_finish(&window->message);
    destroy_panes(&window->panes);
    if (window->window != NULL) {
        window_make_current(window->window);
    }
    drawing_destroy(window->drawing);
    app_bar_finish(&window->bar);
    scene_finish(&window->scene);
    window_destroy(window->window);
    config_snapshot_release(window->settings);
    window_settings_finish(&window->own);
    free(window);
}
