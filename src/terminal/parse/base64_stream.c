#include "base64_stream.h"

#include <string.h>

size_t qr_base64_stream_size_max(size_t length) {
    return qr_base64_decoded_size_max(length) + 3;
}

static bool is_blank(uint8_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/* Decodes the group that waits. */
static enum quire_result flush(struct qr_base64_stream *s, uint8_t *bytes, size_t *written) {
    size_t count = 0;
    enum quire_result result = qr_base64_decode(s->waiting, s->count, bytes, 3, &count);
    s->count = 0;
    if (result == QUIRE_OK)
        *written += count;
    return result;
}

static enum quire_result take(struct qr_base64_stream *s, uint8_t c, uint8_t *bytes, size_t *written) {
    if (is_blank(c))
        return QUIRE_OK;
    if (c != '=') {
        s->padded = false;
        s->waiting[s->count++] = c;
        return s->count == 4 ? flush(s, bytes, written) : QUIRE_OK;
    }
    if (s->count == 0)
        return s->padded ? QUIRE_OK : QUIRE_INVALID;
    s->padded = true;
    return flush(s, bytes, written);
}

enum quire_result qr_base64_stream_feed(struct qr_base64_stream *s, const uint8_t *text, size_t length, uint8_t *bytes,
                                        size_t *written) {
    enum quire_result result = QUIRE_OK;
    *written = 0;
    for (size_t i = 0; i < length && result == QUIRE_OK;) {
        size_t run = s->count == 0 ? qr_base64_decode_groups(text + i, length - i, bytes + *written) : 0;
        if (run == 0) {
            result = take(s, text[i++], bytes + *written, written);
            continue;
        }
        s->padded = false;
        *written += run / 4 * 3;
        i += run;
    }
    return result;
}

enum quire_result qr_base64_stream_end(struct qr_base64_stream *s, uint8_t bytes[2], size_t *written) {
    uint8_t group[3];
    *written = 0;
    s->padded = false;
    enum quire_result result = flush(s, group, written);
    memcpy(bytes, group, *written);
    return result;
}
