/* key_legacy.c - keys as xterm sends them with a PC keyboard.
 *
 * A named key is written by the form of its row (key_table.h); a character key by three steps: ctrl maps it to a
 * control byte where there is one, otherwise it is its text or its symbol; then alt puts ESC before it. Super and hyper
 * are not seen by character keys, as in xterm. Named keys tell all modifiers but the locks, in the numbers of the kitty
 * protocol, which for shift, alt and ctrl are those of xterm. */
#include "key_encode.h"
#include "key_table.h"

struct legacy {
    const struct quire_input_modes *modes;
    const struct quire_key_event *event;
    const struct qr_key_row *row; /* of a named key */
    uint32_t chord;               /* shift, alt, ctrl: for keys that type */
    uint32_t mods;                /* all that a sequence tells: for keys that do not */
};

/* Writes one byte that alt may change: ESC before it, or its eighth bit, as UTF-8. */
static void put_byte(struct qr_sink *sink, const struct legacy *key, char byte) {
    bool alt = (key->chord & QUIRE_MOD_ALT) != 0;
    if (alt && key->modes->alt_sends_escape)
        qr_sink_byte(sink, '\033');
    else if (alt) {
        qr_sink_code_point(sink, 0x80u | (unsigned char)byte);
        return;
    }
    qr_sink_byte(sink, byte);
}

/* Writes a character; beyond ASCII there is no eighth bit to set, and alt is lost without its ESC. */
static void put_character(struct qr_sink *sink, const struct legacy *key, uint32_t character) {
    if (character < 0x80) {
        put_byte(sink, key, (char)character);
        return;
    }
    if ((key->chord & QUIRE_MOD_ALT) && key->modes->alt_sends_escape)
        qr_sink_byte(sink, '\033');
    qr_sink_code_point(sink, character);
}

static void put_text(struct qr_sink *sink, const struct legacy *key) {
    const struct quire_key_event *event = key->event;
    if (event->text_length == 1 && (unsigned char)event->text[0] < 0x80) {
        put_byte(sink, key, event->text[0]);
        return;
    }
    if ((key->chord & QUIRE_MOD_ALT) && key->modes->alt_sends_escape)
        qr_sink_byte(sink, '\033');
    qr_sink_text(sink, event->text, event->text_length);
}

/* The control byte that ctrl makes of a symbol, or -1. Letters go by their low five bits; the rest is tradition. */
static int control_byte(uint32_t symbol) {
    static const struct {
        char symbol, byte;
    } others[] = {{' ', 0},   {'2', 0},  {'3', 27},  {'4', 28}, {'5', 29}, {'6', 30}, {'7', 31},
                  {'8', 127}, {'/', 31}, {'?', 127}, {'{', 27}, {'|', 28}, {'}', 29}, {'~', 30}};
    if ((symbol >= '@' && symbol <= '_') || (symbol >= 'a' && symbol <= 'z'))
        return (int)(symbol & 0x1F);
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if ((uint32_t)others[i].symbol == symbol)
            return others[i].byte;
    return -1;
}

static void send_character(struct qr_sink *sink, const struct legacy *key) {
    const struct quire_key_event *event = key->event;
    uint32_t symbol = qr_key_symbol(event);
    if ((key->chord & QUIRE_MOD_CTRL) && symbol) {
        /* On a layout without Latin letters the place of the key decides, so that ctrl+c can be typed. */
        uint32_t source = symbol >= 0x80 && event->base && event->base < 0x80 ? event->base : symbol;
        int byte = control_byte(source);
        if (byte >= 0)
            put_byte(sink, key, (char)byte);
        else
            put_character(sink, key, symbol);
    } else if (qr_text_is_printable(event->text, event->text_length)) {
        put_text(sink, key);
    } else if (symbol) {
        put_character(sink, key, symbol);
    }
}

static void send_silent(struct qr_sink *sink, const struct legacy *key) {
    (void)sink;
    (void)key;
}

static void send_control(struct qr_sink *sink, const struct legacy *key) {
    char byte = key->row->character;
    if (byte == '\t' && (key->chord & QUIRE_MOD_SHIFT)) {
        if ((key->chord & QUIRE_MOD_ALT) && key->modes->alt_sends_escape)
            qr_sink_byte(sink, '\033');
        qr_sink_string(sink, "\033[Z");
        return;
    }
    put_byte(sink, key, byte == 0x7F ? qr_key_backspace(key->modes, key->chord) : byte);
    if (byte == '\r' && key->modes->newline)
        qr_sink_byte(sink, '\n');
}

/* CSI number ; modifiers final */
static void put_modified(struct qr_sink *sink, const struct legacy *key, unsigned number, char final) {
    qr_sink_csi(sink);
    qr_sink_number(sink, number);
    qr_sink_byte(sink, ';');
    qr_sink_number(sink, key->mods + 1);
    qr_sink_byte(sink, final);
}

/* The VT52 knows no modifiers: ESC letter. */
static void put_vt52(struct qr_sink *sink, const char *introducer, char letter) {
    qr_sink_string(sink, introducer);
    qr_sink_byte(sink, letter);
}

static void send_cursor(struct qr_sink *sink, const struct legacy *key) {
    if (key->modes->vt52) {
        put_vt52(sink, "\033", key->row->letter);
        return;
    }
    if (key->mods) {
        put_modified(sink, key, 1, key->row->letter);
        return;
    }
    qr_sink_string(sink, key->modes->application_cursor ? "\033O" : "\033[");
    qr_sink_byte(sink, key->row->letter);
}

static void send_pf(struct qr_sink *sink, const struct legacy *key) {
    if (key->modes->vt52)
        put_vt52(sink, "\033", key->row->letter);
    else if (key->mods)
        put_modified(sink, key, 1, key->row->letter);
    else {
        qr_sink_string(sink, "\033O");
        qr_sink_byte(sink, key->row->letter);
    }
}

static void send_tilde(struct qr_sink *sink, const struct legacy *key) {
    if (key->mods) {
        put_modified(sink, key, key->row->number, '~');
        return;
    }
    qr_sink_csi(sink);
    qr_sink_number(sink, key->row->number);
    qr_sink_byte(sink, '~');
}

/* Application keypad: SS3 letter, with the modifiers between the two as xterm does. */
static void send_keypad(struct qr_sink *sink, const struct legacy *key) {
    const struct quire_input_modes *modes = key->modes;
    bool overridden = modes->ignore_keypad_with_numlock && (key->event->mods & QUIRE_MOD_NUM_LOCK);
    if (modes->application_keypad && !overridden && modes->vt52) {
        put_vt52(sink, "\033?", key->row->letter);
    } else if (modes->application_keypad && !overridden) {
        qr_sink_string(sink, "\033O");
        if (key->mods)
            qr_sink_number(sink, key->mods + 1);
        qr_sink_byte(sink, key->row->letter);
    } else if (key->row->twin) {
        struct legacy twin = *key;
        twin.row = qr_key_row((enum quire_key)key->row->twin);
        send_control(sink, &twin);
    } else if (!(key->chord & QUIRE_MOD_CTRL) && qr_text_is_printable(key->event->text, key->event->text_length)) {
        put_text(sink, key);
    } else {
        put_byte(sink, key, key->row->character);
    }
}

void qr_key_legacy(struct qr_sink *sink, const struct quire_input_modes *modes, const struct quire_key_event *event) {
    static void (*const send[QR_KEY_FORM_COUNT])(struct qr_sink *, const struct legacy *) = {
        [QR_KEY_SILENT] = send_silent, [QR_KEY_CONTROL] = send_control, [QR_KEY_CURSOR] = send_cursor,
        [QR_KEY_PF] = send_pf,         [QR_KEY_TILDE] = send_tilde,     [QR_KEY_KEYPAD] = send_keypad,
    };
    struct legacy key = {modes, event, 0, qr_key_chord(event), event->mods & QR_MOD_ALL & ~(uint32_t)QR_MOD_LOCKS};
    if (event->action == QUIRE_KEY_RELEASE)
        return;
    if (event->key == QUIRE_KEY_CHARACTER) {
        send_character(sink, &key);
        return;
    }
    key.row = qr_key_row(event->key);
    if (key.row->form == QR_KEY_SILENT && key.row->twin)
        key.row = qr_key_row((enum quire_key)key.row->twin);
    send[key.row->form](sink, &key);
}
