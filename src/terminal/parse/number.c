#include "number.h"

#include "qr_assert.h"

size_t qr_number_prefix(const uint8_t *text, size_t length, uint32_t *value) {
    uint32_t number = 0;
    size_t i = 0;
    for (; i < length && text[i] >= '0' && text[i] <= '9'; i++) {
        uint32_t digit = (uint32_t)text[i] - '0';
        number = number > (UINT32_MAX - digit) / 10 ? UINT32_MAX : number * 10 + digit;
    }
    *value = number;
    return i;
}

bool qr_number_parse(const uint8_t *text, size_t length, uint32_t maximum, uint32_t *value) {
    qr_assert(maximum < UINT32_MAX);
    uint32_t number;
    if (length == 0 || qr_number_prefix(text, length, &number) != length || number > maximum)
        return false;
    *value = number;
    return true;
}
