/* qr_arith.h - checked arithmetic and bits. Every layout computation goes through these: an impossible size is an
 * error, never a wrap-around. */
#ifndef QR_ARITH_H
#define QR_ARITH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

static inline bool qr_add(size_t a, size_t b, size_t *sum) {
    if (a > SIZE_MAX - b)
        return false;
    *sum = a + b;
    return true;
}

static inline bool qr_multiply(size_t a, size_t b, size_t *product) {
    if (b != 0 && a > SIZE_MAX / b)
        return false;
    *product = a * b;
    return true;
}

/* Rounds up to a multiple of `unit`, a power of two. */
static inline bool qr_round_up(size_t value, size_t unit, size_t *rounded) {
    size_t sum;
    if (!qr_add(value, unit - 1, &sum))
        return false;
    *rounded = sum & ~(unit - 1);
    return true;
}

/* Appends `count` elements of `size` bytes aligned to `align` behind *end; *offset is where they begin. */
static inline bool qr_layout_append(size_t *end, size_t count, size_t size, size_t align, size_t *offset) {
    size_t start, bytes;
    if (!qr_round_up(*end, align, &start) || !qr_multiply(count, size, &bytes) || !qr_add(start, bytes, end))
        return false;
    *offset = start;
    return true;
}

static inline uint32_t qr_min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static inline uint32_t qr_max_u32(uint32_t a, uint32_t b) {
    return a > b ? a : b;
}

#endif
