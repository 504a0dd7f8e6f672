#include "app_colors.h"

#include "app_window.h"

/* So many 256ths of the second one. */
static uint32_t mix(uint32_t one, uint32_t other, uint32_t part) {
    uint32_t mixed = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t a = one >> shift & 0xFF, b = other >> shift & 0xFF;
        mixed |= (a * (256 - part) + b * part) >> 8 << shift;
    }
    return mixed;
}

struct app_colors app_colors(const struct app_window *window) {
    enum { RED = 1, GREEN = 2, YELLOW = 3, BRIGHT_BLUE = 12 };
    const struct quire_frame_info *info = viewport_info(app_panes_current(&window->panes)->pane.viewport);
    const struct config *config = &window->settings->values;
    bool known = info->cols > 0;
    uint32_t foreground = known ? info->foreground & 0xFFFFFF : config->foreground;
    uint32_t background = known ? info->background & 0xFFFFFF : config->background;
    return (struct app_colors){.foreground = foreground,
                               .background = background,
                               .ground = mix(background, foreground, 40),
                               .idle = mix(background, foreground, 170),
                               .line = mix(background, foreground, 80),
                               .current = mix(background, config->palette[BRIGHT_BLUE], 220),
                               .active = foreground,
                               .good = config->palette[GREEN],
                               .bad = config->palette[RED],
                               .warning = config->palette[YELLOW]};
}
