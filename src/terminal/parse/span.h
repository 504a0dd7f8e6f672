/* span.h - a piece of a string payload: bytes that belong to somebody else, taken apart at separators.
 *
 * Payloads of OSC strings are lists in lists ("key=value:key=value;text"). Taking a part off moves the rest along;
 * nothing is copied and nothing is terminated. A part may be empty; the rest behind the last part has NULL bytes, which
 * tells "a;" (a part and an empty one) from "a" (one part). */
#ifndef QR_SPAN_H
#define QR_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct qr_span {
    const uint8_t *bytes; /* NULL: there is nothing, not even an empty part */
    size_t length;
};

/* Takes the part before the next `separator` off. False when nothing is left. */
bool qr_span_next(struct qr_span *rest, char separator, struct qr_span *part);

/* Splits "key=value": *key becomes what is before the first '=', *value what is behind it, NULL without one. */
void qr_span_pair(struct qr_span pair, struct qr_span *key, struct qr_span *value);

bool qr_span_is(struct qr_span span, const char *text);
bool qr_span_begins(struct qr_span span, const char *text);

/* What is behind the first `count` bytes; there are so many. */
struct qr_span qr_span_behind(struct qr_span span, size_t count);

/* The place behind the last byte; NULL for what has no bytes. C has no NULL + 0. */
const uint8_t *qr_span_end(struct qr_span span);

#endif
