/* Other settings come into force in a window. */
#define _GNU_SOURCE
#include <stdio.h>

#include "app_effect.h"
#include "app_fonts.h"
#include "app_window.h"
#include "config_look.h"

/* A size that keys have chosen stays, unless the settings name another one. */
static void renew_fonts(struct app_window *window, const struct config *before) {
    const struct config *config = &window->settings->values;
    struct font_options font = app_fonts_options(window->app, config);
    char error[512];
    if (before->font_size == config->font_size) {
        font.size_pt = drawing_font_size(window->drawing);
    }
    font.dpi = window_dpi(window->window);
    window_make_current(window->window);
    if (!drawing_set_fonts(window->drawing, &font, config->font_size, error, sizeof error)) {
        app_window_say_next(window, error);
        return;
    }
    window->fonts_told = 0;
    app_window_tell_fonts(window);
}

void app_window_take_look(struct app_window *window) {
    window->scene.settings = config_renderer_settings(&window->settings->values);
    if (!window_has_alpha(window->window)) {
        window->scene.settings.opacity = 1;
    }
}

static void apply_to_panes(struct app_window *window, const struct config_snapshot *settings) {
    for (struct app_pane *pane = window->panes.first; pane != NULL; pane = pane->next) {
        pane_apply(&pane->pane, settings);
    }
}

void app_window_apply(struct app_window *window, const struct config_snapshot *all) {
    const struct config_snapshot *settings = window_settings_over(&window->own, all, &window->app->sources.checks);
    const struct config_snapshot *before = config_snapshot_acquire(window->settings);
    uint32_t touched = config_difference(&before->values, &settings->values);
    config_snapshot_replace(&window->settings, settings);
    app_window_take_look(window);
    if (before->values.background_opacity != settings->values.background_opacity && !window_has_alpha(window->window)) {
        app_window_say_next(window, "background-opacity: takes effect in new windows");
    }
    apply_to_panes(window, settings);
    if ((touched & TOUCHES_FONT) != 0) {
        renew_fonts(window, &before->values);
    }
    if ((touched & (TOUCHES_FONT | TOUCHES_PADDING)) != 0) {
        app_window_resized(window);
        app_window_tell_place(window);
    }
    app_effect_apply(window); /* also where its name is the same: whoever writes one reloads it */
    if ((touched & TOUCHES_TITLE) != 0) {
        app_window_show_title(window);
    }
    app_window_redecorate(window);
    if ((touched & TOUCHES_CLIPBOARD) != 0) {
        clipboards_set_limit(platform_clipboards(window->app->platform),
                             (size_t)settings->values.clipboard_limit << 20);
    }
    config_snapshot_release(before);
    config_snapshot_release(settings);
}
