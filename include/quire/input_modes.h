/** @file
 * quire/input_modes.h - the modes that decide what bytes input sends: of keys (key.h), the mouse and the focus
 * (mouse.h) and pasting (paste.h). A terminal tells them (quire_terminal_input_modes); a host with a parser of its own
 * fills them.
 *
 * Plain values: any thread. Sources stand beside the members. Since 0.1. */
#ifndef QUIRE_INPUT_MODES_H
#define QUIRE_INPUT_MODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

#endif
