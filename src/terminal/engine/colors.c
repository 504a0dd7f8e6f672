/* colors.c - the colours that there are without any program: the host's, and which of them programs changed.
 *
 * A colour is the host's until a program sets it, be it to what it is already, and again once it is reset. So a host
 * may have other colours at any time: what is its own follows, on the stack of XTPUSHCOLORS too, and what a program
 * chose stays. A snapshot does not say who chose a colour; a restored terminal takes what differs for a program's
 * (qr_colors_guess_chosen). */
#include "default_palette.h"
#include "engine.h"

void qr_colors_init(struct qr_colors *colors, const struct quire_terminal_options *options) {
    for (uint32_t i = 0; i < 256; i++)
        colors->initial_palette[i] = options->palette ? options->palette[i] : qr_default_color(i);
    memset(colors->initial_dynamic, 0xFF, sizeof colors->initial_dynamic);
    colors->initial_dynamic[QR_COLOR_TEXT] = options->foreground;
    colors->initial_dynamic[QR_COLOR_BACKGROUND] = options->background;
    colors->initial_dynamic[QR_COLOR_CURSOR] = options->cursor_color;
    qr_colors_reset(colors);
}

void qr_colors_reset(struct qr_colors *colors) {
    memcpy(colors->palette, colors->initial_palette, sizeof colors->palette);
    memcpy(colors->dynamic, colors->initial_dynamic, sizeof colors->dynamic);
    memset(colors->special, 0xFF, sizeof colors->special);
    memset(colors->named, 0xFF, sizeof colors->named);
    memset(&colors->chosen, 0, sizeof colors->chosen);
}

/* --- who chose a colour ---------------------------------------------------------------------------------------- */

void qr_colors_choose_palette(struct qr_colors *colors, uint32_t index, uint32_t rgb) {
    colors->palette[index] = rgb;
    colors->chosen.palette[index] = true;
}

void qr_colors_reset_palette(struct qr_colors *colors, uint32_t index) {
    colors->palette[index] = colors->initial_palette[index];
    colors->chosen.palette[index] = false;
}

void qr_colors_choose_dynamic(struct qr_colors *colors, uint32_t which, uint32_t rgb) {
    colors->dynamic[which] = rgb;
    colors->chosen.dynamic[which] = true;
}

void qr_colors_reset_dynamic(struct qr_colors *colors, uint32_t which) {
    colors->dynamic[which] = colors->initial_dynamic[which];
    colors->chosen.dynamic[which] = false;
}

static void guess(bool *chosen, const uint32_t *now, const uint32_t *initial, uint32_t count) {
    for (uint32_t i = 0; i < count; i++)
        chosen[i] = now[i] != initial[i];
}

void qr_colors_guess_chosen(struct qr_colors *colors) {
    guess(colors->chosen.palette, colors->palette, colors->initial_palette, 256);
    guess(colors->chosen.dynamic, colors->dynamic, colors->initial_dynamic, QR_DYNAMIC_COLORS);
    for (uint32_t i = 0; i < QR_COLOR_STACK_MAX; i++) {
        struct qr_saved_colors *saved = colors->stack[i];
        if (saved) {
            guess(saved->chosen.palette, saved->palette, colors->initial_palette, 256);
            guess(saved->chosen.dynamic, saved->dynamic, colors->initial_dynamic, QR_DYNAMIC_COLORS);
        }
    }
}

/* --- other colours of the host's ------------------------------------------------------------------------------- */

/* What no program chose becomes what is the host's now. True if anything did. */
static bool follow(uint32_t *now, const bool *chosen, const uint32_t *initial, uint32_t count) {
    bool changed = false;
    for (uint32_t i = 0; i < count; i++) {
        changed = changed || (!chosen[i] && now[i] != initial[i]);
        now[i] = chosen[i] ? now[i] : initial[i];
    }
    return changed;
}

bool qr_colors_follow(struct qr_colors *colors) {
    for (uint32_t i = 0; i < QR_COLOR_STACK_MAX; i++) {
        struct qr_saved_colors *saved = colors->stack[i];
        if (saved) {
            (void)follow(saved->palette, saved->chosen.palette, colors->initial_palette, 256);
            (void)follow(saved->dynamic, saved->chosen.dynamic, colors->initial_dynamic, QR_DYNAMIC_COLORS);
        }
    }
    bool palette = follow(colors->palette, colors->chosen.palette, colors->initial_palette, 256);
    bool dynamic = follow(colors->dynamic, colors->chosen.dynamic, colors->initial_dynamic, QR_DYNAMIC_COLORS);
    return palette || dynamic;
}

/* Dark is what has less than half of the light, as the eye weighs the colours (ITU-R BT.709). */
enum quire_color_scheme qr_color_scheme_of(uint32_t rgb) {
    uint32_t light = 2126 * (rgb >> 16 & 255) + 7152 * (rgb >> 8 & 255) + 722 * (rgb & 255);
    return light < 10000 * 128 ? QUIRE_SCHEME_DARK : QUIRE_SCHEME_LIGHT;
}
