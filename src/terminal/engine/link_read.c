#include "link_read.h"

#include <string.h>

#include <quire/limits.h>

#include "qr_scan.h"

/* What is behind the introducer of an ordinary one, at most. */
#define BYTES_MAX ((size_t)QUIRE_LINK_ID_MAX + 1 + QUIRE_LINK_URI_MAX)

struct qr_span qr_link_id(struct qr_span parameters) {
    struct qr_span pair, id = {NULL, 0};
    while (qr_span_next(&parameters, ':', &pair)) {
        if (pair.length > 3 && memcmp(pair.bytes, "id=", 3) == 0)
            id = qr_span_behind(pair, 3);
    }
    return id;
}

/* Behind BEL or ST; NULL: it is neither. */
static const uint8_t *behind_terminator(const uint8_t *p, const uint8_t *end) {
    if (p < end && *p == 0x07)
        return p + 1;
    return end - p >= 2 && p[0] == 0x1B && p[1] == '\\' ? p + 2 : NULL;
}

/* A URI is mostly longer than what is looked at without a call, and shorter than what a call is worth. */
#define LOOKS 4

/* As qr_ascii_run. */
static inline size_t string_run(const uint8_t *bytes, size_t length) {
    size_t run = 0;
    for (unsigned i = 0; i < LOOKS && length - run >= QR_FIRST_BYTES; i++) {
        size_t first = qr_ascii_first(bytes + run);
        run += first;
        if (first < QR_FIRST_BYTES)
            return run;
    }
    return run + qr_ascii_run_on(bytes + run, length - run);
}

const uint8_t *qr_link_read_any(const uint8_t *p, const uint8_t *end, struct qr_link_parts *parts) {
    if ((size_t)(end - p) <= QR_LINK_INTRODUCER_BYTES || memcmp(p, QR_LINK_INTRODUCER, QR_LINK_INTRODUCER_BYTES) != 0)
        return NULL;
    const uint8_t *parameters = p + QR_LINK_INTRODUCER_BYTES, *uri = parameters;
    size_t left = (size_t)(end - parameters);
    const uint8_t *text_end = parameters + string_run(parameters, left < BYTES_MAX ? left : BYTES_MAX);
    const uint8_t *behind = behind_terminator(text_end, end);
    while (uri < text_end && *uri != ';')
        uri++;
    size_t parameter_bytes = (size_t)(uri - parameters);
    if (!behind || uri == text_end || parameter_bytes > QUIRE_LINK_ID_MAX ||
        (size_t)(text_end - uri - 1) > QUIRE_LINK_URI_MAX)
        return NULL;
    parts->uri = (struct qr_span){uri + 1, (size_t)(text_end - uri - 1)};
    parts->id =
        parameter_bytes > 3 ? qr_link_id((struct qr_span){parameters, parameter_bytes}) : (struct qr_span){NULL, 0};
    return behind;
}
