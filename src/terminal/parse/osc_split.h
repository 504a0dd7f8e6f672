/* osc_split.h - an operating system command as its number and its text. */
#ifndef QR_OSC_SPLIT_H
#define QR_OSC_SPLIT_H

#include <stdbool.h>
#include <stdint.h>

#include "span.h"

/* What a number beyond is taken for; so UINT32_MAX is no number. */
#define QR_OSC_NUMBER_MAX (UINT32_MAX - 1)

/* Splits "number;text"; text->bytes is NULL where there is no ';'. False: it begins with no number, or with one that
 * ends in another byte. Linear in the digits. */
bool qr_osc_split(struct qr_span command, uint32_t *number, struct qr_span *text);

#endif
