/* paste.c - text from a clipboard, made safe. What is kept and what is dropped is stated in quire/paste.h. */
#include <quire/paste.h>

#include "encode_sink.h"
#include "qr_scan.h"
#include "qr_sized.h"

struct subject {
    const char *text;
    size_t length;
    bool bracketed;
};

static void put_one(struct qr_sink *sink, const char *text, size_t length, size_t *at) {
    uint32_t code_point = qr_text_next(text, length, at);
    if (code_point == '\r' && *at < length && text[*at] == '\n')
        (*at)++;
    if (code_point == '\r' || code_point == '\n')
        qr_sink_byte(sink, '\r');
    else if (code_point == '\t' || !qr_is_control(code_point))
        qr_sink_code_point(sink, code_point);
}

/* Appends the text with its line ends as CR and without any other control but TAB. Of a large paste most is ASCII. */
static void put_safe(struct qr_sink *sink, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        size_t plain = qr_ascii_run((const uint8_t *)text + at, length - at);
        qr_sink_bytes(sink, text + at, plain);
        at += plain;
        if (at < length)
            put_one(sink, text, length, &at);
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

bool quire_paste_is_risky(const char *text, size_t text_length) {
    for (size_t at = 0; text && at < text_length;) {
        uint32_t code_point = qr_text_next(text, text_length, &at);
        if (code_point != '\t' && qr_is_control(code_point))
            return true;
    }
    return false;
}
