/* renderer_settings.h - what the user chose about how text is drawn; the same for every picture until it is changed. */
#ifndef RENDERER_SETTINGS_H
#define RENDERER_SETTINGS_H

#include <stdbool.h>

struct renderer_settings {
    bool underline_skip_ink; /* underlines are open where letters reach down */
    float text_weight;       /* -TEXT_WEIGHT_STEPS to TEXT_WEIGHT_STEPS, others are clamped; 0: as the font has it */
};

#define RENDERER_SETTINGS_INIT                                                                                         \
    { true, 0.0f }

#endif
