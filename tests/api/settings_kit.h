/* settings_kit.h - what the tests of quire/settings.h share. */
#ifndef SETTINGS_KIT_H
#define SETTINGS_KIT_H

#include <quire/settings.h>
#include <quire/snapshot.h>

#include "api_kit.h"
#include "engine/engine_kit.h"

#define E "\033"
#define C "\033["
#define ST "\033\\"

static inline struct quire_terminal_settings settings_of(const struct quire_terminal *terminal) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    CHECK_INT(quire_terminal_settings_get(terminal, &settings), QUIRE_OK);
    return settings;
}

/* Sets what is in a change to the present settings, and only that. */
static inline enum quire_result set(struct kit *kit, uint32_t members, const struct quire_terminal_settings *settings) {
    struct quire_terminal_settings to = *settings;
    to.members = members;
    return quire_terminal_settings_set(kit->terminal, &to);
}

static inline bool same_settings(const struct quire_terminal_settings *a, const struct quire_terminal_settings *b) {
    return a->members == b->members && a->foreground == b->foreground && a->background == b->background &&
           a->cursor_color == b->cursor_color && memcmp(a->palette, b->palette, sizeof a->palette) == 0 &&
           a->cursor_shape == b->cursor_shape && a->cursor_blink == b->cursor_blink &&
           a->scrollback_lines == b->scrollback_lines && a->scrollback_bytes == b->scrollback_bytes &&
           a->window_ops == b->window_ops && a->screen_checksum == b->screen_checksum &&
           a->clipboard_write == b->clipboard_write && a->ambiguous_wide == b->ambiguous_wide &&
           a->cell_width_px == b->cell_width_px && a->cell_height_px == b->cell_height_px &&
           a->tab_width == b->tab_width && a->alternate_screen == b->alternate_screen &&
           strcmp(a->word_characters, b->word_characters) == 0 && a->title_bytes == b->title_bytes &&
           a->title_levels == b->title_levels && a->notification_features == b->notification_features &&
           a->image_limit == b->image_limit;
}

#endif
