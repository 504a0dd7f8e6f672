#include "config_look.h"

struct font_options config_font_options(const struct config *config) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = config->font_family;
    options.size_pt = config->font_size;
    return options;
}

struct renderer_settings config_renderer_settings(const struct config *config) {
    struct renderer_settings settings = RENDERER_SETTINGS_INIT;
    settings.text_weight = (float)config->text_weight;
    return settings;
}
