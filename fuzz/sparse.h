/* sparse.h - blocks that are mostly zeros, as short inputs.
 *
 * Pages and history files come in blocks of 4 and 64 KiB with little in them; a fuzzer that is given them whole spends
 * its time on zeros. Packed, they are pieces: u16 zeros, u16 bytes (little-endian both), and the bytes. Any input is
 * such a packing: a piece that is cut off counts as far as it goes. */
#ifndef SPARSE_H
#define SPARSE_H

#include <stdint.h>
#include <string.h>

/* So many zeros are worth a piece of their own. */
#define SPARSE_GAP 8u

static inline size_t sparse_number(const uint8_t *bytes) {
    return (size_t)bytes[0] | (size_t)bytes[1] << 8;
}

/* Unpacks to at most `capacity` bytes of `to`; returns how many. */
static inline size_t sparse_unpack(const uint8_t *data, size_t size, uint8_t *to, size_t capacity) {
    size_t used = 0;
    while (size >= 4) {
        size_t zeros = sparse_number(data), bytes = sparse_number(data + 2);
        data += 4, size -= 4;
        zeros = zeros < capacity - used ? zeros : capacity - used;
        memset(to + used, 0, zeros);
        used += zeros;
        bytes = bytes < size ? bytes : size;
        bytes = bytes < capacity - used ? bytes : capacity - used;
        memcpy(to + used, data, bytes);
        used += bytes;
        data += bytes, size -= bytes;
    }
    return used;
}

/* Zeros that begin here, at most what a piece can say. */
static inline size_t sparse_zeros(const uint8_t *bytes, size_t length) {
    size_t count = 0;
    while (count < length && count < UINT16_MAX && bytes[count] == 0)
        count++;
    return count;
}

/* The next piece of `bytes`; *zeros and *length are what it says. Returns what it covers. */
static inline size_t sparse_piece(const uint8_t *bytes, size_t size, size_t *zeros, size_t *length) {
    *zeros = sparse_zeros(bytes, size);
    size_t at = *zeros;
    while (at < size && at - *zeros < UINT16_MAX && sparse_zeros(bytes + at, size - at) < SPARSE_GAP)
        at++;
    *length = at - *zeros;
    return at;
}

#endif
