/* qr_style.h - a style as it is stored: 16 bytes, two words, so that comparing and hashing are a few instructions.
 *
 *     first    63..52 attributes (8) and underline (3)   51..26 background   25..0 foreground
 *     second   63..49 zero   48..46 folded by history (protected, semantic)   45..26 link id   25..0 underline colour
 *
 * A colour is quire_color.bits (26 bits). The all-zero style is the default: id 0 in every page. The link is an id in
 * the same page's link set; the style holds one reference on it. */
#ifndef QR_STYLE_H
#define QR_STYLE_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/style.h>

struct qr_style {
    uint64_t first, second;
};

#define QR_COLOR_MASK UINT64_C(0x3FFFFFF)
#define QR_STYLE_LINK_MASK (UINT64_C(0xFFFFF) << 26)
#define QR_STYLE_BACKGROUND_SHIFT 26
#define QR_STYLE_ATTRIBUTES_SHIFT 52
#define QR_STYLE_UNDERLINE_SHIFT 60
#define QR_STYLE_FOLD_SHIFT 46

static inline struct quire_color qr_color_palette(uint32_t index) {
    return (struct quire_color){(uint32_t)QUIRE_COLOR_PALETTE << 24 | (index & 255)};
}

static inline struct quire_color qr_color_rgb(uint32_t rgb) {
    return (struct quire_color){(uint32_t)QUIRE_COLOR_RGB << 24 | (rgb & 0xFFFFFF)};
}

static inline bool qr_style_equal(struct qr_style a, struct qr_style b) {
    return ((a.first ^ b.first) | (a.second ^ b.second)) == 0;
}

static inline bool qr_color_sound(struct quire_color color) {
    uint32_t kind = QUIRE_COLOR_KIND(color), value = QUIRE_COLOR_VALUE(color);
    return color.bits >> 26 == 0 && (kind == QUIRE_COLOR_RGB || (kind == QUIRE_COLOR_PALETTE && value < 256) ||
                                     (kind == QUIRE_COLOR_DEFAULT && value == 0));
}

static inline bool qr_style_is_default(struct qr_style style) {
    return (style.first | style.second) == 0;
}

static inline struct quire_color qr_style_foreground(struct qr_style style) {
    return (struct quire_color){(uint32_t)(style.first & QR_COLOR_MASK)};
}

static inline struct quire_color qr_style_background(struct qr_style style) {
    return (struct quire_color){(uint32_t)(style.first >> 26 & QR_COLOR_MASK)};
}

static inline struct quire_color qr_style_underline_color(struct qr_style style) {
    return (struct quire_color){(uint32_t)(style.second & QR_COLOR_MASK)};
}

static inline uint32_t qr_style_attributes(struct qr_style style) {
    return (uint32_t)(style.first >> 52 & 255);
}

static inline enum quire_underline qr_style_underline(struct qr_style style) {
    return (enum quire_underline)(style.first >> 60 & 7);
}

/* Does it hold what history folds into it: protection and meaning of a cell? */
static inline bool qr_style_is_folded(struct qr_style style) {
    return style.second >> QR_STYLE_FOLD_SHIFT != 0;
}

/* Can there be such a style? The one answer for all that was stored, live and in history; the link is not looked at. */
static inline bool qr_style_sound(struct qr_style style) {
    return style.first >> 63 == 0 && qr_style_underline(style) <= QUIRE_UNDERLINE_DASHED && style.second >> 49 == 0 &&
           (style.second >> (QR_STYLE_FOLD_SHIFT + 1) & 3) != 3 && /* no such meaning */
           qr_color_sound(qr_style_foreground(style)) && qr_color_sound(qr_style_background(style)) &&
           qr_color_sound(qr_style_underline_color(style)) && (style.first | style.second) != 0;
}

static inline uint32_t qr_style_link(struct qr_style style) {
    return (uint32_t)(style.second >> 26) & 0xFFFFFu;
}

static inline void qr_style_set_foreground(struct qr_style *style, struct quire_color color) {
    style->first = (style->first & ~QR_COLOR_MASK) | color.bits;
}

static inline void qr_style_set_background(struct qr_style *style, struct quire_color color) {
    style->first = (style->first & ~(QR_COLOR_MASK << 26)) | (uint64_t)color.bits << 26;
}

static inline void qr_style_set_underline_color(struct qr_style *style, struct quire_color color) {
    style->second = (style->second & ~QR_COLOR_MASK) | color.bits;
}

static inline void qr_style_set_attributes(struct qr_style *style, uint32_t set, uint32_t clear) {
    style->first = (style->first & ~((uint64_t)(clear & 255) << 52)) | (uint64_t)(set & 255) << 52;
}

static inline void qr_style_set_underline(struct qr_style *style, enum quire_underline underline) {
    style->first = (style->first & ~(UINT64_C(7) << 60)) | (uint64_t)underline << 60;
}

static inline void qr_style_set_link(struct qr_style *style, uint32_t link) {
    style->second = (style->second & ~QR_STYLE_LINK_MASK) | (uint64_t)(link & 0xFFFFF) << 26;
}

#endif
