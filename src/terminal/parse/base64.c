#include "base64.h"

#include "qr_arith.h"

static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/* What a byte of text is, if it is not a value 0..63. */
enum { BLANK = 64, PADDING, ALIEN };

static uint8_t classify(uint8_t byte) {
    if (byte >= 'A' && byte <= 'Z')
        return (uint8_t)(byte - 'A');
    if (byte >= 'a' && byte <= 'z')
        return (uint8_t)(byte - 'a' + 26);
    if (byte >= '0' && byte <= '9')
        return (uint8_t)(byte - '0' + 52);
    if (byte == '+' || byte == '/')
        return byte == '+' ? 62 : 63;
    if (byte == ' ' || (byte >= '\t' && byte <= '\r'))
        return BLANK;
    return byte == '=' ? PADDING : ALIEN;
}

/* The same for whole groups: what is no value has the highest bit, so four of them are looked at with one test. */
#define NO 128
static const uint8_t values[256] = {
    /* clang-format off */
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, 62, NO, NO, NO, 63,
    52, 53, 54, 55, 56, 57, 58, 59, 60, 61, NO, NO, NO, NO, NO, NO,
    NO, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14,
    15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, NO, NO, NO, NO, NO,
    NO, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40,
    41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO, NO,
    /* clang-format on */
};
#undef NO

struct decoder {
    uint32_t bits;       /* of the open group, the last character lowest */
    unsigned characters; /* in the open group, 0..3; padding not counted */
    unsigned padding;
    uint8_t *bytes;
    size_t written, capacity;
};

static enum quire_result put(struct decoder *decoder, uint32_t byte) {
    if (decoder->written == decoder->capacity)
        return QUIRE_NO_SPACE;
    decoder->bytes[decoder->written++] = (uint8_t)(byte & 0xFF);
    return QUIRE_OK;
}

/* Every character but the first of a group completes a byte. */
static enum quire_result take_value(struct decoder *decoder, uint32_t value) {
    if (decoder->padding > 0)
        return QUIRE_INVALID;
    decoder->bits = (decoder->bits << 6 | value) & 0xFFFFFF;
    decoder->characters = (decoder->characters + 1) % 4;
    switch (decoder->characters) {
    case 2:
        return put(decoder, decoder->bits >> 4);
    case 3:
        return put(decoder, decoder->bits >> 2);
    case 0:
        return put(decoder, decoder->bits);
    default:
        return QUIRE_OK;
    }
}

static enum quire_result take_padding(struct decoder *decoder) {
    decoder->padding++;
    return decoder->characters >= 2 && decoder->padding <= 4 - decoder->characters ? QUIRE_OK : QUIRE_INVALID;
}

static enum quire_result take(struct decoder *decoder, uint8_t byte) {
    uint8_t value = classify(byte);
    if (value < BLANK)
        return take_value(decoder, value);
    if (value == PADDING)
        return take_padding(decoder);
    return value == BLANK ? QUIRE_OK : QUIRE_INVALID;
}

size_t qr_base64_decoded_size_max(size_t length) {
    return length / 4 * 3 + length % 4;
}

size_t qr_base64_decode_groups(const uint8_t *text, size_t length, uint8_t *bytes) {
    size_t i = 0;
    for (; i + 4 <= length; i += 4, bytes += 3) {
        uint32_t a = values[text[i]], b = values[text[i + 1]], c = values[text[i + 2]], d = values[text[i + 3]];
        if ((a | b | c | d) & 0x80)
            break;
        uint32_t bits = a << 18 | b << 12 | c << 6 | d;
        bytes[0] = (uint8_t)(bits >> 16);
        bytes[1] = (uint8_t)(bits >> 8 & 0xFF);
        bytes[2] = (uint8_t)(bits & 0xFF);
    }
    return i;
}

enum quire_result qr_base64_decode(const uint8_t *text, size_t length, uint8_t *bytes, size_t capacity,
                                   size_t *written) {
    size_t groups = length / 4 < capacity / 3 ? length / 4 : capacity / 3;
    size_t quick = qr_base64_decode_groups(text, 4 * groups, bytes);
    struct decoder decoder = {.bytes = bytes, .written = quick / 4 * 3, .capacity = capacity};
    for (size_t i = quick; i < length; i++) {
        enum quire_result result = take(&decoder, text[i]);
        if (result != QUIRE_OK)
            return result;
    }
    if (decoder.characters == 1)
        return QUIRE_INVALID;
    *written = decoder.written;
    return QUIRE_OK;
}

bool qr_base64_encoded_size(size_t length, size_t *size) {
    return qr_multiply(length / 3 + (length % 3 != 0), 4, size);
}

void qr_base64_encode(const uint8_t *bytes, size_t length, char *text) {
    for (; length > 0; text += 4) {
        size_t count = length < 3 ? length : 3;
        uint32_t bits = (uint32_t)bytes[0] << 16;
        if (count > 1)
            bits |= (uint32_t)bytes[1] << 8;
        if (count > 2)
            bits |= bytes[2];
        text[0] = alphabet[bits >> 18];
        text[1] = alphabet[bits >> 12 & 63];
        text[2] = count > 1 ? alphabet[bits >> 6 & 63] : '=';
        text[3] = count > 2 ? alphabet[bits & 63] : '=';
        bytes += count;
        length -= count;
    }
}
