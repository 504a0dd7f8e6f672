#include "history_filter.h"

/* Bytes that are hashed together, as many as the filter knows one behind the other. */
#define GRAM_BYTES 3u
#define GRAM_MASK UINT32_C(0xFFFFFF)

_Static_assert(QR_FILTER_BYTES == 1u << 10, "a bit is named by 13 bits of the hash");

/* The last three bytes, with one more. Setting bit 5 makes letters small; what else becomes alike does no harm. */
static inline uint32_t push(uint32_t gram, uint8_t byte) {
    return (gram << 8 | byte | 0x20u) & GRAM_MASK;
}

static inline uint32_t bit_of(uint32_t gram) {
    return (gram * UINT32_C(0x9E3779B1)) >> 19;
}

void qr_filter_fill(uint8_t filter[QR_FILTER_BYTES], const uint8_t *text, size_t length) {
    uint32_t gram = 0;
    for (size_t i = 0; i < length; i++) {
        gram = push(gram, text[i]);
        uint32_t bit = bit_of(gram);
        if (i + 1 >= GRAM_BYTES)
            filter[bit / 8] = (uint8_t)(filter[bit / 8] | 1u << bit % 8);
    }
}

bool qr_filter_may_hold(const uint8_t filter[QR_FILTER_BYTES], const uint8_t *word, size_t length) {
    uint32_t gram = 0;
    for (size_t i = 0; i < length; i++) {
        gram = push(gram, word[i]);
        uint32_t bit = bit_of(gram);
        if (i + 1 >= GRAM_BYTES && !(filter[bit / 8] >> bit % 8 & 1))
            return false;
    }
    return true;
}
