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

/* Four characters as a number, the first one lowest. */
#define TEXT_4(a, b, c, d) ((uint32_t)(a) | (uint32_t)(b) << 8 | (uint32_t)(c) << 16 | (uint32_t)(d) << 24)

/* The longest part, the byte behind it, and what looking at its last value may read. */
#define PART_BYTES (QR_SGR_RGB_BYTES + 1)
/* Fewer values than are kept of a sequence, whatever its parts are. */
#define PARTS_MAX (QR_PARAMETERS_MAX / 5)

/* A value of one to three digits. NULL: it is none. */
static inline const uint8_t *read_value(const uint8_t *p, uint32_t *value) {
    uint32_t count;
    *value = qr_csi_small_value(p, &count);
    return count > 0 ? p + count : NULL;
}

/* A colour that is none, 256 and more, is passed over. */
static const uint8_t *read_palette(const uint8_t *p, struct quire_color *color, bool *known) {
    uint32_t index;
    p = read_value(p, &index);
    *known = index <= 255;
    *color = qr_color_palette(index);
    return p;
}

/* "38;2;r;g;b" or "38;5;n", and the same with 48. Returns the place behind it; NULL: it is another. */
static const uint8_t *read_color(const uint8_t *p, struct qr_style *pen) {
    struct quire_color color;
    bool known = false;
    uint32_t form = TEXT_4(p[1], p[2], p[3], p[4]);
    const uint8_t *behind = form == TEXT_4('8', ';', '2', ';')   ? qr_sgr_rgb(p + QR_SGR_RGB_PREFIX, &color, &known)
                            : form == TEXT_4('8', ';', '5', ';') ? read_palette(p + 5, &color, &known)
                                                                 : NULL;
    if (behind && known && p[0] == '3')
        qr_style_set_foreground(pen, color);
    else if (behind && known)
        qr_style_set_background(pen, color);
    return behind;
}

/* A parameter that stands for itself. NULL: it is another. */
static const uint8_t *read_plain(const uint8_t *p, struct qr_style *pen) {
    uint32_t code = 0;
    const uint8_t *behind = *p == ';' || *p == 'm' ? p : read_value(p, &code);
    if (!behind || qr_sgr_is_extended(code))
        return NULL;
    qr_sgr_plain(pen, code);
    return behind;
}

static const uint8_t *read_part(const uint8_t *p, const uint8_t *end, struct qr_style *pen) {
    if (end - p < PART_BYTES)
        return NULL;
    return (p[0] == '3' || p[0] == '4') && p[1] == '8' ? read_color(p, pen) : read_plain(p, pen);
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
