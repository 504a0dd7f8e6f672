/* qr_bits.h - bytes of memory as one number. */
#ifndef QR_BITS_H
#define QR_BITS_H

#include <stdbool.h>
#include <stdint.h>

/* Is the first byte in memory the lowest of a number? A constant to the compiler. */
static inline bool qr_is_little_endian(void) {
    const union {
        uint8_t bytes[2];
        uint16_t number;
    } order = {{1, 0}};
    return order.number == 1;
}

/* Eight bytes loaded from memory with the first one lowest, on every machine. */
static inline uint64_t qr_first_lowest(uint64_t loaded) {
    if (qr_is_little_endian())
        return loaded;
    loaded = (loaded & UINT64_C(0x00FF00FF00FF00FF)) << 8 | (loaded >> 8 & UINT64_C(0x00FF00FF00FF00FF));
    loaded = (loaded & UINT64_C(0x0000FFFF0000FFFF)) << 16 | (loaded >> 16 & UINT64_C(0x0000FFFF0000FFFF));
    return loaded << 32 | loaded >> 32;
}

/* The place of the lowest bit that is set; `bits` is not 0. */
static inline uint32_t qr_lowest_bit(uint64_t bits) {
#ifdef __GNUC__
    return (uint32_t)__builtin_ctzll(bits);
#else
    uint32_t place = 0;
    while (!(bits >> place & 1))
        place++;
    return place;
#endif
}

#endif
