/* dcs.h - what the handlers of device control strings share. dcs.c has the table. */
#ifndef QR_DCS_H
#define QR_DCS_H

#include "engine.h"

/* The data of a string, read from its beginning. */
struct qr_dcs_text {
    const uint8_t *bytes;
    size_t length;
};

/* Takes decimal digits; false, and nothing taken, without any or where they are more than `greatest`. */
bool qr_dcs_number(struct qr_dcs_text *text, uint32_t greatest, uint32_t *value);

static inline bool qr_dcs_byte(struct qr_dcs_text *text, uint8_t *byte) {
    if (text->length == 0)
        return false;
    *byte = *text->bytes++;
    text->length--;
    return true;
}

/* Takes `byte` if it is next. */
static inline bool qr_dcs_skip(struct qr_dcs_text *text, uint8_t byte) {
    uint8_t taken;
    return text->length > 0 && *text->bytes == byte && qr_dcs_byte(text, &taken);
}

typedef void qr_dcs_handler(struct qr_engine *engine, const struct qr_sequence *introducer, struct qr_dcs_text text);

/* presentation.c */
qr_dcs_handler qr_dcs_decrsps, qr_dcs_decrsts, qr_dcs_decaupss;

#endif
