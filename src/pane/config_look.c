#include "config_look.h"

_Static_assert(CONFIG_COLOR_NONE == CELL_COLOR_NONE && CONFIG_COLOR_CELL_FOREGROUND == CELL_COLOR_FOREGROUND &&
                   CONFIG_COLOR_CELL_BACKGROUND == CELL_COLOR_BACKGROUND,
               "the words for colours of the cell are the same");

static struct font_adjust adjust_of(const struct config_measure *measure) {
    return (struct font_adjust){measure->value, measure->is_percent != 0};
}

struct font_options config_font_options(const struct config *config) {
    struct font_options options = FONT_OPTIONS_INIT;
    options.family = config->font_family;
    options.bold = config->font_bold;
    options.italic = config->font_italic;
    options.bold_italic = config->font_bold_italic;
    options.fallback = config->font_fallback;
    options.map = config->font_map;
    options.features = config->font_feature;
    options.variations = config->font_variation;
    options.size_pt = config->font_size;
    options.ligatures = (enum font_ligatures)config->ligatures;
    options.line_height = adjust_of(&config->line_height);
    options.cell_width = adjust_of(&config->cell_width);
    options.baseline_offset = adjust_of(&config->baseline_offset);
    options.lines.underline_thickness = config->underline_thickness;
    options.lines.cursor_thickness = config->cursor_width;
    options.lines.underline_offset = config->underline_position;
    return options;
}

struct renderer_settings config_renderer_settings(const struct config *config) {
    struct renderer_settings settings = RENDERER_SETTINGS_INIT;
    settings.opacity = (float)config->background_opacity;
    settings.minimum_contrast = (float)config->minimum_contrast;
    settings.cursor_hollow = config->cursor_shape == CONFIG_SHAPE_HOLLOW;
    settings.cursor_unfocused = (enum renderer_unfocused)config->cursor_unfocused; /* the same order */
    settings.cursor_color = config->cursor_color;
    settings.cursor_text = config->cursor_text;
    settings.underline_skip_ink = config->underline_skip_ink;
    settings.text_weight = (float)config->text_weight;
    return settings;
}
