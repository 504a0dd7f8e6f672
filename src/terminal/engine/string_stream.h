/* string_stream.h - control strings of the terminal's own that are acted on while they come, not collected.
 *
 * Images are too long to be held twice. control_strings.c collects the beginning of a string; as soon as that says
 * whose it is (DCS ... q: sixel; APC G: kitty; OSC 1337;File= and its like: iTerm2), what was collected and all that
 * follows goes to the stream, in pieces of any size, and nothing is held. Each begin has one end. A string that ends
 * otherwise than well (cancelled, a reset, the end of the terminal) ends with `well` false: what was under way is
 * forgotten. A host's hooks (quire/strings.h) are asked first; what they take never gets here. A snapshot made inside a
 * stream swallows the rest of it. */
#ifndef QR_STRING_STREAM_H
#define QR_STRING_STREAM_H

#include "parser.h"

struct qr_engine;

struct qr_string_stream {
    /* `introducer`: of a DCS; NULL: of others. False: it does not want the string (images are off): its rest is
     * swallowed. */
    bool (*begin)(struct qr_engine *engine, const struct qr_sequence *introducer);
    void (*data)(struct qr_engine *engine, const uint8_t *bytes, size_t length);
    void (*end)(struct qr_engine *engine, bool well, bool bel);
};

/* Bytes of a string that are collected before it is certain that no stream wants it. */
#define QR_STRING_STREAM_PREFIX 32

/* Which stream takes a string that begins like this: QR_STREAM_NONE, none. *skip is how many of the bytes (a prefix)
 * the stream is not given. *more: it may still become one, with more bytes. */
uint8_t qr_string_stream_of(enum qr_string_kind kind, const struct qr_sequence *introducer, const uint8_t *bytes,
                            size_t length, size_t *skip, bool *more);
const struct qr_string_stream *qr_string_stream(uint8_t stream);

/* sixel.c: DCS P1;P2;P3 q */
extern const struct qr_string_stream qr_sixel_stream;
/* kitty_stream.c: APC G */
extern const struct qr_string_stream qr_kitty_stream;
/* iterm_file.c: OSC 1337 ; File= MultipartFile= FilePart= FileEnd */
extern const struct qr_string_stream qr_iterm_stream;

#endif
