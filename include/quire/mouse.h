/** @file
 * quire/mouse.h - the modes that decide how input is encoded; mouse and focus events.
 *
 * Sources: xterm ctlseqs "Mouse Tracking" (modes 9, 1000, 1002, 1003; encodings 1005, 1006, 1015, 1016),
 * "FocusIn/FocusOut" (1004). Since 0.1. */
#ifndef QUIRE_MOUSE_H
#define QUIRE_MOUSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/result.h>

/** Which events of the mouse a program wants; the number of its mode stands beside it. */
enum quire_mouse_mode {
    QUIRE_MOUSE_OFF = 0,           /**< none */
    QUIRE_MOUSE_PRESS = 1,         /**< 9, X10 */
    QUIRE_MOUSE_PRESS_RELEASE = 2, /**< 1000 */
    QUIRE_MOUSE_BUTTON_MOTION = 3, /**< 1002 */
    QUIRE_MOUSE_ANY_MOTION = 4     /**< 1003 */
};

/** How they are sent. */
enum quire_mouse_encoding {
    QUIRE_MOUSE_DEFAULT = 0,   /**< three bytes, for columns and rows up to 223 */
    QUIRE_MOUSE_UTF8 = 1,      /**< 1005 */
    QUIRE_MOUSE_SGR = 2,       /**< 1006 */
    QUIRE_MOUSE_URXVT = 3,     /**< 1015 */
    QUIRE_MOUSE_SGR_PIXELS = 4 /**< 1016 */
};

/** What of a terminal's state decides the bytes that input sends. Filled by quire_terminal_input_modes. */
struct quire_input_modes {
    size_t size;             /**< sizeof, set by the initialiser */
    bool application_cursor; /**< DECCKM */
    bool application_keypad; /**< DECKPAM or 66 */
    bool backspace_sends_bs; /**< DECBKM */
    bool newline;            /**< LNM: enter sends CR LF */
    bool alt_sends_escape;   /**< 1036/1039: alt prefixes ESC (on by default); off: sets the eighth bit, as UTF-8 */
    bool ignore_keypad_with_numlock; /**< 1035 */
    uint8_t modify_other_keys;       /**< 0, 1 or 2 */
    uint8_t format_other_keys;       /**< 0: CSI 27;mods;code ~, 1: CSI code;mods u */
    uint8_t kitty_flags;             /**< the five flags of the kitty keyboard protocol */
    bool bracketed_paste;            /**< 2004 */
    bool focus_events;               /**< 1004 */
    bool alternate_scroll;           /**< 1007 and the alternate screen is shown: the wheel sends cursor keys */
    enum quire_mouse_mode mouse;     /**< which events are sent */
    enum quire_mouse_encoding mouse_encoding; /**< and how */
    bool vt52;         /**< DECANM is reset: cursor, function and keypad keys as a VT52 sends them */
    bool paste_events; /**< 5522: a paste is told with quire_terminal_clipboard_paste, not sent */
    /** KAM (ECMA-48): what is typed is not sent. quire_key_encode answers with no bytes; a host leaves out what does
     * not go through it (the text of an input method), and keeps keys of its own, so that a user can get out. */
    bool keyboard_locked;
    /** SRM is reset (ECMA-48): what is typed is sent and shown. A host feeds the terminal what it sends for keys. */
    bool local_echo;
};

/** Initialiser of struct quire_input_modes: those of a terminal after a reset. */
#define QUIRE_INPUT_MODES_INIT                                                                                         \
    {                                                                                                                  \
        sizeof(struct quire_input_modes), false, false, false, false, true, false, 0, 0, 0, false, false, false,       \
            QUIRE_MOUSE_OFF, QUIRE_MOUSE_DEFAULT, false, false, false, false                                           \
    }

/** A button, or a direction of a wheel, which is pressed once per step and never released. */
enum quire_mouse_button {
    QUIRE_BUTTON_NONE = 0,    /**< motion without a button */
    QUIRE_BUTTON_LEFT,        /**< 1 of X11 */
    QUIRE_BUTTON_MIDDLE,      /**< 2 */
    QUIRE_BUTTON_RIGHT,       /**< 3 */
    QUIRE_BUTTON_WHEEL_UP,    /**< 4 */
    QUIRE_BUTTON_WHEEL_DOWN,  /**< 5 */
    QUIRE_BUTTON_WHEEL_LEFT,  /**< 6 */
    QUIRE_BUTTON_WHEEL_RIGHT, /**< 7 */
    QUIRE_BUTTON_8,           /**< 8, often called back */
    QUIRE_BUTTON_9,           /**< 9, often called forward */
    QUIRE_BUTTON_10,          /**< 10 */
    QUIRE_BUTTON_11           /**< 11 */
};

/** What the mouse did. */
enum quire_mouse_action {
    QUIRE_MOUSE_ACTION_PRESS = 0,   /**< a button went down */
    QUIRE_MOUSE_ACTION_RELEASE = 1, /**< a button went up */
    QUIRE_MOUSE_ACTION_MOTION = 2   /**< it moved */
};

/** One event of the mouse. */
struct quire_mouse_event {
    size_t size;                    /**< sizeof, set by the initialiser */
    enum quire_mouse_action action; /**< what it did */
    enum quire_mouse_button button; /**< for motion: the button held, or NONE */
    uint32_t mods;                  /**< quire_modifier bits; shift, alt and ctrl are encoded */
    /** The cell's column, from 0. It may lie outside while a button is held: below 0 counts as 0, too far for the
     * encoding is not reported. */
    int32_t col;
    int32_t row;  /**< the cell's row, likewise */
    int32_t x_px; /**< pixels from the left of the cell area */
    int32_t y_px; /**< pixels from its top */
};

/** Initialiser of struct quire_mouse_event: its size, a press of no button at the top left. */
#define QUIRE_MOUSE_EVENT_INIT                                                                                         \
    { sizeof(struct quire_mouse_event), QUIRE_MOUSE_ACTION_PRESS, QUIRE_BUTTON_NONE, 0, 0, 0, 0, 0 }

/** The longest encoding of one mouse event. */
#define QUIRE_MOUSE_BYTES_MAX 48

QUIRE_BEGIN_DECLS

/** Writes the bytes of a mouse event under `modes`; *length is 0 when the modes do not report it. Duplicate motion in
 * one cell is the caller's to drop. With alternate_scroll and the mouse off, a press of the wheel up or down is one
 * press of that cursor key. NO_SPACE: *length is the size needed. INVALID: a bad size or value. Any thread. */
QUIRE_API enum quire_result quire_mouse_encode(const struct quire_input_modes *modes,
                                               const struct quire_mouse_event *event, char *buffer, size_t capacity,
                                               size_t *length);

/** Writes CSI I or CSI O when focus reports are on, else nothing. Errors as above. Any thread. */
QUIRE_API enum quire_result quire_focus_encode(const struct quire_input_modes *modes, bool focused, char *buffer,
                                               size_t capacity, size_t *length);

QUIRE_END_DECLS

#endif
