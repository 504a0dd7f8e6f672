#include "span.h"

#include <string.h>

bool qr_span_next(struct qr_span *rest, char separator, struct qr_span *part) {
    if (!rest->bytes)
        return false;
    const uint8_t *end = memchr(rest->bytes, separator, rest->length);
    part->bytes = rest->bytes;
    part->length = end ? (size_t)(end - rest->bytes) : rest->length;
    rest->length -= end ? part->length + 1 : part->length;
    rest->bytes = end ? end + 1 : NULL;
    return true;
}

void qr_span_pair(struct qr_span pair, struct qr_span *key, struct qr_span *value) {
    *key = (struct qr_span){NULL, 0};
    (void)qr_span_next(&pair, '=', key);
    *value = pair;
}

bool qr_span_begins(struct qr_span span, const char *text) {
    size_t length = strlen(text);
    return span.length >= length && (length == 0 || memcmp(span.bytes, text, length) == 0);
}

bool qr_span_is(struct qr_span span, const char *text) {
    return span.length == strlen(text) && qr_span_begins(span, text);
}

struct qr_span qr_span_behind(struct qr_span span, size_t count) {
    return count == 0 ? span : (struct qr_span){span.bytes + count, span.length - count};
}

const uint8_t *qr_span_end(struct qr_span span) {
    return span.length == 0 ? span.bytes : span.bytes + span.length;
}
