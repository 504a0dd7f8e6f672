/** @file
 * quire/key.h - keyboard events in, bytes for the program out.
 *
 * A key event names the key itself, not the bytes: the terminal's modes (application cursor keys, keypad,
 * modifyOtherKeys, kitty keyboard flags) decide what is sent. Sources: xterm ctlseqs "PC-Style Function Keys" and
 * "VT220-Style Function Keys", modifyOtherKeys; kitty keyboard protocol (sw.kovidgoyal.net/kitty/keyboard-protocol).
 * Since 0.1. */
#ifndef QUIRE_KEY_H
#define QUIRE_KEY_H

#include <stddef.h>
#include <stdint.h>

#include <quire/export.h>
#include <quire/input_modes.h>
#include <quire/result.h>

/** X(NAME, "name"): the keys that have a name instead of a character. The order is ABI: append only. */
/* clang-format off */
#define QUIRE_KEY_LIST(X)                                                                                              \
    X(ENTER, "enter") X(TAB, "tab") X(BACKSPACE, "backspace") X(ESCAPE, "escape")                                      \
    X(UP, "up") X(DOWN, "down") X(LEFT, "left") X(RIGHT, "right")                                                      \
    X(HOME, "home") X(END, "end") X(PAGE_UP, "page_up") X(PAGE_DOWN, "page_down")                                      \
    X(INSERT, "insert") X(DELETE, "delete")                                                                            \
    X(F1, "f1") X(F2, "f2") X(F3, "f3") X(F4, "f4") X(F5, "f5") X(F6, "f6") X(F7, "f7") X(F8, "f8") X(F9, "f9")        \
    X(F10, "f10") X(F11, "f11") X(F12, "f12") X(F13, "f13") X(F14, "f14") X(F15, "f15") X(F16, "f16") X(F17, "f17")    \
    X(F18, "f18") X(F19, "f19") X(F20, "f20") X(F21, "f21") X(F22, "f22") X(F23, "f23") X(F24, "f24") X(F25, "f25")    \
    X(F26, "f26") X(F27, "f27") X(F28, "f28") X(F29, "f29") X(F30, "f30") X(F31, "f31") X(F32, "f32") X(F33, "f33")    \
    X(F34, "f34") X(F35, "f35")                                                                                        \
    X(KP_0, "kp_0") X(KP_1, "kp_1") X(KP_2, "kp_2") X(KP_3, "kp_3") X(KP_4, "kp_4") X(KP_5, "kp_5") X(KP_6, "kp_6")    \
    X(KP_7, "kp_7") X(KP_8, "kp_8") X(KP_9, "kp_9")                                                                    \
    X(KP_DECIMAL, "kp_decimal") X(KP_DIVIDE, "kp_divide") X(KP_MULTIPLY, "kp_multiply")                                \
    X(KP_SUBTRACT, "kp_subtract") X(KP_ADD, "kp_add") X(KP_ENTER, "kp_enter") X(KP_EQUAL, "kp_equal")                  \
    X(KP_SEPARATOR, "kp_separator") X(KP_LEFT, "kp_left") X(KP_RIGHT, "kp_right") X(KP_UP, "kp_up")                    \
    X(KP_DOWN, "kp_down") X(KP_PAGE_UP, "kp_page_up") X(KP_PAGE_DOWN, "kp_page_down") X(KP_HOME, "kp_home")            \
    X(KP_END, "kp_end") X(KP_INSERT, "kp_insert") X(KP_DELETE, "kp_delete") X(KP_BEGIN, "kp_begin")                    \
    X(CAPS_LOCK, "caps_lock") X(SCROLL_LOCK, "scroll_lock") X(NUM_LOCK, "num_lock")                                    \
    X(PRINT_SCREEN, "print_screen") X(PAUSE, "pause") X(MENU, "menu")                                                  \
    X(MEDIA_PLAY, "media_play") X(MEDIA_PAUSE, "media_pause") X(MEDIA_PLAY_PAUSE, "media_play_pause")                  \
    X(MEDIA_REVERSE, "media_reverse") X(MEDIA_STOP, "media_stop") X(MEDIA_FAST_FORWARD, "media_fast_forward")          \
    X(MEDIA_REWIND, "media_rewind") X(MEDIA_TRACK_NEXT, "media_track_next")                                            \
    X(MEDIA_TRACK_PREVIOUS, "media_track_previous") X(MEDIA_RECORD, "media_record")                                    \
    X(LOWER_VOLUME, "lower_volume") X(RAISE_VOLUME, "raise_volume") X(MUTE_VOLUME, "mute_volume")                      \
    X(LEFT_SHIFT, "left_shift") X(LEFT_CONTROL, "left_control") X(LEFT_ALT, "left_alt") X(LEFT_SUPER, "left_super")    \
    X(LEFT_HYPER, "left_hyper") X(LEFT_META, "left_meta") X(RIGHT_SHIFT, "right_shift")                                \
    X(RIGHT_CONTROL, "right_control") X(RIGHT_ALT, "right_alt") X(RIGHT_SUPER, "right_super")                          \
    X(RIGHT_HYPER, "right_hyper") X(RIGHT_META, "right_meta")                                                          \
    X(ISO_LEVEL3_SHIFT, "iso_level3_shift") X(ISO_LEVEL5_SHIFT, "iso_level5_shift")
/* clang-format on */

/** A key: QUIRE_KEY_CHARACTER for those that have a character, else QUIRE_KEY_ and a name of QUIRE_KEY_LIST. */
enum quire_key {
    QUIRE_KEY_CHARACTER = 0, /**< the key is `character` of the event */
#define QUIRE_KEY_ENUM(name, text) QUIRE_KEY_##name,
    QUIRE_KEY_LIST(QUIRE_KEY_ENUM)
#undef QUIRE_KEY_ENUM
        QUIRE_KEY_COUNT /**< keys of this version; no key */
};

/** Modifiers, the bits of the kitty protocol and (the first three) of xterm. In the legacy encoding keys that type see
 * shift, alt and ctrl only, with meta as alt; other keys tell all but the locks. */
enum quire_modifier {
    QUIRE_MOD_SHIFT = 1 << 0,     /**< shift */
    QUIRE_MOD_ALT = 1 << 1,       /**< alt */
    QUIRE_MOD_CTRL = 1 << 2,      /**< control */
    QUIRE_MOD_SUPER = 1 << 3,     /**< super, the key with a logo */
    QUIRE_MOD_HYPER = 1 << 4,     /**< hyper */
    QUIRE_MOD_META = 1 << 5,      /**< meta, where it is not alt */
    QUIRE_MOD_CAPS_LOCK = 1 << 6, /**< caps lock is on */
    QUIRE_MOD_NUM_LOCK = 1 << 7   /**< num lock is on */
};

/** What happened to a key. */
enum quire_key_action {
    QUIRE_KEY_PRESS = 0,  /**< it went down */
    QUIRE_KEY_REPEAT = 1, /**< it is held */
    QUIRE_KEY_RELEASE = 2 /**< it went up: sent by the kitty protocol only */
};

/** One event of the keyboard. */
struct quire_key_event {
    size_t size;                  /**< sizeof, set by the initialiser */
    enum quire_key key;           /**< which key */
    enum quire_key_action action; /**< what happened to it */
    /** quire_modifier bits: what is held and which locks are on. In the event of a modifier or lock itself that is the
     * state after it: a press of shift has SHIFT, and so have its repeats; its release has it only where the other
     * shift is held still. A lock has its bit from the event on that turns it on, until the one that turns it off
     * (kitty#6913). Window systems mostly tell the state before: quire_key_mods_after. */
    uint32_t mods;
    uint32_t character; /**< for QUIRE_KEY_CHARACTER: the key's code point without shift. AltGr (level three and five of
                           xkb) is no modifier: while it is held that is the code point it chooses (de: AltGr+9 is ']'),
                           as kitty tells it */
    uint32_t shifted;   /**< the code point with shift, 0 when unknown */
    uint32_t base;      /**< the code point at that place in the standard (US) layout, 0 when unknown */
    const char *text;   /**< what the key would type, UTF-8, not terminated; may be NULL. Borrowed for the call.
                           Controls in it are ignored. Text without a key, as from an input method, has character 0 */
    size_t text_length; /**< bytes of text */
};

/** Initialiser of struct quire_key_event: its size, a press of nothing yet. */
#define QUIRE_KEY_EVENT_INIT                                                                                           \
    { sizeof(struct quire_key_event), QUIRE_KEY_CHARACTER, QUIRE_KEY_PRESS, 0, 0, 0, 0, 0, 0 }

/** The longest encoding of one key without its text, which takes no more than 6 bytes for each of its own. */
#define QUIRE_KEY_BYTES_MAX 64

QUIRE_BEGIN_DECLS

/** Writes the bytes that `event` sends under `modes` to buffer and their number to *length (0: the key sends nothing,
 * as all do while the program has locked the keyboard, KAM).
 * NO_SPACE: nothing written, *length is the size needed. INVALID: an unknown key, action or size, no code point, or
 * text NULL with a length. While any kitty flag is set modifyOtherKeys has no say. Any thread. */
QUIRE_API enum quire_result quire_key_encode(const struct quire_input_modes *modes, const struct quire_key_event *event,
                                             char *buffer, size_t capacity, size_t *length);

/** The key of a name as in the list above ("page_up"), QUIRE_KEY_CHARACTER when there is none. Any thread. */
QUIRE_API enum quire_key quire_key_from_name(const char *name);

/** The name of a key as in the list above; static. NULL for QUIRE_KEY_CHARACTER and what is no key. Any thread. */
QUIRE_API const char *quire_key_name(enum quire_key key);

QUIRE_END_DECLS

#endif
