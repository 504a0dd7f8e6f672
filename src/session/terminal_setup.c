#define _GNU_SOURCE
#include "terminal_setup.h"

#include <stdio.h>
#include <string.h>

#include <quire/history_file.h>
#include <quire/settings.h>

static enum quire_permission permission(int configured) {
    static const enum quire_permission of[] = {
        [CONFIG_DENY] = QUIRE_DENY, [CONFIG_ALLOW] = QUIRE_ALLOW, [CONFIG_ASK] = QUIRE_ASK};
    return of[configured];
}

/* A colour that follows the cell is the renderer's matter. */
static uint32_t cursor_color_of(const struct config *config) {
    return config->cursor_color <= 0xFFFFFF ? config->cursor_color : CONFIG_COLOR_NONE;
}

/* And so is that a block is drawn as an outline. */
static enum quire_cursor_shape cursor_shape_of(const struct config *config) {
    static const enum quire_cursor_shape shapes[] = {[CONFIG_SHAPE_BLOCK] = QUIRE_CURSOR_BLOCK,
                                                     [CONFIG_SHAPE_UNDERLINE] = QUIRE_CURSOR_UNDERLINE,
                                                     [CONFIG_SHAPE_BAR] = QUIRE_CURSOR_BAR,
                                                     [CONFIG_SHAPE_HOLLOW] = QUIRE_CURSOR_BLOCK};
    return shapes[config->cursor_shape];
}

/* What opening the history file had to leave out, or could not write: one line each. */
static void tell_of_file(const struct quire_terminal *terminal, const char *path, struct notices *notices) {
    struct quire_history_file_info info = QUIRE_HISTORY_FILE_INFO_INIT;
    if (quire_terminal_get_history_file(terminal, &info) != QUIRE_OK || !info.present) {
        return;
    }
    if (info.lost_pages > 0 || info.lost_commits > 0 || info.no_journal) {
        notices_say(notices, "the history file '%s' was damaged: about %llu lines were left out", path,
                    (unsigned long long)info.lost_lines);
    }
    if (info.trouble != QUIRE_OK) {
        notices_say(notices, "cannot write the history file '%s': %s", path, quire_result_text(info.trouble));
    }
}

/* Whether the history file is to blame, and not the machine or the other options. */
static bool is_of_file(enum quire_result result) {
    return result != QUIRE_OK && result != QUIRE_LIMIT && result != QUIRE_OUT_OF_MEMORY;
}

static void tell_unusable(const char *path, enum quire_result result, struct notices *notices) {
    if (result == QUIRE_BUSY) { /* a second window with the same settings */
        notices_say(notices, "another process writes the history file '%s': this one keeps its history in memory",
                    path);
        return;
    }
    notices_say(notices, "cannot use the history file '%s': %s; this window keeps its history in memory", path,
                result == QUIRE_NOT_FOUND     ? "its folder is not there"
                : result == QUIRE_UNSUPPORTED ? "another version of quire made it"
                                              : quire_result_text(result));
}

/* By itself: should the terminal refuse them, the rest is set all the same. */
static bool set_word_characters(struct quire_terminal *terminal, const struct config *config) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    settings.members = QUIRE_SETTING_WORD_CHARACTERS;
    snprintf(settings.word_characters, sizeof settings.word_characters, "%s", config->word_characters);
    return quire_terminal_settings_set(terminal, &settings) == QUIRE_OK;
}

struct quire_terminal *terminal_setup(const struct config *config, struct terminal_size size, uint64_t scrollback,
                                      const char *history_file, const struct quire_callbacks *callbacks,
                                      struct notices *notices, char *error, size_t error_size) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    options.cols = size.cols;
    options.rows = size.rows;
    options.cell_width_px = size.cell_width_px;
    options.cell_height_px = size.cell_height_px;
    options.scrollback_lines = scrollback;
    options.history_file = history_file;
    options.callbacks = callbacks;
    options.window_ops = permission(config->window_ops);
    options.screen_checksum = permission(config->screen_checksum);
    options.clipboard_write = permission(config->clipboard_write);
    options.foreground = config->foreground;
    options.background = config->background;
    options.cursor_color = cursor_color_of(config);
    options.cursor_shape = cursor_shape_of(config);
    options.cursor_blink = config->cursor_blink;
    options.ambiguous_wide = config->ambiguous_width == CONFIG_AMBIGUOUS_WIDE;
    options.palette = config->palette;
    options.image_limit = (uint64_t)config->image_limit << 20;
    enum quire_result result = quire_terminal_create(&options, &terminal);
    if (history_file != NULL && is_of_file(result)) {
        tell_unusable(history_file, result, notices);
        options.history_file = NULL;
        result = quire_terminal_create(&options, &terminal);
    }
    if (result == QUIRE_LIMIT) {
        snprintf(error, error_size, "%ux%u is too large: a screen has at most %u cells", size.cols, size.rows,
                 QUIRE_MAX_CELLS);
    } else if (result != QUIRE_OK) {
        snprintf(error, error_size, "cannot make a terminal: %s", quire_result_text(result));
    }
    if (result == QUIRE_OK) {
        set_word_characters(terminal, config);
    }
    if (result == QUIRE_OK && options.history_file != NULL) {
        tell_of_file(terminal, options.history_file, notices);
    }
    return result == QUIRE_OK ? terminal : NULL;
}

/* --- while it runs --- */

static uint32_t members_of(uint32_t touched) {
    static const struct {
        uint32_t touch, members;
    } of[] = {
        {TOUCHES_COLORS, QUIRE_SETTING_FOREGROUND | QUIRE_SETTING_BACKGROUND | QUIRE_SETTING_CURSOR_COLOR},
        {TOUCHES_PALETTE, QUIRE_SETTING_PALETTE},
        {TOUCHES_CURSOR, QUIRE_SETTING_CURSOR_SHAPE | QUIRE_SETTING_CURSOR_BLINK},
        {TOUCHES_HISTORY, QUIRE_SETTING_SCROLLBACK_LINES},
        {TOUCHES_TEXT, QUIRE_SETTING_AMBIGUOUS_WIDE},
        {TOUCHES_IMAGES, QUIRE_SETTING_IMAGE_LIMIT},
        {TOUCHES_PERMISSIONS, QUIRE_SETTING_WINDOW_OPS | QUIRE_SETTING_SCREEN_CHECKSUM | QUIRE_SETTING_CLIPBOARD_WRITE},
    };
    uint32_t members = 0;
    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++) {
        members |= (touched & of[i].touch) != 0 ? of[i].members : 0;
    }
    return members;
}

bool terminal_apply(struct quire_terminal *terminal, const struct config *config, uint32_t touched) {
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    settings.members = members_of(touched);
    settings.foreground = config->foreground;
    settings.background = config->background;
    settings.cursor_color = cursor_color_of(config);
    memcpy(settings.palette, config->palette, sizeof settings.palette);
    settings.cursor_shape = cursor_shape_of(config);
    settings.cursor_blink = config->cursor_blink;
    settings.scrollback_lines = (uint64_t)config->scrollback;
    settings.ambiguous_wide = config->ambiguous_width == CONFIG_AMBIGUOUS_WIDE;
    settings.image_limit = (uint64_t)config->image_limit << 20;
    settings.window_ops = permission(config->window_ops);
    settings.screen_checksum = permission(config->screen_checksum);
    settings.clipboard_write = permission(config->clipboard_write);
    bool words = (touched & TOUCHES_TEXT) != 0 && set_word_characters(terminal, config);
    return (settings.members != 0 && quire_terminal_settings_set(terminal, &settings) == QUIRE_OK) || words;
}
