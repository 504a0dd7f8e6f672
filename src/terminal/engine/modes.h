/* modes.h - every mode the terminal knows, in one table.
 *
 * A mode that can be set and reset is a bit, numbered by its row in QR_MODE_LIST. Modes that a program may ask about
 * but cannot change are a table of their own in modes.c: DECRQM answers for them what they are for ever. */
#ifndef QR_MODES_H
#define QR_MODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* X(NAME, number, private, default, sources): a mode that is one bit. What setting it does besides is in mode_set.c. */
#define QR_MODE_LIST(X)                                                                                                \
    X(KEYBOARD_LOCK, 2, false, false, "KAM, ECMA-48")                                                                  \
    X(INSERT, 4, false, false, "IRM, ECMA-48")                                                                         \
    X(SEND_RECEIVE, 12, false, true, "SRM, ECMA-48")                                                                   \
    X(NEWLINE, 20, false, false, "LNM, ECMA-48")                                                                       \
    X(APPLICATION_CURSOR, 1, true, false, "DECCKM")                                                                    \
    X(ANSI, 2, true, true, "DECANM")                                                                                   \
    X(COLUMNS_132, 3, true, false, "DECCOLM")                                                                          \
    X(SMOOTH_SCROLL, 4, true, false, "DECSCLM")                                                                        \
    X(REVERSE_SCREEN, 5, true, false, "DECSCNM")                                                                       \
    X(ORIGIN, 6, true, false, "DECOM")                                                                                 \
    X(AUTOWRAP, 7, true, true, "DECAWM")                                                                               \
    X(MOUSE_PRESS, 9, true, false, "xterm: X10 mouse")                                                                 \
    X(CURSOR_BLINK, 12, true, false, "xterm, att610")                                                                  \
    X(PRINT_FORM_FEED, 18, true, false, "DECPFF")                                                                      \
    X(PRINT_EXTENT, 19, true, false, "DECPEX")                                                                         \
    X(CURSOR_VISIBLE, 25, true, true, "DECTCEM")                                                                       \
    X(ALLOW_COLUMNS, 40, true, false, "xterm: allow DECCOLM")                                                          \
    X(MORE_FIX, 41, true, false, "xterm: a tab behind a full line goes to the next one")                               \
    X(NATIONAL_SETS, 42, true, false, "DECNRCM")                                                                       \
    X(REVERSE_WRAP, 45, true, false, "xterm: reverse wrap")                                                            \
    X(ALTERNATE, 47, true, false, "xterm: alternate screen")                                                           \
    X(APPLICATION_KEYPAD, 66, true, false, "DECNKM")                                                                   \
    X(BACKARROW, 67, true, false, "DECBKM")                                                                            \
    X(LEFT_RIGHT_MARGINS, 69, true, false, "DECLRMM")                                                                  \
    X(SIXEL_DISPLAY, 80, true, false, "DECSDM, as xterm has it")                                                       \
    X(MOUSE_PRESS_RELEASE, 1000, true, false, "xterm: mouse")                                                          \
    X(MOUSE_BUTTON_MOTION, 1002, true, false, "xterm: mouse with drags")                                               \
    X(MOUSE_ANY_MOTION, 1003, true, false, "xterm: mouse with all motion")                                             \
    X(FOCUS, 1004, true, false, "xterm: focus events")                                                                 \
    X(MOUSE_UTF8, 1005, true, false, "xterm: UTF-8 mouse coordinates")                                                 \
    X(MOUSE_SGR, 1006, true, false, "xterm: SGR mouse coordinates")                                                    \
    X(ALTERNATE_SCROLL, 1007, true, true, "xterm: wheel sends cursor keys")                                            \
    X(MOUSE_URXVT, 1015, true, false, "urxvt mouse coordinates")                                                       \
    X(MOUSE_SGR_PIXELS, 1016, true, false, "xterm: SGR mouse in pixels")                                               \
    X(NUMLOCK_IGNORED, 1035, true, true, "xterm: numlock modifies the keypad")                                         \
    X(META_ESCAPE, 1036, true, true, "xterm: meta sends escape")                                                       \
    X(ALT_ESCAPE, 1039, true, true, "xterm: alt sends escape")                                                         \
    X(EXTENDED_REVERSE_WRAP, 1045, true, false, "xterm: extended reverse wrap")                                        \
    X(ALTERNATE_ALLOWED, 1046, true, true, "xterm: there is an alternate screen")                                      \
    X(ALTERNATE_CLEAR, 1047, true, false, "xterm: alternate screen, cleared")                                          \
    X(SAVE_CURSOR, 1048, true, false, "xterm: save cursor as DECSC")                                                   \
    X(ALTERNATE_SAVE, 1049, true, false, "xterm: alternate screen with saved cursor")                                  \
    X(PRIVATE_REGISTERS, 1070, true, true, "xterm: each sixel image has colour registers of its own")                  \
    X(BRACKETED_PASTE, 2004, true, false, "xterm: bracketed paste")                                                    \
    X(SYNCHRONIZED, 2026, true, false, "synchronized output")                                                          \
    X(GRAPHEMES, 2027, true, true, "grapheme clusters")                                                                \
    X(COLOR_SCHEME, 2031, true, false, "colour scheme reports")                                                        \
    X(VISIBILITY, 2033, true, false, "visibility reports")                                                             \
    X(RESIZE_REPORT, 2048, true, false, "in-band resize reports")                                                      \
    X(PASTE_EVENTS, 5522, true, false, "kitty clipboard: paste events")                                                \
    X(SIXEL_BEHIND, 8452, true, false, "xterm: the cursor goes behind sixel images")

enum qr_mode {
#define QR_MODE_ENUM(name, number, private, initial, source) QR_MODE_##name,
    QR_MODE_LIST(QR_MODE_ENUM)
#undef QR_MODE_ENUM
        QR_MODE_COUNT
};

/* One bit a mode. */
struct qr_mode_set {
    uint64_t words[(QR_MODE_COUNT + 63) / 64];
};

struct qr_modes {
    struct qr_mode_set now;
    struct qr_mode_set saved; /* XTSAVE */
};

static inline bool qr_mode_in(const struct qr_mode_set *set, enum qr_mode mode) {
    return set->words[mode / 64] >> mode % 64 & 1;
}

static inline void qr_mode_set_put(struct qr_mode_set *set, enum qr_mode mode, bool on) {
    uint64_t bit = UINT64_C(1) << mode % 64, *word = &set->words[mode / 64];
    *word = on ? *word | bit : *word & ~bit;
}

static inline bool qr_mode(const struct qr_modes *modes, enum qr_mode mode) {
    return qr_mode_in(&modes->now, mode);
}

static inline void qr_mode_put(struct qr_modes *modes, enum qr_mode mode, bool on) {
    qr_mode_set_put(&modes->now, mode, on);
}

/* Every mode as after a reset. */
struct qr_mode_set qr_modes_initial(void);

/* The mode of a number; QR_MODE_COUNT when it is unknown. */
enum qr_mode qr_mode_from_number(uint32_t number, bool private);

/* What DECRQM answers about a mode that no program can change (set or reset for ever); false for any other. */
bool qr_mode_fixed(uint32_t number, bool private, bool *on);

/* One row of the tables, for documentation and snapshots: first those that are bits, in the order of `enum qr_mode`,
 * then the fixed ones. False past the end. */
struct qr_mode_description {
    const char *name, *source;
    uint32_t number;
    bool private, initial;
    bool fixed; /* `initial` for ever */
};
bool qr_mode_describe(size_t index, struct qr_mode_description *description);

#endif
