/* paste.c - text from a clipboard, made safe. What is kept and what is dropped is stated in quire/paste.h. */
#include <quire/paste.h>

#include <string.h>

#include "encode_sink.h"
#include "qr_scan.h"
#include "qr_sized.h"

struct subject {
    const char *text;
    size_t length;
    bool bracketed;
};

/* CR and CR LF, the one line end that is not copied with the text around it. */
static void put_return(struct qr_sink *sink, const char *text, size_t length, size_t *at) {
    *at += length - *at > 1 && text[*at + 1] == '\n' ? 2 : 1;
    qr_sink_byte(sink, '\r');
}

/* A control is dropped, a part that is ill-formed becomes U+FFFD. */
static void put_other(struct qr_sink *sink, const char *text, size_t length, size_t *at) {
    uint32_t code_point = qr_text_next(text, length, at);
    if (!qr_is_control(code_point))
        qr_sink_code_point(sink, code_point);
}

/* What is looked at, copied and changed is still in the processor's nearest cache from one to the next. */
#define PIECE 8192u

/* The bytes at the beginning that are sent as they are, but LF as CR. */
static size_t clean_run(const char *text, size_t length) {
    return qr_scan_chosen()->clean_run((const uint8_t *)text, length);
}

/* The same byte in all eight places of a word. */
#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* A byte that is LF differs from it in no bit: adding 0x7F to its lower seven does not reach the top one. */
static uint64_t returns_for_feeds(uint64_t word) {
    uint64_t other = word ^ EVERY('\n'), feeds = ~(((other & EVERY(0x7F)) + EVERY(0x7F)) | other) & EVERY(0x80);
    return word ^ (feeds >> 7) * ('\n' ^ '\r');
}

static void copy_clean(char *restrict to, const char *restrict text, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, text + i, sizeof word);
        word = returns_for_feeds(word);
        memcpy(to + i, &word, sizeof word);
    }
    for (; i < length; i++)
        to[i] = text[i] == '\n' ? '\r' : text[i];
}

static void put_clean(struct qr_sink *sink, const char *text, size_t length) {
    if (sink->bytes)
        copy_clean(sink->bytes + sink->length, text, length);
    sink->length += length;
}

/* Appends the text with its line ends as CR and without any other control but TAB. Most of a large paste is clean. What
 * is not ends its piece early, and so may the piece's end, by a character that is not whole. */
static void put_safe(struct qr_sink *sink, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t piece = length - at < PIECE ? length - at : PIECE, clean = clean_run(text + at, piece);
        put_clean(sink, text + at, clean);
        at += clean;
        if (at < length && text[at] == '\r')
            put_return(sink, text, length, &at);
        else if (piece - clean > 3 || clean == 0)
            put_other(sink, text, length, &at);
    }
}

static void emit_paste(struct qr_sink *sink, const void *subject) {
    const struct subject *paste = subject;
    if (paste->bracketed)
        qr_sink_string(sink, "\033[200~");
    put_safe(sink, paste->text, paste->length);
    if (paste->bracketed)
        qr_sink_string(sink, "\033[201~");
}

enum quire_result quire_paste_encode(const struct quire_input_modes *modes, const char *text, size_t text_length,
                                     char *buffer, size_t capacity, size_t *length) {
    struct quire_input_modes own = QUIRE_INPUT_MODES_INIT;
    if (!length || !QR_TAKE(own, modes) || (!text && text_length))
        return QUIRE_INVALID;
    struct subject subject = {text, text_length, own.bracketed_paste};
    if (buffer && text_length <= (SIZE_MAX - 12) / 3 && capacity >= 3 * text_length + 12) {
        struct qr_sink sink = {buffer, 0}; /* it fits, whatever it is: there is no need to count first */
        emit_paste(&sink, &subject);
        *length = sink.length;
        return QUIRE_OK;
    }
    return qr_sink_fill(emit_paste, &subject, buffer, capacity, length);
}

static bool is_risky_one(const char *text, size_t length, size_t *at) {
    uint32_t code_point = qr_text_next(text, length, at);
    return code_point != '\t' && qr_is_control(code_point);
}

bool quire_paste_is_risky(const char *text, size_t text_length) {
    for (size_t at = 0; text && at < text_length;) {
        size_t clean = clean_run(text + at, text_length - at < PIECE ? text_length - at : PIECE);
        if (memchr(text + at, '\n', clean))
            return true;
        at += clean;
        if (clean == 0 && is_risky_one(text, text_length, &at))
            return true;
    }
    return false;
}
