#include "config_look.h"

_Static_assert(CONFIG_COLOR_NONE == CELL_COLOR_NONE && CONFIG_COLOR_CELL_FOREGROUND == CELL_COLOR_FOREGROUND &&
                   CONFIG_COLOR_CELL_BACKGROUND == CELL_COLOR_BACKGROUND,
               "the words for colours of the cell are the same");

struct font_options config_font_options(const struct config *config) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = config->font_family;
    options.size_pt = config->font_size;
    options.lines.underline_thickness = config->underline_thickness;
    options.lines.cursor_thickness = config->cursor_width;
    options.lines.underline_offset = config->underline_position;
    return options;
}

struct renderer_settings config_renderer_settings(const struct config *config) {
    struct renderer_settings settings = RENDERER_SETTINGS_INIT;
    settings.minimum_contrast = (float)config->minimum_contrast;
    settings.cursor_hollow = config->cursor_shape == CONFIG_SHAPE_HOLLOW;
    settings.cursor_unfocused = (enum renderer_unfocused)config->cursor_unfocused; /* the same order */
    settings.cursor_color = config->cursor_color;
    settings.cursor_text = config->cursor_text;
    settings.underline_skip_ink = config->underline_skip_ink;
    settings.text_weight = (float)config->text_weight;
    return settings;
}
