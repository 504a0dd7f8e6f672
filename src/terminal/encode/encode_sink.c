#include "encode_sink.h"

#include <string.h>

#include "qr_assert.h"

void qr_sink_byte(struct qr_sink *sink, char byte) {
    if (sink->bytes)
        sink->bytes[sink->length] = byte;
    sink->length++;
}

void qr_sink_bytes(struct qr_sink *sink, const char *bytes, size_t count) {
    if (sink->bytes && count > 0)
        memcpy(sink->bytes + sink->length, bytes, count);
    sink->length += count;
}

void qr_sink_string(struct qr_sink *sink, const char *string) {
    for (; *string; string++)
        qr_sink_byte(sink, *string);
}

void qr_sink_number(struct qr_sink *sink, uint64_t number) {
    char digits[20];
    size_t count = 0;
    do {
        digits[count++] = (char)('0' + number % 10);
        number /= 10;
    } while (number);
    while (count)
        qr_sink_byte(sink, digits[--count]);
}

void qr_sink_code_point(struct qr_sink *sink, uint32_t code_point) {
    if (code_point < 0x80) {
        qr_sink_byte(sink, (char)code_point);
        return;
    }
    unsigned shift = code_point < 0x800 ? 6 : code_point < 0x10000 ? 12 : 18;
    unsigned lead = shift == 6 ? 0xC0 : shift == 12 ? 0xE0 : 0xF0;
    qr_sink_byte(sink, (char)(lead | code_point >> shift));
    while (shift) {
        shift -= 6;
        qr_sink_byte(sink, (char)(0x80 | (code_point >> shift & 0x3F)));
    }
}

void qr_sink_csi(struct qr_sink *sink) {
    qr_sink_string(sink, "\033[");
}

enum quire_result qr_sink_fill(qr_emitter *emit, const void *subject, char *buffer, size_t capacity, size_t *length) {
    struct qr_sink counter = {0, 0};
    if (!buffer && capacity > 0)
        return QUIRE_INVALID;
    emit(&counter, subject);
    *length = counter.length;
    if (counter.length == 0)
        return QUIRE_OK;
    if (!buffer || counter.length > capacity)
        return QUIRE_NO_SPACE;
    struct qr_sink writer = {buffer, 0};
    emit(&writer, subject);
    qr_assert(writer.length == counter.length);
    return QUIRE_OK;
}

/* The number of bytes that follow a lead byte, and the smallest code point that needs them; 0 for no lead byte. */
static unsigned lead_byte(unsigned char byte, uint32_t *bits, uint32_t *smallest) {
    unsigned follow = byte >= 0xF0 && byte < 0xF5 ? 3 : byte >= 0xE0 && byte < 0xF0 ? 2 : byte >= 0xC2 && byte < 0xE0;
    static const uint32_t first[4] = {0, 0x80, 0x800, 0x10000};
    *bits = byte & (0x3Fu >> follow);
    *smallest = first[follow];
    return follow;
}

uint32_t qr_text_next(const char *text, size_t length, size_t *at) {
    unsigned char byte = (unsigned char)text[(*at)++];
    if (byte < 0x80)
        return byte;
    uint32_t code_point, smallest;
    unsigned follow = lead_byte(byte, &code_point, &smallest);
    if (!follow || length - *at < follow)
        return 0xFFFD;
    for (unsigned i = 0; i < follow; i++) {
        unsigned char next = (unsigned char)text[*at + i];
        if ((next & 0xC0) != 0x80)
            return 0xFFFD;
        code_point = code_point << 6 | (next & 0x3F);
    }
    if (code_point < smallest || !qr_is_scalar(code_point))
        return 0xFFFD;
    *at += follow;
    return code_point;
}

bool qr_is_control(uint32_t code_point) {
    return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0);
}

bool qr_is_scalar(uint32_t code_point) {
    return code_point < 0xD800 || (code_point > 0xDFFF && code_point <= 0x10FFFF);
}

bool qr_text_is_printable(const char *text, size_t length) {
    for (size_t at = 0; text && at < length;)
        if (!qr_is_control(qr_text_next(text, length, &at)))
            return true;
    return false;
}

void qr_sink_text(struct qr_sink *sink, const char *text, size_t length) {
    for (size_t at = 0; at < length;) {
        uint32_t code_point = qr_text_next(text, length, &at);
        if (!qr_is_control(code_point))
            qr_sink_code_point(sink, code_point);
    }
}
