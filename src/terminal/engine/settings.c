/* settings.c - what a host sets while a terminal runs (quire/settings.h): each member goes to the file of its subject.
 *
 * What may fail comes first, so that a call is done as a whole or not at all. */
#include <quire/settings.h>

#include "access.h"

/* --- colours --------------------------------------------------------------------------------------------------- */

static void set_colors(struct qr_engine *e, const struct quire_terminal_settings *to) {
    static const struct {
        uint32_t member;
        enum qr_dynamic_color which;
    } dynamic[] = {{QUIRE_SETTING_FOREGROUND, QR_COLOR_TEXT},
                   {QUIRE_SETTING_BACKGROUND, QR_COLOR_BACKGROUND},
                   {QUIRE_SETTING_CURSOR_COLOR, QR_COLOR_CURSOR}};
    const uint32_t values[] = {to->foreground, to->background, to->cursor_color};
    for (size_t i = 0; i < sizeof dynamic / sizeof *dynamic; i++) {
        if (to->members & dynamic[i].member)
            e->colors.initial_dynamic[dynamic[i].which] = values[i];
    }
    if (to->members & QUIRE_SETTING_PALETTE)
        memcpy(e->colors.initial_palette, to->palette, sizeof e->colors.initial_palette);
    if (qr_colors_follow(&e->colors))
        qr_colors_changed(e);
    if (to->members & QUIRE_SETTING_BACKGROUND)
        qr_color_scheme_follow(e);
}

/* --- cursor ---------------------------------------------------------------------------------------------------- */

static void set_cursor(struct qr_engine *e, const struct quire_terminal_settings *to) {
    struct qr_cursor_style before = e->cursor_style;
    bool shape = (to->members & QUIRE_SETTING_CURSOR_SHAPE) != 0,
         blink = (to->members & QUIRE_SETTING_CURSOR_BLINK) != 0;
    bool blinked = qr_cursor_blinks(e);
    qr_cursor_style_set(e, shape ? to->cursor_shape : before.user_shape, blink ? to->cursor_blink : before.user_blink);
    if (e->cursor_style.shape != before.shape || qr_cursor_blinks(e) != blinked)
        qr_event_simple(e, QUIRE_EVENT_MODES);
}

/* --- limits, permissions, widths ------------------------------------------------------------------------------- */

static void set_history(struct qr_engine *e, const struct quire_terminal_settings *to) {
    uint64_t lines = to->members & QUIRE_SETTING_SCROLLBACK_LINES ? to->scrollback_lines : e->history.line_limit;
    uint64_t bytes = to->members & QUIRE_SETTING_SCROLLBACK_BYTES ? to->scrollback_bytes : e->history.byte_limit;
    if (lines == e->history.line_limit && bytes == e->history.byte_limit)
        return;
    qr_history_set_limits(&e->history, lines, bytes);
    qr_engine_commit(e);
}

static void set_policy(struct qr_engine *e, const struct quire_terminal_settings *to) {
    struct qr_policy *policy = &e->policy;
    if (to->members & QUIRE_SETTING_WINDOW_OPS)
        policy->window_ops = to->window_ops;
    if (to->members & QUIRE_SETTING_SCREEN_CHECKSUM)
        policy->screen_checksum = to->screen_checksum;
    if (to->members & QUIRE_SETTING_CLIPBOARD_WRITE)
        policy->clipboard_write = to->clipboard_write;
    if (to->members & QUIRE_SETTING_AMBIGUOUS_WIDE)
        policy->ambiguous_columns = to->ambiguous_wide ? 2 : 1;
    if (to->members & QUIRE_SETTING_ALTERNATE_SCREEN)
        policy->alternate_screen = to->alternate_screen;
    if (to->members & QUIRE_SETTING_WORD_CHARACTERS) {
        memset(policy->word_characters, 0, sizeof policy->word_characters);
        memcpy(policy->word_characters, to->word_characters, strlen(to->word_characters));
    }
}

static void set_tab_width(struct qr_engine *e, uint32_t width) {
    if (qr_tab_stops_are_default(&e->tabs, e->policy.tab_width))
        qr_tab_stops_default(&e->tabs, width);
    e->policy.tab_width = width;
}

/* --- all of them ----------------------------------------------------------------------------------------------- */

enum quire_result qr_engine_set_settings(struct qr_engine *e, const struct quire_terminal_settings *to) {
    qr_engine_begin_call(e);
    if (to->members & QUIRE_SETTING_ALTERNATE_SCREEN && !to->alternate_screen) {
        enum quire_result result = qr_leave_alternate(e);
        if (result != QUIRE_OK)
            return result;
    }
    set_policy(e, to);
    if (to->members & QUIRE_SETTING_NOTIFICATIONS)
        e->protocols.notification_features = to->notification_features;
    set_colors(e, to);
    set_cursor(e, to);
    set_history(e, to);
    if (to->members & QUIRE_SETTING_TAB_WIDTH)
        set_tab_width(e, to->tab_width);
    if (to->members & QUIRE_SETTING_TITLE_LIMITS)
        qr_limit_titles(e, to->title_bytes, to->title_levels);
    if (to->members & QUIRE_SETTING_IMAGE_LIMIT)
        qr_engine_set_image_limit(e, to->image_limit);
    if (to->members & QUIRE_SETTING_CELL_SIZE)
        qr_engine_set_cell_size(e, to->cell_width_px, to->cell_height_px);
    return QUIRE_OK;
}

void qr_engine_settings(const struct qr_engine *e, struct quire_terminal_settings *settings) {
    const struct qr_policy *policy = &e->policy;
    *settings = (struct quire_terminal_settings){.size = sizeof *settings,
                                                 .members = QUIRE_SETTINGS_ALL,
                                                 .foreground = e->colors.initial_dynamic[QR_COLOR_TEXT],
                                                 .background = e->colors.initial_dynamic[QR_COLOR_BACKGROUND],
                                                 .cursor_color = e->colors.initial_dynamic[QR_COLOR_CURSOR],
                                                 .cursor_shape = e->cursor_style.user_shape,
                                                 .cursor_blink = e->cursor_style.user_blink,
                                                 .scrollback_lines = e->history.line_limit,
                                                 .scrollback_bytes = e->history.byte_limit,
                                                 .window_ops = policy->window_ops,
                                                 .screen_checksum = policy->screen_checksum,
                                                 .clipboard_write = policy->clipboard_write,
                                                 .ambiguous_wide = policy->ambiguous_columns == 2,
                                                 .cell_width_px = e->cell_width_px,
                                                 .cell_height_px = e->cell_height_px,
                                                 .tab_width = policy->tab_width,
                                                 .alternate_screen = policy->alternate_screen,
                                                 .title_bytes = e->titles.byte_limit,
                                                 .title_levels = e->titles.level_limit,
                                                 .notification_features = e->protocols.notification_features,
                                                 .image_limit = e->images.budget};
    memcpy(settings->palette, e->colors.initial_palette, sizeof settings->palette);
    memcpy(settings->word_characters, policy->word_characters, sizeof settings->word_characters);
}
