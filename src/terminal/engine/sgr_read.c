#include "sgr_read.h"

#include "csi_scan.h"
#include "sgr.h"

/* Any rendition. */
static const uint8_t *read_any(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    struct qr_sequence sequence;
    const uint8_t *behind = qr_csi_scan(p, end, &sequence);
    if (!behind || sequence.final != 'm' || sequence.prefix || sequence.intermediate_count)
        return NULL;
    *pen = qr_sgr_apply(*pen, &sequence);
    return behind;
}

/* --- short ones: all parameters and the final are in eight bytes */

_Static_assert(QR_SGR_MEMO == 64, "six bits choose a pair");

/* The highest bits, which depend on all others. */
static size_t pair_of(uint64_t bytes, struct qr_style pen) {
    return (size_t)((bytes ^ pen.first ^ pen.second << 7) * UINT64_C(0x9E3779B97F4A7C15) >> 58);
}

static bool is_known(const struct qr_sgr_known *known, uint64_t bytes, struct qr_style pen) {
    return known->bytes == bytes && qr_style_equal(known->before, pen);
}

/* The newest one comes first, and the older one of two goes. */
static const uint8_t *learn(struct qr_sgr_known *pair, uint64_t bytes, const uint8_t *p, const uint8_t *behind,
                            struct qr_style *pen) {
    struct qr_style before = *pen;
    if (!read_any(p, behind, pen))
        return NULL;
    pair[1] = pair[0];
    pair[0] = (struct qr_sgr_known){bytes, before, *pen};
    return behind;
}

static const uint8_t *read_short(struct qr_sgr_memo *memo, uint64_t bytes, const uint8_t *p, const uint8_t *behind,
                                 struct qr_style *pen) {
    struct qr_sgr_known *pair = memo->pairs[pair_of(bytes, *pen)];
    if (is_known(&pair[0], bytes, *pen))
        *pen = pair[0].after;
    else if (is_known(&pair[1], bytes, *pen))
        *pen = pair[1].after;
    else
        return learn(pair, bytes, p, behind, pen);
    return behind;
}

/* --- long ones: colours, and parameters that stand for themselves */

/* "38;5;" and the same with 48 and 58, less their first byte, as a number. */
#define PALETTE_FORM UINT64_C(0x3B353B38)

/* Bytes that are looked at of a part, and behind it. */
#define PART_BYTES (QR_SGR_RGB_BYTES + 1)
/* Fewer values than are kept of a sequence, whatever its parts are. */
#define PARTS_MAX (QR_PARAMETERS_MAX / 5)

static void set_color(struct qr_style *pen, uint8_t which, struct quire_color color) {
    if (which == '3')
        qr_style_set_foreground(pen, color);
    else if (which == '4')
        qr_style_set_background(pen, color);
    else
        qr_style_set_underline_color(pen, color);
}

/* Behind "38;5;". A colour that is none, 256 and more, is passed over. */
static const uint8_t *read_palette(const uint8_t *p, uint8_t which, struct qr_style *pen) {
    uint32_t digits = qr_lowest_bit(qr_csi_not_digits(p) | 1u << QR_CSI_LOOK);
    uint32_t index = digits - 1 <= 2 ? qr_csi_digits_value(p, digits) : 256;
    if (index <= 255)
        set_color(pen, which, qr_color_palette(index));
    return digits - 1 <= 2 ? p + digits : NULL;
}

/* Behind "38;2;". */
static const uint8_t *read_rgb(const uint8_t *p, uint8_t which, struct qr_style *pen) {
    struct quire_color color;
    bool known;
    p = qr_sgr_rgb(p, &color, &known);
    if (p && known)
        set_color(pen, which, color);
    return p;
}

/* "38;2;r;g;b" or "38;5;n", and the same with 48 and 58. Returns the place behind it; NULL: it is another. */
static const uint8_t *read_color(const uint8_t *p, struct qr_style *pen) {
    uint64_t prefix = qr_sgr_prefix(p);
    if (prefix >> 8 == PALETTE_FORM)
        return read_palette(p + QR_SGR_COLOR_PREFIX, p[0], pen);
    return prefix >> 8 == QR_SGR_FOREGROUND_RGB >> 8 ? read_rgb(p + QR_SGR_COLOR_PREFIX, p[0], pen) : NULL;
}

/* A parameter that stands for itself. NULL: it is another. */
static const uint8_t *read_plain(const uint8_t *p, struct qr_style *pen) {
    uint32_t digits = qr_lowest_bit(qr_csi_not_digits(p) | 1u << QR_CSI_LOOK);
    uint32_t code = digits - 1 <= 2 ? qr_csi_digits_value(p, digits) : 0;
    if (digits > 3 || qr_sgr_is_extended(code))
        return NULL;
    qr_sgr_plain(pen, code);
    return p + digits;
}

static const uint8_t *read_part(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    if (end - p < (ptrdiff_t)PART_BYTES)
        return NULL;
    return p[0] >= '3' && p[0] <= '5' && p[1] == '8' ? read_color(p, pen) : read_plain(p, pen);
}

/* NULL: there is something else in it, or too much. */
static const uint8_t *read_parts(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    struct qr_style style = *pen;
    uint32_t parts = 1;
    for (p = read_part(p, end, &style); p && *p == ';' && parts < PARTS_MAX; parts++)
        p = read_part(p + 1, end, &style);
    if (!p || *p != 'm')
        return NULL;
    *pen = style;
    return p + 1;
}

static const uint8_t *read_long(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    const uint8_t *behind = read_parts(p, end, pen);
    return behind ? behind : read_any(p, end, pen);
}

/* --- any */

const uint8_t *qr_sgr_read_other(struct qr_sgr_memo *memo, const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    uint64_t bytes;
    if (end - p < 8)
        return read_any(p, end, pen);
    memcpy(&bytes, p, sizeof bytes);
    bytes = qr_first_lowest(bytes);
    uint32_t length = qr_parameter_bytes(bytes);
    if (length == 8)
        return read_long(p, end, pen);
    if (p[length] != 'm')
        return NULL;
    return read_short(memo, bytes << 8 * (7 - length), p, p + length + 1, pen);
}
