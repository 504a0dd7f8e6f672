#include "charset.h"

#include <stddef.h>

/* National replacement sets change these positions only (DEC STD 070, xterm ctlseqs). */
static const uint8_t national_places[13] = {0x23, 0x40, 0x5B, 0x5C, 0x5D, 0x5E, 0x5F, 0x60, 0x7B, 0x7C, 0x7D, 0x7E, 0};

static const uint16_t national[][12] = {
    [QR_CHARSET_BRITISH] = {0xA3, '@', '[', '\\', ']', '^', '_', '`', '{', '|', '}', '~'},
    [QR_CHARSET_DUTCH] = {0xA3, 0xBE, 0x133, 0xBD, '|', '^', '_', '`', 0xA8, 0x192, 0xBC, 0xB4},
    [QR_CHARSET_FINNISH] = {'#', '@', 0xC4, 0xD6, 0xC5, 0xDC, '_', 0xE9, 0xE4, 0xF6, 0xE5, 0xFC},
    [QR_CHARSET_FRENCH] = {0xA3, 0xE0, 0xB0, 0xE7, 0xA7, '^', '_', '`', 0xE9, 0xF9, 0xE8, 0xA8},
    [QR_CHARSET_FRENCH_CANADIAN] = {'#', 0xE0, 0xE2, 0xE7, 0xEA, 0xEE, '_', 0xF4, 0xE9, 0xF9, 0xE8, 0xFB},
    [QR_CHARSET_GERMAN] = {'#', 0xA7, 0xC4, 0xD6, 0xDC, '^', '_', '`', 0xE4, 0xF6, 0xFC, 0xDF},
    [QR_CHARSET_ITALIAN] = {0xA3, 0xA7, 0xB0, 0xE7, 0xE9, '^', '_', 0xF9, 0xE0, 0xF2, 0xE8, 0xEC},
    [QR_CHARSET_NORWEGIAN] = {'#', 0xC4, 0xC6, 0xD8, 0xC5, 0xDC, '_', 0xE4, 0xE6, 0xF8, 0xE5, 0xFC},
    [QR_CHARSET_SPANISH] = {0xA3, 0xA7, 0xA1, 0xD1, 0xBF, '^', '_', '`', 0xB0, 0xF1, 0xE7, '~'},
    [QR_CHARSET_SWEDISH] = {'#', 0xC9, 0xC4, 0xD6, 0xC5, 0xDC, '_', 0xE9, 0xE4, 0xF6, 0xE5, 0xFC},
    [QR_CHARSET_SWISS] = {0xF9, 0xE0, 0xE9, 0xE7, 0xEA, 0xEE, 0xE8, 0xF4, 0xE4, 0xF6, 0xFC, 0xFB},
};

/* 0x5F..0x7E of the DEC special graphics set. */
static const uint16_t special[32] = {0x0020, 0x25C6, 0x2592, 0x2409, 0x240C, 0x240D, 0x240A, 0x00B0,
                                     0x00B1, 0x2424, 0x240B, 0x2518, 0x2510, 0x250C, 0x2514, 0x253C,
                                     0x23BA, 0x23BB, 0x2500, 0x23BC, 0x23BD, 0x251C, 0x2524, 0x2534,
                                     0x252C, 0x2502, 0x2264, 0x2265, 0x03C0, 0x2260, 0x00A3, 0x00B7};

/* 0x21..0x7E of the DEC technical set; 0 where it has nothing (shown as a replacement character). */
static const uint16_t technical[94] = {
    0x23B7, 0x250C, 0x2500, 0x2320, 0x2321, 0x2502, 0x23A1, 0x23A3, 0x23A4, 0x23A6, 0x239B, 0x239D, 0x239E, 0x23A0,
    0x23A8, 0x23AC, 0,      0,      0,      0,      0,      0,      0,      0,      0,      0,      0,      0x2264,
    0x2260, 0x2265, 0x222B, 0x2234, 0x221D, 0x221E, 0x00F7, 0x0394, 0x2207, 0x03A6, 0x0393, 0x223C, 0x2243, 0x0398,
    0x00D7, 0x039B, 0x21D4, 0x21D2, 0x2261, 0x03A0, 0x03A8, 0,      0x03A3, 0,      0,      0x221A, 0x03A9, 0x039E,
    0x03A5, 0x2282, 0x2283, 0x2229, 0x222A, 0x2227, 0x2228, 0x00AC, 0x03B1, 0x03B2, 0x03C7, 0x03B4, 0x03B5, 0x03C6,
    0x03B3, 0x03B7, 0x03B9, 0x03B8, 0x03BA, 0x03BB, 0,      0x03BD, 0x2202, 0x03C0, 0x03C8, 0x03C1, 0x03C3, 0x03C4,
    0,      0x0192, 0x03C9, 0x03BE, 0x03C5, 0x03B6, 0x2190, 0x2191, 0x2192, 0x2193};

bool qr_charset_from_final(uint8_t final, enum qr_charset *charset) {
    static const struct {
        uint8_t final, charset;
    } known[] = {{'B', QR_CHARSET_ASCII},           {'0', QR_CHARSET_DEC_SPECIAL},
                 {'2', QR_CHARSET_DEC_SPECIAL},     {'1', QR_CHARSET_ASCII},
                 {'>', QR_CHARSET_DEC_TECHNICAL},   {'A', QR_CHARSET_BRITISH},
                 {'4', QR_CHARSET_DUTCH},           {'C', QR_CHARSET_FINNISH},
                 {'5', QR_CHARSET_FINNISH},         {'R', QR_CHARSET_FRENCH},
                 {'f', QR_CHARSET_FRENCH},          {'Q', QR_CHARSET_FRENCH_CANADIAN},
                 {'9', QR_CHARSET_FRENCH_CANADIAN}, {'K', QR_CHARSET_GERMAN},
                 {'Y', QR_CHARSET_ITALIAN},         {'E', QR_CHARSET_NORWEGIAN},
                 {'6', QR_CHARSET_NORWEGIAN},       {'`', QR_CHARSET_NORWEGIAN},
                 {'Z', QR_CHARSET_SPANISH},         {'H', QR_CHARSET_SWEDISH},
                 {'7', QR_CHARSET_SWEDISH},         {'=', QR_CHARSET_SWISS}};
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].final == final) {
            *charset = (enum qr_charset)known[i].charset;
            return true;
        }
    }
    return false;
}

char qr_charset_final(enum qr_charset charset) {
    static const char finals[] = {
        [QR_CHARSET_ASCII] = 'B',   [QR_CHARSET_DEC_SPECIAL] = '0',     [QR_CHARSET_DEC_TECHNICAL] = '>',
        [QR_CHARSET_BRITISH] = 'A', [QR_CHARSET_DUTCH] = '4',           [QR_CHARSET_FINNISH] = '5',
        [QR_CHARSET_FRENCH] = 'R',  [QR_CHARSET_FRENCH_CANADIAN] = '9', [QR_CHARSET_GERMAN] = 'K',
        [QR_CHARSET_ITALIAN] = 'Y', [QR_CHARSET_NORWEGIAN] = '6',       [QR_CHARSET_SPANISH] = 'Z',
        [QR_CHARSET_SWEDISH] = '7', [QR_CHARSET_SWISS] = '=',           [QR_CHARSET_LATIN_1] = 'A'};
    return finals[charset];
}

uint32_t qr_charset_map(enum qr_charset charset, uint8_t byte) {
    if (charset == QR_CHARSET_ASCII)
        return byte;
    if (charset == QR_CHARSET_DEC_SPECIAL)
        return byte >= 0x5F && byte <= 0x7E ? special[byte - 0x5F] : byte;
    if (charset == QR_CHARSET_DEC_TECHNICAL) {
        if (byte < 0x21 || byte > 0x7E)
            return byte;
        return technical[byte - 0x21] ? technical[byte - 0x21] : 0xFFFD;
    }
    if (charset == QR_CHARSET_LATIN_1)
        return byte | 0x80u;
    for (size_t i = 0; national_places[i]; i++) {
        if (national_places[i] == byte)
            return national[charset][i];
    }
    return byte;
}
