/* sgr.h - renditions as parameters: SGR sequences read and written, for SGR itself, DECCARA and reports. */
#ifndef QR_SGR_H
#define QR_SGR_H

#include <stddef.h>
#include <stdint.h>

#include "parser.h"
#include "qr_style.h"

/* Walks the parameters of a sequence that are a rendition. */
struct qr_sgr {
    const struct qr_sequence *sequence;
    uint32_t at; /* the next parameter */
    struct qr_style style;
};

/* Applies the parameter at `at`, and moves on behind it and what belongs to it. */
void qr_sgr_step(struct qr_sgr *sgr);

/* A parameter that a colour follows, in one form or another. */
static inline bool qr_sgr_is_extended(uint32_t code) {
    return code == 38 || code == 48 || code == 58;
}

/* What the parameters below QR_SGR_CODES clear and set in a style's first word; those that do neither mean nothing. */
#define QR_SGR_CODES 108
struct qr_sgr_change {
    uint64_t clear, set;
};
extern const struct qr_sgr_change qr_sgr_changes[QR_SGR_CODES];

/* What a parameter that no colour follows, and that has no sub-parameters, makes of a style. */
static inline void qr_sgr_plain(struct qr_style *style, uint32_t code) {
    if (code == 0)
        *style = (struct qr_style){0, style->second & QR_STYLE_LINK_MASK};
    else if (code == 59)
        qr_style_set_underline_color(style, (struct quire_color){0});
    else if (code < QR_SGR_CODES)
        style->first = (style->first & ~qr_sgr_changes[code].clear) | qr_sgr_changes[code].set;
}

/* What a whole sequence makes of a style; the link stays. */
struct qr_style qr_sgr_apply(struct qr_style style, const struct qr_sequence *sequence);

/* "0;1;38:5:20m": all that SGR needs to make a style out of any other. Never longer than QR_SGR_TEXT_MAX. */
#define QR_SGR_TEXT_MAX 128
void qr_sgr_format(struct qr_style style, char *text, size_t room);

#endif
