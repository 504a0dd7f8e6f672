/* key_modified.c - xterm's modifyOtherKeys and formatOtherKeys.
 *
 * "Other" keys are those that type a character, and enter, tab, backspace and escape. Which of them send a sequence
 * depends on three things: the level, the modifiers, and the class of the key's symbol:
 *
 *   letters and @ [ \ ] ^ _ ` { | } ~     ctrl makes a control byte of them
 *   space / 2 3 4 5 6 7 8                 ctrl makes a control byte of them too, by X11's tradition
 *   all others                            ctrl does nothing to them
 *
 * Level 1 sends sequences only where modifiers would be lost otherwise; alt alone never does, it has its ESC. Level 2
 * sends them for every modified key, except where shift merely chose another character outside of the first class. */
#include "key_encode.h"

#define CTRL QUIRE_MOD_CTRL
#define SHIFT QUIRE_MOD_SHIFT

static bool is_control_input(uint32_t symbol) {
    return symbol >= 0x40 && symbol <= 0x7F;
}

static bool is_control_alias(uint32_t symbol) {
    return symbol == ' ' || symbol == '/' || (symbol >= '2' && symbol <= '8');
}

static bool level_one(enum quire_key key, uint32_t symbol, uint32_t chord) {
    if (key == QUIRE_KEY_ENTER)
        return chord == CTRL || (chord & SHIFT);
    if (key == QUIRE_KEY_TAB)
        return chord == CTRL || ((chord & SHIFT) && chord != SHIFT);
    if (key != QUIRE_KEY_CHARACTER)
        return false;
    if (is_control_input(symbol))
        return chord == (CTRL | SHIFT);
    return (chord & CTRL) && !is_control_alias(symbol);
}

static bool level_two(enum quire_key key, uint32_t symbol, uint32_t chord) {
    if (key == QUIRE_KEY_TAB)
        return (chord & ~(uint32_t)SHIFT) != 0;
    if (key == QUIRE_KEY_BACKSPACE)
        return (chord & ~(uint32_t)CTRL) != 0;
    if (key != QUIRE_KEY_CHARACTER || is_control_input(symbol) || symbol == ' ')
        return chord != 0;
    return (chord & ~(uint32_t)SHIFT) != 0;
}

/* The code of an "other" key, 0 for any other key. */
static uint32_t code_of(const struct quire_input_modes *modes, const struct quire_key_event *event, uint32_t chord) {
    switch (event->key) {
    case QUIRE_KEY_CHARACTER:
        return qr_key_symbol(event);
    case QUIRE_KEY_ENTER:
        return '\r';
    case QUIRE_KEY_TAB:
        return '\t';
    case QUIRE_KEY_BACKSPACE:
        return (uint32_t)qr_key_backspace(modes, chord);
    case QUIRE_KEY_ESCAPE:
        return 0x1B;
    default:
        return 0;
    }
}

bool qr_key_modified(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event) {
    uint32_t chord = qr_key_chord(event);
    uint32_t code = code_of(modes, event, chord);
    if (!modes->modify_other_keys || !code || event->action == QUIRE_KEY_RELEASE)
        return false;
    if (!(modes->modify_other_keys == 1 ? level_one : level_two)(event->key, code, chord))
        return false;
    qr_sink_csi(sink);
    if (!modes->format_other_keys)
        qr_sink_string(sink, "27;");
    qr_sink_number(sink, modes->format_other_keys ? code : chord + 1);
    qr_sink_byte(sink, ';');
    qr_sink_number(sink, modes->format_other_keys ? chord + 1 : code);
    qr_sink_byte(sink, modes->format_other_keys ? 'u' : '~');
    return true;
}
