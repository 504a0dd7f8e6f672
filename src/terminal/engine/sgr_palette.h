/* sgr_palette.h - renditions that are colours of the palette, "38;5;146;48;5;15m", with hardly a branch.
 *
 * Text in many colours is each word in another: how many digits a value has, and whether a background comes behind the
 * foreground, is not to be foreseen there, and each wrong guess costs as much as reading both. So both are read, and
 * what is not there is left out. */
#ifndef QR_SGR_PALETTE_H
#define QR_SGR_PALETTE_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "csi_value.h"
#include "qr_style.h"

/* "38;5;" and "48;5;" as numbers. */
#define QR_SGR_PALETTE_FOREGROUND UINT64_C(0x3B353B3833)
#define QR_SGR_PALETTE_BACKGROUND UINT64_C(0x3B353B3834)
#define QR_SGR_PALETTE_PREFIX 5u
/* What is read at most: a prefix, and one look, which holds the rest of the longest rendition. */
#define QR_SGR_PALETTE_BYTES (QR_SGR_PALETTE_PREFIX + QR_CSI_LOOK)

static inline uint64_t qr_sgr_palette_prefix(const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return qr_first_lowest(bytes) & UINT64_C(0xFFFFFFFFFF);
}

/* Reads a foreground, or a foreground and a background, from behind its CSI, where QR_SGR_PALETTE_BYTES can be read,
 * and applies them to *pen. Returns the place behind the final; NULL: it is another rendition, and nothing changed. */
static inline const uint8_t *qr_sgr_read_palette(const uint8_t *p, struct qr_style *pen) {
    if (qr_sgr_palette_prefix(p) != QR_SGR_PALETTE_FOREGROUND)
        return NULL;
    p += QR_SGR_PALETTE_PREFIX;
    uint32_t others = qr_csi_not_digits(p) | 1u << QR_CSI_LOOK, digits = qr_lowest_bit(others);
    if (digits - 1 > 2)
        return NULL;
    const uint8_t *second = p + digits, *value = second + 1 + QR_SGR_PALETTE_PREFIX;
    uint32_t more = qr_lowest_bit(others >> (digits + 1 + QR_SGR_PALETTE_PREFIX) | 1u << 4);
    bool both = qr_sgr_palette_prefix(second + 1) == QR_SGR_PALETTE_BACKGROUND && more - 1 <= 2 && *second == ';';
    uint32_t front = qr_csi_digits_value(p, digits), back = qr_csi_digits_value(value, more & 3);
    const uint8_t *final = both ? value + more : second;
    if (*final != 'm' || front > 255 || (both && back > 255))
        return NULL;
    struct qr_style style = *pen;
    qr_style_set_foreground(&style, qr_color_palette(front));
    uint64_t foreground = style.first;
    qr_style_set_background(&style, qr_color_palette(back));
    pen->first = both ? style.first : foreground;
    return final + 1;
}

#endif
