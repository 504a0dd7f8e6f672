/* osc.h - what the handlers of operating system commands share. osc.c has the table of commands; osc_color.c those that
 * set and report colours. */
#ifndef QR_OSC_H
#define QR_OSC_H

#include "engine.h"

/* What a handler gets: the bytes behind "number;". */
struct qr_osc {
    uint32_t number;
    const uint8_t *text;
    size_t length;
    const char *terminator; /* a reply ends as the question did */
};

typedef void qr_osc_handler(struct qr_engine *engine, const struct qr_osc *osc);

/* Splits off the part before the next ';'. False when nothing is left. */
bool qr_osc_next(struct qr_osc *rest, const uint8_t **part, size_t *length);

/* Is a part the question mark alone? */
bool qr_osc_is_query(const uint8_t *text, size_t length);

/* titles.c */
qr_osc_handler qr_osc_titles;

/* osc_color.c */
qr_osc_handler qr_osc_palette, qr_osc_palette_reset, qr_osc_special, qr_osc_special_reset, qr_osc_dynamic,
    qr_osc_dynamic_reset;

#endif
