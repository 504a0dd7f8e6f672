/* api_style.h - styles as hosts write them (struct quire_style_spec) and as the floors have them. Links are apart: they
 * belong to a page. */
#ifndef QR_API_STYLE_H
#define QR_API_STYLE_H

#include <quire/page.h>

#include "qr_style.h"

/* Could it be a style? */
static inline bool api_style_sound(const struct quire_style_spec *spec) {
    return qr_color_sound(spec->foreground) && qr_color_sound(spec->background) &&
           qr_color_sound(spec->underline_color) && spec->attributes <= 255 &&
           (unsigned)spec->underline <= QUIRE_UNDERLINE_DASHED;
}

static inline struct qr_style api_style_of(const struct quire_style_spec *spec) {
    struct qr_style style = {0, 0};
    qr_style_set_foreground(&style, spec->foreground);
    qr_style_set_background(&style, spec->background);
    qr_style_set_underline_color(&style, spec->underline_color);
    qr_style_set_attributes(&style, spec->attributes, 255);
    qr_style_set_underline(&style, spec->underline);
    return style;
}

/* The members of a style but its link. */
static inline void api_style_tell(struct quire_style_spec *spec, struct qr_style style) {
    spec->foreground = qr_style_foreground(style);
    spec->background = qr_style_background(style);
    spec->underline_color = qr_style_underline_color(style);
    spec->attributes = qr_style_attributes(style);
    spec->underline = qr_style_underline(style);
}

#endif
