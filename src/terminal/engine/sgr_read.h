/* sgr_read.h - renditions from bytes, the frequent ones at once.
 *
 * Programs write the same few short renditions over and over ("1m", "0;32m"): what such a one made of a pen is
 * remembered by its bytes. What is not repeated is mostly colours ("38;2;212;155;187m"), alone or among parameters that
 * stand for themselves, and is read as it stands. All others are taken apart as control sequences (csi_scan.h, sgr.h),
 * which says the same and costs three times as much. */
#ifndef QR_SGR_READ_H
#define QR_SGR_READ_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "csi_value.h"
#include "sgr.h"

/* Pairs of places: what is asked for again and again falls on one place with something else sooner than one thinks. */
#define QR_SGR_MEMO 64u

struct qr_sgr_known {
    uint64_t bytes; /* behind CSI, the final last and highest; 0: none */
    struct qr_style before, after;
};

/* What short renditions made of pens. Always true, so nothing ever has to be forgotten; all zero is empty. */
struct qr_sgr_memo {
    struct qr_sgr_known pairs[QR_SGR_MEMO][2];
};

/* qr_sgr_read for any that is not "m" or "0m", and no colour alone. */
const uint8_t *qr_sgr_read_other(struct qr_sgr_memo *memo, const uint8_t *p, const uint8_t *end, struct qr_style *pen);

/* "38;2;" and "48;2;" as numbers, and what is read of a colour in red, green and blue: they, and one look behind. */
#define QR_SGR_FOREGROUND_RGB UINT64_C(0x3B323B3833)
#define QR_SGR_BACKGROUND_RGB UINT64_C(0x3B323B3834)
#define QR_SGR_COLOR_PREFIX 5
#define QR_SGR_RGB_BYTES (QR_SGR_COLOR_PREFIX + QR_CSI_LOOK)

/* Five bytes as one number. */
static inline uint64_t qr_sgr_prefix(const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return qr_first_lowest(bytes) & UINT64_C(0xFFFFFFFFFF);
}

/* "r;g;b" at `p`, each of one to three digits. Returns the place behind it, NULL: it is another. *known: all are
 * colours' values. */
static inline const uint8_t *qr_sgr_rgb(const uint8_t *p, struct quire_color *color, bool *known) {
    uint32_t others = qr_csi_not_digits(p) | 7u << QR_CSI_LOOK, red_end = qr_lowest_bit(others);
    others &= others - 1;
    uint32_t green_end = qr_lowest_bit(others), blue_end = qr_lowest_bit(others & (others - 1));
    uint32_t greens = green_end - red_end - 1, blues = blue_end - green_end - 1;
    if (red_end - 1 > 2 || greens - 1 > 2 || blues - 1 > 2 || p[red_end] != ';' || p[green_end] != ';')
        return NULL;
    uint32_t red = qr_csi_digits_value(p, red_end), green = qr_csi_digits_value(p + red_end + 1, greens);
    uint32_t blue = qr_csi_digits_value(p + green_end + 1, blues);
    *known = (red | green | blue) <= 255;
    *color = qr_color_rgb(red << 16 | green << 8 | blue);
    return p + blue_end;
}

/* A colour in red, green and blue alone, where QR_SGR_RGB_BYTES can be read. NULL: it is another. */
static inline const uint8_t *qr_sgr_read_rgb(const uint8_t *p, struct qr_style *pen) {
    uint64_t prefix = qr_sgr_prefix(p);
    struct quire_color color;
    bool known;
    if (prefix != QR_SGR_FOREGROUND_RGB && prefix != QR_SGR_BACKGROUND_RGB)
        return NULL;
    p = qr_sgr_rgb(p + QR_SGR_COLOR_PREFIX, &color, &known);
    if (!p || *p != 'm')
        return NULL;
    if (known && prefix == QR_SGR_FOREGROUND_RGB)
        qr_style_set_foreground(pen, color);
    else if (known)
        qr_style_set_background(pen, color);
    return p + 1;
}

/* One parameter that stands for itself, where QR_CSI_LOOK bytes can be read. NULL: it is another. */
static inline const uint8_t *qr_sgr_read_plain(const uint8_t *p, struct qr_style *pen) {
    uint32_t digits = qr_lowest_bit(qr_csi_not_digits(p) | 1u << QR_CSI_LOOK);
    if (digits > 3 || p[digits] != 'm')
        return NULL;
    uint32_t code = digits > 0 ? qr_csi_digits_value(p, digits) : 0;
    if (qr_sgr_is_extended(code))
        return NULL;
    qr_sgr_plain(pen, code);
    return p + digits + 1;
}

/* Reads a rendition from behind its CSI, applies it to *pen, and returns the place behind its final. NULL: it is not
 * whole in [p, end), has too many parameters, or is another sequence; nothing changed. Every other rendition brings the
 * default one back, whatever the pen was: that is seen at once, and so is a colour alone. */
static inline const uint8_t *qr_sgr_read(struct qr_sgr_memo *memo, const uint8_t *p, const uint8_t *end,
                                         struct qr_style *pen) {
    if (end - p >= (ptrdiff_t)QR_SGR_RGB_BYTES) {
        const uint8_t *behind = qr_sgr_read_rgb(p, pen);
        if (behind)
            return behind;
        behind = qr_sgr_read_plain(p, pen);
        if (behind)
            return behind;
    }
    return qr_sgr_read_other(memo, p, end, pen);
}

#endif
