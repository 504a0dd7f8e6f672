/* renderer_settings.h - what the user chose about how text is drawn; the same for every picture until it is changed. */
#ifndef RENDERER_SETTINGS_H
#define RENDERER_SETTINGS_H

#include <stdbool.h>
#include <stdint.h>

#include "cell_color.h"

/* What becomes of the cursor in a window without the focus. */
enum renderer_unfocused {
    RENDERER_UNFOCUSED_HOLLOW, /* an outline of the cell, whatever its shape */
    RENDERER_UNFOCUSED_SAME,
    RENDERER_UNFOCUSED_NONE
};

struct renderer_settings {
    float opacity;           /* of backgrounds that no program chose, 0 to 1 */
    float text_weight;       /* -TEXT_WEIGHT_STEPS to TEXT_WEIGHT_STEPS, others are clamped; 0: as the font has it */
    float minimum_contrast;  /* of text on its ground, 1 to 21; 1: as the colours are */
    bool underline_skip_ink; /* underlines are open where letters reach down */
    bool cursor_hollow;      /* block cursors are outlines */
    enum renderer_unfocused cursor_unfocused;
    uint32_t cursor_color; /* where neither a program nor the terminal's host chose one: 0xRRGGBB or CELL_COLOR_... */
    uint32_t cursor_text;  /* of the text under a block cursor, where no program chose one; likewise */
};

#define RENDERER_SETTINGS_INIT                                                                                         \
    { 1.0f, 0.0f, 1.0f, true, false, RENDERER_UNFOCUSED_HOLLOW, CELL_COLOR_NONE, CELL_COLOR_NONE }

/* What a colour needs to be such a ground: 0xTT000000 (cell_record.h). */
static inline uint32_t renderer_settings_clear(const struct renderer_settings *settings) {
    float opacity = settings->opacity < 0 ? 0 : settings->opacity > 1 ? 1 : settings->opacity;
    return (255 - (uint32_t)(opacity * 255 + 0.5f)) << 24;
}

static inline bool renderer_settings_equal(const struct renderer_settings *a, const struct renderer_settings *b) {
    return renderer_settings_clear(a) == renderer_settings_clear(b) &&
           !(a->text_weight < b->text_weight || a->text_weight > b->text_weight ||
             a->minimum_contrast < b->minimum_contrast || a->minimum_contrast > b->minimum_contrast) &&
           a->underline_skip_ink == b->underline_skip_ink && a->cursor_hollow == b->cursor_hollow &&
           a->cursor_unfocused == b->cursor_unfocused && a->cursor_color == b->cursor_color &&
           a->cursor_text == b->cursor_text;
}

#endif
