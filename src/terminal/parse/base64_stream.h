/* base64_stream.h - base64 that comes in pieces.
 *
 * The kitty protocols (OSC 99, OSC 5522) cut long payloads either before encoding, so that each piece ends with its own
 * padding, or after it, anywhere. Both are read here: up to three characters wait for the rest of their group, and
 * padding ends a group without ending the stream. All zero is the state at the beginning. */
#ifndef QR_BASE64_STREAM_H
#define QR_BASE64_STREAM_H

#include "base64.h"

struct qr_base64_stream {
    uint8_t waiting[4]; /* characters of a group that is not complete */
    uint8_t count;      /* how many, 0 to 3 */
    bool padded;        /* a group was ended by padding: more padding may follow */
};

/* What `length` more characters decode to at most, those that wait counted. */
size_t qr_base64_stream_size_max(size_t length);

/* Decodes a piece into `bytes`, which holds qr_base64_stream_size_max(length). INVALID: not base64; the stream is to be
 * given up. */
enum quire_result qr_base64_stream_feed(struct qr_base64_stream *stream, const uint8_t *text, size_t length,
                                        uint8_t *bytes, size_t *written);

/* The end of the stream: decodes what still waits, at most two bytes. INVALID: a character is left over. */
enum quire_result qr_base64_stream_end(struct qr_base64_stream *stream, uint8_t bytes[2], size_t *written);

#endif
