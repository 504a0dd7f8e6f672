/* api_settings.c - quire/settings.h: every value is looked at before any is set. */
#include <quire/settings.h>

#include <string.h>

#include "api.h"
#include "api_values.h"
#include "qr_sized.h"
#include "utf8.h"

/* UTF-8 without controls and blanks, terminated inside its array. */
static bool words_allowed(const char words[QUIRE_WORD_CHARACTERS_MAX + 1]) {
    const char *end = memchr(words, 0, QUIRE_WORD_CHARACTERS_MAX + 1);
    return end && qr_utf8_is_text(words, (size_t)(end - words)) && !strchr(words, ' ') &&
           !strstr(words, "\xE3\x80\x80");
}

static bool allowed(const struct quire_terminal_settings *s) {
    const struct {
        uint32_t member;
        bool allowed;
    } checks[] = {
        {QUIRE_SETTING_FOREGROUND, api_color_allowed(s->foreground)},
        {QUIRE_SETTING_BACKGROUND, api_color_allowed(s->background)},
        {QUIRE_SETTING_PALETTE, api_palette_allowed(s->palette)},
        {QUIRE_SETTING_CURSOR_SHAPE, api_cursor_shape_allowed(s->cursor_shape)},
        {QUIRE_SETTING_WINDOW_OPS, api_permission_allowed(s->window_ops)},
        {QUIRE_SETTING_SCREEN_CHECKSUM, api_permission_allowed(s->screen_checksum)},
        {QUIRE_SETTING_CLIPBOARD_WRITE, api_permission_allowed(s->clipboard_write)},
        {QUIRE_SETTING_CELL_SIZE, api_cell_allowed(s->cell_width_px, s->cell_height_px)},
        {QUIRE_SETTING_NOTIFICATIONS, api_notification_features_allowed(s->notification_features)},
        {QUIRE_SETTING_TAB_WIDTH, s->tab_width > 0 && s->tab_width <= QUIRE_MAX_COLUMNS},
        {QUIRE_SETTING_WORD_CHARACTERS, words_allowed(s->word_characters)},
        {QUIRE_SETTING_TITLE_LIMITS, s->title_bytes <= QUIRE_TITLE_MAX && s->title_levels <= QUIRE_TITLE_STACK_MAX},
    };
    if (s->members & ~(uint32_t)QUIRE_SETTINGS_ALL)
        return false;
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        if (s->members & checks[i].member && !checks[i].allowed)
            return false;
    }
    return true;
}

enum quire_result quire_terminal_settings_set(struct quire_terminal *terminal,
                                              const struct quire_terminal_settings *settings) {
    struct quire_terminal_settings own = QUIRE_TERMINAL_SETTINGS_INIT;
    if (!terminal || !QR_TAKE(own, settings) || !allowed(&own) || !api_may_change(terminal))
        return QUIRE_INVALID;
    return qr_engine_set_settings(api_engine(terminal), &own);
}

enum quire_result quire_terminal_settings_get(const struct quire_terminal *terminal,
                                              struct quire_terminal_settings *settings) {
    struct quire_terminal_settings own = QUIRE_TERMINAL_SETTINGS_INIT;
    if (!terminal || !QR_SOUND(settings))
        return QUIRE_INVALID;
    qr_engine_settings(api_engine_const(terminal), &own);
    qr_sized_give(settings, &own);
    return QUIRE_OK;
}
