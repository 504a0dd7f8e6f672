#include "key_table.h"

#include <stddef.h>

#include "qr_assert.h"

#define CONTROL(byte, traits)                                                                                          \
    { QR_KEY_CONTROL, (traits), 0, 0, (byte), 'u', (byte), 0 }
#define CURSOR(letter)                                                                                                 \
    { QR_KEY_CURSOR, 0, 0, (letter), 0, (letter), 1, 0 }
#define PF(letter)                                                                                                     \
    { QR_KEY_PF, 0, 0, (letter), 0, (letter), 1, 0 }
#define TILDE(number)                                                                                                  \
    { QR_KEY_TILDE, 0, (number), 0, 0, '~', (number), 0 }
/* A function key that has a legacy number, and a code of its own in the kitty protocol. */
#define FUNCTION(number, code)                                                                                         \
    { QR_KEY_TILDE, 0, (number), 0, 0, 'u', (code), 0 }
#define KEYPAD(character, letter, code)                                                                                \
    { QR_KEY_KEYPAD, QR_KEY_IS_KEYPAD, 0, (letter), (character), 'u', (code), 0 }
/* A keypad key that moves: in the legacy encoding it is the key that it repeats. */
#define MOVES(name, code)                                                                                              \
    { QR_KEY_SILENT, QR_KEY_IS_KEYPAD, 0, 0, 0, 'u', (code), QUIRE_KEY_##name }
#define SILENT(code)                                                                                                   \
    { QR_KEY_SILENT, 0, 0, 0, 0, 'u', (code), 0 }
#define MODIFIER(code)                                                                                                 \
    { QR_KEY_SILENT, QR_KEY_IS_MODIFIER, 0, 0, 0, 'u', (code), 0 }

/* clang-format off */
static const struct qr_key_row rows[QUIRE_KEY_COUNT] = {
    [QUIRE_KEY_ENTER] = CONTROL('\r', QR_KEY_IS_ESSENTIAL),
    [QUIRE_KEY_TAB] = CONTROL('\t', QR_KEY_IS_ESSENTIAL),
    [QUIRE_KEY_BACKSPACE] = CONTROL(127, QR_KEY_IS_ESSENTIAL),
    [QUIRE_KEY_ESCAPE] = CONTROL(27, 0),
    [QUIRE_KEY_UP] = CURSOR('A'), [QUIRE_KEY_DOWN] = CURSOR('B'),
    [QUIRE_KEY_RIGHT] = CURSOR('C'), [QUIRE_KEY_LEFT] = CURSOR('D'),
    [QUIRE_KEY_HOME] = CURSOR('H'), [QUIRE_KEY_END] = CURSOR('F'),
    [QUIRE_KEY_INSERT] = TILDE(2), [QUIRE_KEY_DELETE] = TILDE(3),
    [QUIRE_KEY_PAGE_UP] = TILDE(5), [QUIRE_KEY_PAGE_DOWN] = TILDE(6),

    [QUIRE_KEY_F1] = PF('P'), [QUIRE_KEY_F2] = PF('Q'),
    /* CSI 1 ; m R looks like a cursor position report, but it is what terminfo has for a modified F3 (kf15 of xterm and
     * its kin). Where a program sets kitty flags, that protocol's 13 takes its place. */
    [QUIRE_KEY_F3] = {QR_KEY_PF, 0, 0, 'R', 0, '~', 13, 0},
    [QUIRE_KEY_F4] = PF('S'),
    [QUIRE_KEY_F5] = TILDE(15), [QUIRE_KEY_F6] = TILDE(17), [QUIRE_KEY_F7] = TILDE(18), [QUIRE_KEY_F8] = TILDE(19),
    [QUIRE_KEY_F9] = TILDE(20), [QUIRE_KEY_F10] = TILDE(21), [QUIRE_KEY_F11] = TILDE(23), [QUIRE_KEY_F12] = TILDE(24),
    [QUIRE_KEY_F13] = FUNCTION(25, 57376), [QUIRE_KEY_F14] = FUNCTION(26, 57377),
    [QUIRE_KEY_F15] = FUNCTION(28, 57378), [QUIRE_KEY_F16] = FUNCTION(29, 57379),
    [QUIRE_KEY_F17] = FUNCTION(31, 57380), [QUIRE_KEY_F18] = FUNCTION(32, 57381),
    [QUIRE_KEY_F19] = FUNCTION(33, 57382), [QUIRE_KEY_F20] = FUNCTION(34, 57383),
    [QUIRE_KEY_F21] = FUNCTION(42, 57384), [QUIRE_KEY_F22] = FUNCTION(43, 57385),
    [QUIRE_KEY_F23] = FUNCTION(44, 57386), [QUIRE_KEY_F24] = FUNCTION(45, 57387),
    [QUIRE_KEY_F25] = FUNCTION(46, 57388), [QUIRE_KEY_F26] = FUNCTION(47, 57389),
    [QUIRE_KEY_F27] = FUNCTION(48, 57390), [QUIRE_KEY_F28] = FUNCTION(49, 57391),
    [QUIRE_KEY_F29] = FUNCTION(50, 57392), [QUIRE_KEY_F30] = FUNCTION(51, 57393),
    [QUIRE_KEY_F31] = FUNCTION(52, 57394), [QUIRE_KEY_F32] = FUNCTION(53, 57395),
    [QUIRE_KEY_F33] = FUNCTION(54, 57396), [QUIRE_KEY_F34] = FUNCTION(55, 57397),
    [QUIRE_KEY_F35] = FUNCTION(56, 57398),

    [QUIRE_KEY_KP_0] = KEYPAD('0', 'p', 57399), [QUIRE_KEY_KP_1] = KEYPAD('1', 'q', 57400),
    [QUIRE_KEY_KP_2] = KEYPAD('2', 'r', 57401), [QUIRE_KEY_KP_3] = KEYPAD('3', 's', 57402),
    [QUIRE_KEY_KP_4] = KEYPAD('4', 't', 57403), [QUIRE_KEY_KP_5] = KEYPAD('5', 'u', 57404),
    [QUIRE_KEY_KP_6] = KEYPAD('6', 'v', 57405), [QUIRE_KEY_KP_7] = KEYPAD('7', 'w', 57406),
    [QUIRE_KEY_KP_8] = KEYPAD('8', 'x', 57407), [QUIRE_KEY_KP_9] = KEYPAD('9', 'y', 57408),
    [QUIRE_KEY_KP_DECIMAL] = KEYPAD('.', 'n', 57409), [QUIRE_KEY_KP_DIVIDE] = KEYPAD('/', 'o', 57410),
    [QUIRE_KEY_KP_MULTIPLY] = KEYPAD('*', 'j', 57411), [QUIRE_KEY_KP_SUBTRACT] = KEYPAD('-', 'm', 57412),
    [QUIRE_KEY_KP_ADD] = KEYPAD('+', 'k', 57413),
    [QUIRE_KEY_KP_ENTER] = {QR_KEY_KEYPAD, QR_KEY_IS_KEYPAD, 0, 'M', 0, 'u', 57414, QUIRE_KEY_ENTER},
    [QUIRE_KEY_KP_EQUAL] = KEYPAD('=', 'X', 57415), [QUIRE_KEY_KP_SEPARATOR] = KEYPAD(',', 'l', 57416),
    [QUIRE_KEY_KP_LEFT] = MOVES(LEFT, 57417), [QUIRE_KEY_KP_RIGHT] = MOVES(RIGHT, 57418),
    [QUIRE_KEY_KP_UP] = MOVES(UP, 57419), [QUIRE_KEY_KP_DOWN] = MOVES(DOWN, 57420),
    [QUIRE_KEY_KP_PAGE_UP] = MOVES(PAGE_UP, 57421), [QUIRE_KEY_KP_PAGE_DOWN] = MOVES(PAGE_DOWN, 57422),
    [QUIRE_KEY_KP_HOME] = MOVES(HOME, 57423), [QUIRE_KEY_KP_END] = MOVES(END, 57424),
    [QUIRE_KEY_KP_INSERT] = MOVES(INSERT, 57425), [QUIRE_KEY_KP_DELETE] = MOVES(DELETE, 57426),
    [QUIRE_KEY_KP_BEGIN] = CURSOR('E'),

    [QUIRE_KEY_CAPS_LOCK] = MODIFIER(57358), [QUIRE_KEY_SCROLL_LOCK] = MODIFIER(57359),
    [QUIRE_KEY_NUM_LOCK] = MODIFIER(57360),
    [QUIRE_KEY_PRINT_SCREEN] = SILENT(57361), [QUIRE_KEY_PAUSE] = SILENT(57362),
    [QUIRE_KEY_MENU] = FUNCTION(29, 57363),
    [QUIRE_KEY_MEDIA_PLAY] = SILENT(57428), [QUIRE_KEY_MEDIA_PAUSE] = SILENT(57429),
    [QUIRE_KEY_MEDIA_PLAY_PAUSE] = SILENT(57430), [QUIRE_KEY_MEDIA_REVERSE] = SILENT(57431),
    [QUIRE_KEY_MEDIA_STOP] = SILENT(57432), [QUIRE_KEY_MEDIA_FAST_FORWARD] = SILENT(57433),
    [QUIRE_KEY_MEDIA_REWIND] = SILENT(57434), [QUIRE_KEY_MEDIA_TRACK_NEXT] = SILENT(57435),
    [QUIRE_KEY_MEDIA_TRACK_PREVIOUS] = SILENT(57436), [QUIRE_KEY_MEDIA_RECORD] = SILENT(57437),
    [QUIRE_KEY_LOWER_VOLUME] = SILENT(57438), [QUIRE_KEY_RAISE_VOLUME] = SILENT(57439),
    [QUIRE_KEY_MUTE_VOLUME] = SILENT(57440),

    [QUIRE_KEY_LEFT_SHIFT] = MODIFIER(57441), [QUIRE_KEY_LEFT_CONTROL] = MODIFIER(57442),
    [QUIRE_KEY_LEFT_ALT] = MODIFIER(57443), [QUIRE_KEY_LEFT_SUPER] = MODIFIER(57444),
    [QUIRE_KEY_LEFT_HYPER] = MODIFIER(57445), [QUIRE_KEY_LEFT_META] = MODIFIER(57446),
    [QUIRE_KEY_RIGHT_SHIFT] = MODIFIER(57447), [QUIRE_KEY_RIGHT_CONTROL] = MODIFIER(57448),
    [QUIRE_KEY_RIGHT_ALT] = MODIFIER(57449), [QUIRE_KEY_RIGHT_SUPER] = MODIFIER(57450),
    [QUIRE_KEY_RIGHT_HYPER] = MODIFIER(57451), [QUIRE_KEY_RIGHT_META] = MODIFIER(57452),
    [QUIRE_KEY_ISO_LEVEL3_SHIFT] = MODIFIER(57453), [QUIRE_KEY_ISO_LEVEL5_SHIFT] = MODIFIER(57454),
};
/* clang-format on */

const struct qr_key_row *qr_key_row(enum quire_key key) {
    qr_assert(key > QUIRE_KEY_CHARACTER && key < QUIRE_KEY_COUNT);
    return &rows[key];
}
