/* config_look.h - what the settings say about how text looks, as fonts and renderers want to be told: the same for
 * windows and for pictures without a display. */
#ifndef CONFIG_LOOK_H
#define CONFIG_LOOK_H

#include "config.h"
#include "font_set.h"
#include "renderer_settings.h"

/* Of a screen of 96 dots per inch. The texts of the settings are borrowed. */
struct font_options config_font_options(const struct config *config);

struct renderer_settings config_renderer_settings(const struct config *config);

#endif
