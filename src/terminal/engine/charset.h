/* charset.h - character sets (ECMA-35, DEC STD 070): four slots G0..G3, two of them in use, single shifts. */
#ifndef QR_CHARSET_H
#define QR_CHARSET_H

#include <stdbool.h>
#include <stdint.h>

enum qr_charset {
    QR_CHARSET_ASCII = 0,
    QR_CHARSET_DEC_SPECIAL,     /* line drawing, '0' */
    QR_CHARSET_DEC_TECHNICAL,   /* '>' */
    QR_CHARSET_BRITISH,         /* 'A' */
    QR_CHARSET_DUTCH,           /* '4' */
    QR_CHARSET_FINNISH,         /* 'C', '5' */
    QR_CHARSET_FRENCH,          /* 'R', 'f' */
    QR_CHARSET_FRENCH_CANADIAN, /* 'Q', '9' */
    QR_CHARSET_GERMAN,          /* 'K' */
    QR_CHARSET_ITALIAN,         /* 'Y' */
    QR_CHARSET_NORWEGIAN,       /* 'E', '6', '`' */
    QR_CHARSET_SPANISH,         /* 'Z' */
    QR_CHARSET_SWEDISH,         /* 'H', '7' */
    QR_CHARSET_SWISS,           /* '=' */
    QR_CHARSET_LATIN_1          /* 'A' of 96: the right half of ISO 8859-1 */
};

struct qr_charsets {
    uint8_t slots[4]; /* enum qr_charset */
    uint8_t left;     /* slot mapped to GL */
    uint8_t right;    /* slot mapped to GR (kept for reports; input is UTF-8) */
    uint8_t single;   /* 0, or the slot (2, 3) that the next character comes from */
};

/* The set of 94 characters that a designator names (the intermediate tells the slot); false for one that is unknown. */
bool qr_charset_from_final(uint8_t final, enum qr_charset *charset);

/* The designator of a set, the one that DEC gave it. */
char qr_charset_final(enum qr_charset charset);

/* What an ASCII byte is in a set. */
uint32_t qr_charset_map(enum qr_charset charset, uint8_t byte);

/* True when bytes mean themselves: the usual state, in which text needs no look-up. */
static inline bool qr_charsets_plain(const struct qr_charsets *charsets) {
    return charsets->single == 0 && charsets->slots[charsets->left] == QR_CHARSET_ASCII;
}

#endif
