#include "hex.h"

/* The value of a digit; 16 for anything else. */
static uint8_t digit_value(uint8_t c) {
    if (c >= '0' && c <= '9')
        return (uint8_t)(c - '0');
    if (c >= 'A' && c <= 'F')
        return (uint8_t)(c - 'A' + 10);
    return c >= 'a' && c <= 'f' ? (uint8_t)(c - 'a' + 10) : 16;
}

bool qr_hex_decode(const uint8_t *digits, size_t length, uint8_t *bytes) {
    for (size_t i = 0; i + 1 < length; i += 2) {
        uint8_t high = digit_value(digits[i]), low = digit_value(digits[i + 1]);
        if (high > 15 || low > 15)
            return false;
        bytes[i / 2] = (uint8_t)(high << 4 | low);
    }
    return length % 2 == 0;
}

void qr_hex_encode(const uint8_t *bytes, size_t length, char *digits) {
    static const char digit[16] = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};
    for (size_t i = 0; i < length; i++) {
        digits[2 * i] = digit[bytes[i] >> 4];
        digits[2 * i + 1] = digit[bytes[i] & 15];
    }
}
