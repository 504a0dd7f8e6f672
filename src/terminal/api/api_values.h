/* api_values.h - values that options, settings and setters have in common: what each of them may be. */
#ifndef QR_API_VALUES_H
#define QR_API_VALUES_H

#include <quire/terminal.h>

static inline bool api_color_allowed(uint32_t rgb) {
    return rgb <= 0xFFFFFF;
}

static inline bool api_palette_allowed(const uint32_t palette[256]) {
    for (uint32_t i = 0; i < 256; i++) {
        if (!api_color_allowed(palette[i]))
            return false;
    }
    return true;
}

static inline bool api_permission_allowed(enum quire_permission permission) {
    return (unsigned)permission <= QUIRE_ASK;
}

static inline bool api_permissions_allowed(const struct quire_terminal_options *options) {
    return api_permission_allowed(options->window_ops) && api_permission_allowed(options->screen_checksum) &&
           api_permission_allowed(options->clipboard_write);
}

static inline bool api_cursor_shape_allowed(enum quire_cursor_shape shape) {
    return (unsigned)shape <= QUIRE_CURSOR_BAR;
}

static inline bool api_notification_features_allowed(uint32_t features) {
    return features <= QUIRE_NOTIFY_CAN_ALL;
}

static inline bool api_cell_allowed(uint32_t width_px, uint32_t height_px) {
    return width_px <= QUIRE_MAX_CELL_PX && height_px <= QUIRE_MAX_CELL_PX;
}

#endif
