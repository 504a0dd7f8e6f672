#include "config_look.h"

struct font_options config_font_options(const struct config *config) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = config->font_family;
    options.size_pt = config->font_size;
    options.lines.underline_thickness = config->underline_thickness;
    options.lines.underline_offset = config->underline_position;
    return options;
}

struct renderer_settings config_renderer_settings(const struct config *config) {
    struct renderer_settings settings = RENDERER_SETTINGS_INIT;
    settings.underline_skip_ink = config->underline_skip_ink;
    settings.text_weight = (float)config->text_weight;
    return settings;
}
