/* unicode_lookup.h - the byte of properties of a code point, for loops that cannot afford a call for each. */
#ifndef QR_UNICODE_LOOKUP_H
#define QR_UNICODE_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>

#include "unicode_tables.h"

/* Code points that change the width of the one before them (qr_cluster_width). */
#define QR_TEXT_STYLE 0xFE0Eu
#define QR_EMOJI_STYLE 0xFE0Fu

static inline bool qr_is_emoji_modifier(uint32_t code_point) {
    return code_point >= 0x1F3FB && code_point <= 0x1F3FF;
}

static inline unsigned qr_unicode_property(uint32_t code_point) {
    if (code_point >= QR_UNICODE_LIMIT)
        return QR_UNICODE_BEYOND;
    size_t block = qr_unicode_index[code_point >> QR_UNICODE_BLOCK_SHIFT];
    return qr_unicode_blocks[block << QR_UNICODE_BLOCK_SHIFT | (code_point & QR_UNICODE_BLOCK_MASK)];
}

/* The bytes of the 64 code points whose UTF-8 differs in the last byte only, this one (below the limit) among them. */
static inline const uint8_t *qr_unicode_group(uint32_t code_point) {
    size_t block = qr_unicode_index[code_point >> QR_UNICODE_BLOCK_SHIFT];
    return qr_unicode_blocks + (block << QR_UNICODE_BLOCK_SHIFT | (code_point & QR_UNICODE_BLOCK_MASK & ~0x3Fu));
}

static inline unsigned qr_unicode_class(unsigned property_byte) {
    return property_byte & QR_UNICODE_CLASS_MASK;
}

static inline unsigned qr_unicode_width(unsigned property_byte, unsigned ambiguous) {
    unsigned width = property_byte >> QR_UNICODE_WIDTH_SHIFT & QR_UNICODE_WIDTH_MASK;
    return width == QR_UNICODE_AMBIGUOUS ? ambiguous : width;
}

/* Columns of a code point that is a cluster of its own whatever stands before or behind it (but Prepend before it and
 * extending ones behind); 0: it is another. */
static inline unsigned qr_unicode_plain_width(uint32_t code_point, unsigned ambiguous) {
    unsigned byte = qr_unicode_property(code_point);
    return qr_unicode_class(byte) == BREAK_OTHER ? qr_unicode_width(byte, ambiguous) : 0;
}

#endif
