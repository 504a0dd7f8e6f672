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

enum quire_result qr_base64_decode(const uint8_t *text, size_t length, uint8_t *bytes, size_t capacity,
                                   size_t *written) {
    struct decoder decoder = {.bytes = bytes, .capacity = capacity};
    for (size_t i = 0; i < length; i++) {
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
