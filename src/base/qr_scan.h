/* qr_scan.h - how far bytes of a kind go: printable ASCII, and text.
 *
 * Most of what a terminal receives is 0x20..0x7E, and all that is to be known of it is where it ends. Two versions answer
 * that: one with SSE2, one with plain 64-bit words. Which of them is used is decided when this is compiled; the portable
 * one is always there, so that the tests can hold them against each other. */
#ifndef QR_SCAN_H
#define QR_SCAN_H

#include <stddef.h>
#include <stdint.h>

/* The number of bytes in 0x20..0x7E at the beginning of bytes[0..length). */
size_t qr_ascii_run(const uint8_t *bytes, size_t length);

/* The same without vector instructions. */
size_t qr_ascii_run_portable(const uint8_t *bytes, size_t length);

/* The number of bytes at the beginning that are no controls: 0x20..0x7E and 0x80..0xFF. */
size_t qr_text_run(const uint8_t *bytes, size_t length);
size_t qr_text_run_portable(const uint8_t *bytes, size_t length);

/* The first `count` bytes (0 to 7) of eight that were loaded from memory, the rest zero. */
static inline uint64_t qr_first_bytes(uint64_t bytes, size_t count) {
    const union {
        uint8_t bytes[2];
        uint16_t number;
    } order = {{1, 0}};
    uint64_t little = (UINT64_C(1) << 8 * count) - 1;
    return bytes & (order.number == 1 ? little : ~(UINT64_MAX >> 8 * count));
}

#endif
