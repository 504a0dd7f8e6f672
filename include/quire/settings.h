/** @file
 * quire/settings.h - what a host may change about a terminal while it runs: colours, cursor, limits, permissions,
 * widths.
 *
 * One struct has all of them, and `members` says which of them a call sets: the others stay as they are. So a host sets
 * one thing without knowing the rest, or reads all, changes some and sets all. A call is done as a whole or not at all.
 *
 * A setting is what is so without any program. What a program chose stays as it chose it (a colour by OSC 4, 10, 11,
 * 12, 21 or DECRSTS, be it the one that is there already; a cursor by DECSCUSR; tab stops that it moved), and what it
 * lets go again goes back to the setting of that time (OSC 104, 110 to 112, DECSCUSR 0, DECST8C, RIS). Colours that
 * XTPUSHCOLORS has saved follow the setting likewise, where no program had chosen them. Text is not touched: a colour
 * is damage (every row of a frame is to be drawn), never content.
 *
 * Callbacks come from inside the call, as for a program that did the same: QUIRE_EVENT_COLORS, _MODES, _TITLE where
 * what is shown changed, and replies that a program asked for (modes 2031 and 2048).
 *
 * A snapshot has the colours, the cursor, the cell size, the limits of the history and the ambiguous width; permissions
 * come from the options of quire_snapshot_read; all else is the host's and as in a new terminal, until it is set. Of
 * colours and cursor a restored terminal takes for a program's choice what differs from the setting.
 *
 * Thread rule: as for the terminal (terminal.h). Since 0.1. */
#ifndef QUIRE_SETTINGS_H
#define QUIRE_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/limits.h>
#include <quire/result.h>
#include <quire/terminal.h>

/** Members of struct quire_terminal_settings, for its `members`: bits. */
enum quire_setting {
    QUIRE_SETTING_FOREGROUND = 1 << 0,        /**< foreground */
    QUIRE_SETTING_BACKGROUND = 1 << 1,        /**< background */
    QUIRE_SETTING_CURSOR_COLOR = 1 << 2,      /**< cursor_color */
    QUIRE_SETTING_PALETTE = 1 << 3,           /**< palette */
    QUIRE_SETTING_CURSOR_SHAPE = 1 << 4,      /**< cursor_shape */
    QUIRE_SETTING_CURSOR_BLINK = 1 << 5,      /**< cursor_blink */
    QUIRE_SETTING_SCROLLBACK_LINES = 1 << 6,  /**< scrollback_lines */
    QUIRE_SETTING_SCROLLBACK_BYTES = 1 << 7,  /**< scrollback_bytes */
    QUIRE_SETTING_WINDOW_OPS = 1 << 8,        /**< window_ops */
    QUIRE_SETTING_SCREEN_CHECKSUM = 1 << 9,   /**< screen_checksum */
    QUIRE_SETTING_CLIPBOARD_WRITE = 1 << 10,  /**< clipboard_write */
    QUIRE_SETTING_AMBIGUOUS_WIDE = 1 << 11,   /**< ambiguous_wide */
    QUIRE_SETTING_CELL_SIZE = 1 << 12,        /**< cell_width_px and cell_height_px */
    QUIRE_SETTING_TAB_WIDTH = 1 << 13,        /**< tab_width */
    QUIRE_SETTING_ALTERNATE_SCREEN = 1 << 14, /**< alternate_screen */
    QUIRE_SETTING_WORD_CHARACTERS = 1 << 15,  /**< word_characters */
    QUIRE_SETTING_TITLE_LIMITS = 1 << 16,     /**< title_bytes and title_levels */
    QUIRE_SETTING_NOTIFICATIONS = 1 << 17,    /**< notification_features */
    QUIRE_SETTING_IMAGE_LIMIT = 1 << 18,      /**< image_limit */
    QUIRE_SETTINGS_ALL = (1 << 19) - 1        /**< all of them */
};

/** What can be set. Members that the options (terminal.h) have, too, mean the same and begin as these say. */
struct quire_terminal_settings {
    size_t size;         /**< sizeof, set by the initialiser */
    uint32_t members;    /**< enum quire_setting bits: which members are set; the others are not looked at */
    uint32_t foreground; /**< default colour of text, 0xRRGGBB */
    /** Default colour behind it, 0xRRGGBB. Until quire_terminal_set_color_scheme was called, its lightness is the
     * colour scheme, too. */
    uint32_t background;
    uint32_t cursor_color;                /**< 0xRRGGBB; above 0xFFFFFF: like the text */
    uint32_t palette[256];                /**< 0xRRGGBB each */
    enum quire_cursor_shape cursor_shape; /**< of a cursor that no program chose */
    bool cursor_blink;                    /**< the user's setting, which mode 12 turns round */
    /** Logical lines kept above the screen; 0: none. What is beyond the limit is evicted before the call returns, from
     * a history file too. */
    uint64_t scrollback_lines;
    uint64_t scrollback_bytes;             /**< bytes of history at most; 0: no such limit. Likewise evicted at once */
    enum quire_permission window_ops;      /**< changes of the window and title reports; ASK is DENY here */
    enum quire_permission screen_checksum; /**< DECRQCRA */
    enum quire_permission clipboard_write; /**< as quire_terminal_set_clipboard_write */
    bool ambiguous_wide;                   /**< of text that is printed from now on; what is there keeps its width */
    uint32_t cell_width_px;                /**< for reports in pixels, up to QUIRE_MAX_CELL_PX; 0: unknown */
    uint32_t cell_height_px;               /**< likewise. A change is told to programs as that of a resize */
    /** Columns from one tab stop to the next, 1 to QUIRE_MAX_COLUMNS; 8 in a new terminal. Stops that are still as the
     * width before had them are moved at once; others when they are reset (DECST8C, RIS), or new columns come. */
    uint32_t tab_width;
    /** May programs show the alternate screen? True in a new terminal. Where not, modes 47, 1047, 1048 and 1049 do
     * nothing, as with xterm's titeInhibit, and mode 1046 cannot change that; where it is shown, the primary one is
     * from now on. */
    bool alternate_screen;
    /** What selecting by word takes in besides letters, digits and characters beyond ASCII: UTF-8, terminated, without
     * blanks and controls, at most QUIRE_WORD_CHARACTERS_MAX bytes. Box drawing and block elements (U+2500 to U+259F)
     * belong to words only where they stand here. A selection by word that is there follows
     * at once. `-_./~?&%+#@=:` in a new
     * terminal. */
    char word_characters[QUIRE_WORD_CHARACTERS_MAX + 1];
    uint32_t title_bytes;  /**< of a title, up to QUIRE_TITLE_MAX; longer ones are cut at a character, at once */
    uint32_t title_levels; /**< saved titles, up to QUIRE_TITLE_STACK_MAX; the oldest are forgotten, at once */
    uint32_t notification_features; /**< what the host does with notifications: enum quire_notification_feature bits */
    /** Bytes that images may take; 0: no images any more. Those that have no room go at once. */
    uint64_t image_limit;
};

/** Initialiser of struct quire_terminal_settings: its size, nothing set. */
#define QUIRE_TERMINAL_SETTINGS_INIT                                                                                   \
    {                                                                                                                  \
        sizeof(struct quire_terminal_settings), 0, 0, 0, 0, {0}, QUIRE_CURSOR_BLOCK, false, 0, 0, QUIRE_DENY,          \
            QUIRE_DENY, QUIRE_DENY, false, 0, 0, 0, false, {0}, 0, 0, 0, 0                                             \
    }

QUIRE_BEGIN_DECLS

/** Sets the members that `members` names. INVALID: NULL, a bad size, an unknown bit, or a value that a named member may
 * not have: a colour above 0xFFFFFF (but of the cursor), no such shape or permission, a tab width of 0 or beyond its
 * limit, a cell beyond its own, word characters that are none, a title limit beyond its own, no such feature.
 * OUT_OF_MEMORY: the alternate screen was to be left, and the pen had no room in the primary one. On an error nothing
 * has changed. Cost: that of the colours; of a limit that was lowered, of the lines that go (pages of a compressed
 * history are decompressed, some 50 us each). What of a history file cannot be read or written goes on as everywhere
 * (quire_terminal_get_history_file). Since 0.1. */
QUIRE_API enum quire_result quire_terminal_settings_set(struct quire_terminal *terminal,
                                                        const struct quire_terminal_settings *settings);

/** Tells all settings, with all bits of `members`: what is so without any program, not what one chose. INVALID: NULL, a
 * bad size. Cost: a copy. Since 0.1. */
QUIRE_API enum quire_result quire_terminal_settings_get(const struct quire_terminal *terminal,
                                                        struct quire_terminal_settings *settings);

QUIRE_END_DECLS

#endif
