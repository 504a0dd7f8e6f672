/* key_kitty.c - the kitty keyboard protocol (sw.kovidgoyal.net/kitty/keyboard-protocol).
 *
 * Flags: 1 disambiguate, 2 event types, 4 alternate keys, 8 all keys as escape codes, 16 associated text.
 *
 * The protocol leaves to the legacy encoding: text that a key types, unless flag 8 is set; enter, tab and backspace
 * without modifiers, unless flag 8 is set, so that a shell stays usable behind a program that died; and everything else
 * that no flag in force asks for. Keys that type never tell the lock modifiers without flag 8.
 *
 * Flags 2 and 4 speak of the form of escape codes and do not by themselves make one of typed text. The exception is a
 * program that set them without flag 1 or 8: nothing else would ever become an escape code, so there a repeated key
 * (flag 2) and a key with alternates (flag 4) do. kitty's own encoder does the same when asked without text. */
#include "key_encode.h"
#include "key_table.h"

struct kitty {
    uint32_t flags;
    uint32_t code, shifted, base; /* 0: not told; code 0 is text without a key */
    uint32_t mods;
    unsigned event; /* 1 press, 2 repeat, 3 release */
    const char *text;
    size_t text_length; /* 0: no text is told */
    char final;
};

/* CSI code:shifted:base ; modifiers:event ; text final */
static void put_sequence(struct qr_sink *sink, const struct kitty *key) {
    bool typed = key->text_length != 0;
    bool fields = key->mods || key->event != 1;
    qr_sink_csi(sink);
    if (key->final == 'u' || key->final == '~' || fields || typed)
        qr_sink_number(sink, key->code);
    if (key->shifted || key->base)
        qr_sink_byte(sink, ':');
    if (key->shifted)
        qr_sink_number(sink, key->shifted);
    if (key->base) {
        qr_sink_byte(sink, ':');
        qr_sink_number(sink, key->base);
    }
    if (fields || typed)
        qr_sink_byte(sink, ';');
    if (fields)
        qr_sink_number(sink, key->mods + 1);
    if (key->event != 1) {
        qr_sink_byte(sink, ':');
        qr_sink_number(sink, key->event);
    }
    char separator = ';';
    for (size_t at = 0; at < key->text_length;) {
        uint32_t code_point = qr_text_next(key->text, key->text_length, &at);
        if (qr_is_control(code_point))
            continue;
        qr_sink_byte(sink, separator);
        qr_sink_number(sink, code_point);
        separator = ':';
    }
    qr_sink_byte(sink, key->final);
}

static uint32_t chord_of(const struct quire_key_event *event) {
    return event->mods & QR_MOD_ALL & ~(uint32_t)QR_MOD_LOCKS;
}

/* True when the event carries text that it types: no modifier but shift had a part in it. */
static bool has_typed_text(const struct quire_key_event *event) {
    return event->action != QUIRE_KEY_RELEASE && (chord_of(event) & ~(uint32_t)QUIRE_MOD_SHIFT) == 0 &&
           qr_text_is_printable(event->text, event->text_length);
}

/* What every sequence of an event tells, before the key itself. */
static struct kitty begin(uint32_t flags, const struct quire_key_event *event, uint32_t mods) {
    struct kitty key = {.flags = flags, .mods = mods, .event = 1, .final = 'u'};
    if (flags & QR_KITTY_EVENT_TYPES)
        key.event = (unsigned)event->action + 1;
    if ((flags & QR_KITTY_TEXT) && has_typed_text(event)) {
        key.text = event->text;
        key.text_length = event->text_length;
    }
    return key;
}

/* Whether a character key becomes an escape code; `told` says that flag 2 or 4 has something to tell about it. */
static bool is_escape_code(uint32_t flags, const struct quire_key_event *event, bool told) {
    if (flags & QR_KITTY_ALL_KEYS)
        return event->character || (flags & QR_KITTY_TEXT);
    if (!event->character)
        return false;
    bool typed = has_typed_text(event) || (chord_of(event) == 0 && event->action != QUIRE_KEY_RELEASE);
    if (flags & QR_KITTY_DISAMBIGUATE)
        return !typed;
    return told;
}

static bool send_character(struct qr_sink *sink, uint32_t flags, const struct quire_key_event *event) {
    if (event->action == QUIRE_KEY_RELEASE && (!(flags & QR_KITTY_EVENT_TYPES) || !event->character))
        return true;
    uint32_t mods = flags & QR_KITTY_ALL_KEYS ? event->mods & QR_MOD_ALL : chord_of(event);
    struct kitty key = begin(flags, event, mods);
    key.code = event->character;
    if (key.code && (flags & QR_KITTY_ALTERNATES)) {
        if ((event->mods & QUIRE_MOD_SHIFT) && event->shifted != event->character)
            key.shifted = event->shifted;
        if (event->base != event->character)
            key.base = event->base;
    }
    if (!is_escape_code(flags, event, key.event != 1 || key.shifted || key.base))
        return false;
    if (!key.code && !key.text_length)
        return true;
    put_sequence(sink, &key);
    return true;
}

/* A keypad key while the keypad is not told apart: the event of the same key elsewhere on the keyboard. */
static struct quire_key_event away_from_keypad(const struct quire_key_event *event, const struct qr_key_row *row) {
    struct quire_key_event twin = *event;
    twin.key = (enum quire_key)row->twin;
    twin.character = row->twin ? 0 : (unsigned char)row->character;
    twin.shifted = twin.base = 0;
    return twin;
}

/* Whether the legacy encoding has the say about a named key. */
static bool is_left_to_legacy(uint32_t flags, const struct quire_key_event *event, const struct qr_key_row *row) {
    uint32_t disambiguate = flags & (QR_KITTY_DISAMBIGUATE | QR_KITTY_ALL_KEYS);
    if (!disambiguate && !(flags & QR_KITTY_EVENT_TYPES))
        return true;
    if (row->traits & QR_KEY_IS_ESSENTIAL)
        return !disambiguate || (!(flags & QR_KITTY_ALL_KEYS) && chord_of(event) == 0);
    return event->key == QUIRE_KEY_ESCAPE && !disambiguate && event->action == QUIRE_KEY_PRESS;
}

/* Keys that send nothing at all under these flags. */
static bool is_unheard(uint32_t flags, const struct quire_key_event *event, const struct qr_key_row *row) {
    if ((row->traits & QR_KEY_IS_MODIFIER) && !(flags & QR_KITTY_ALL_KEYS))
        return true;
    if (event->action != QUIRE_KEY_RELEASE)
        return false;
    return !(flags & QR_KITTY_EVENT_TYPES) || ((row->traits & QR_KEY_IS_ESSENTIAL) && !(flags & QR_KITTY_ALL_KEYS));
}

static bool send_named(struct qr_sink *sink, uint32_t flags, const struct quire_key_event *event) {
    const struct qr_key_row *row = qr_key_row(event->key);
    if (is_unheard(flags, event, row))
        return true;
    if (is_left_to_legacy(flags, event, row))
        return false;
    if ((row->traits & QR_KEY_IS_KEYPAD) && !(flags & QR_KITTY_ALL_KEYS) && has_typed_text(event)) {
        qr_sink_text(sink, event->text, event->text_length);
        return true;
    }
    bool types = (row->traits & QR_KEY_IS_ESSENTIAL) && !(flags & QR_KITTY_ALL_KEYS);
    struct kitty key = begin(flags, event, types ? chord_of(event) : event->mods & QR_MOD_ALL);
    key.code = row->code;
    key.final = row->final;
    put_sequence(sink, &key);
    return true;
}

bool qr_key_kitty(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event) {
    uint32_t flags = modes->kitty_flags;
    if (event->key == QUIRE_KEY_CHARACTER)
        return send_character(sink, flags, event);
    const struct qr_key_row *row = qr_key_row(event->key);
    if (!(row->traits & QR_KEY_IS_KEYPAD) || (flags & (QR_KITTY_DISAMBIGUATE | QR_KITTY_ALL_KEYS)))
        return send_named(sink, flags, event);
    /* Presses keep the keypad's legacy modes; repeats and releases have escape codes, those of the twin. */
    if (event->action == QUIRE_KEY_PRESS)
        return false;
    struct quire_key_event twin = away_from_keypad(event, row);
    return twin.key == QUIRE_KEY_CHARACTER ? send_character(sink, flags, &twin) : send_named(sink, flags, &twin);
}
