/* key_table.h - one row for each named key: its legacy form and its code in the kitty keyboard protocol.
 *
 * The encoders hold rules, the table holds facts: what a key is called in a sequence. A new key is a new row.
 * Sources: xterm ctlseqs "PC-Style Function Keys" (cursor, editing and function keys), "VT220-Style Function Keys"
 * (application keypad), xterm's numbers for F13 and above and for Menu; the table "Functional key codes" of the kitty
 * keyboard protocol. */
#ifndef KEY_TABLE_H
#define KEY_TABLE_H

#include <stdint.h>

#include <quire/key.h>

/* How a key is written in the legacy encoding. */
enum qr_key_form {
    QR_KEY_SILENT,  /* it has no legacy encoding */
    QR_KEY_CONTROL, /* enter, tab, backspace, escape: one control byte */
    QR_KEY_CURSOR,  /* CSI letter, SS3 letter with DECCKM, CSI 1 ; m letter */
    QR_KEY_PF,      /* SS3 letter, CSI 1 ; m letter */
    QR_KEY_TILDE,   /* CSI number ~, CSI number ; m ~ */
    QR_KEY_KEYPAD,  /* types its character; SS3 letter in the application keypad mode */
    QR_KEY_FORM_COUNT
};

enum qr_key_trait {
    QR_KEY_IS_MODIFIER = 1 << 0,  /* a modifier or lock key: told only when all keys are told */
    QR_KEY_IS_ESSENTIAL = 1 << 1, /* enter, tab, backspace: kept legacy so that a shell stays usable */
    QR_KEY_IS_KEYPAD = 1 << 2     /* stands on the keypad; told apart from its twin only on request */
};

struct qr_key_row {
    uint8_t form;   /* enum qr_key_form */
    uint8_t traits; /* enum qr_key_trait */
    uint8_t number; /* the legacy number before ~ */
    char letter;    /* the legacy final letter */
    char character; /* what a keypad key types, or the byte of a control key */
    char final;     /* the kitty final: u, ~ or a letter */
    uint16_t code;  /* the kitty code */
    uint8_t twin;   /* enum quire_key: the same key outside of the keypad, 0 when there is none */
};

/* The row of a named key, 0 < key < QUIRE_KEY_COUNT. */
const struct qr_key_row *qr_key_row(enum quire_key key);

#endif
