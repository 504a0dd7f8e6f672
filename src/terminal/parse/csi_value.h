/* csi_value.h - the values of control sequences, four bytes in one step.
 *
 * How many digits a value has is not to be foreseen, and a branch that a processor guesses wrong costs more than the
 * twenty instructions that do without. */
#ifndef QR_CSI_VALUE_H
#define QR_CSI_VALUE_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

#include "parser.h"
#include "qr_bits.h"

/* The same byte in all eight places of a word. */
#define QR_EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* How many of eight bytes, the first one lowest, are those of parameters, 0x30..0x3B, before one that is none. */
static inline uint32_t qr_parameter_bytes(uint64_t bytes) {
    bytes ^= QR_EVERY(0x30);
    uint64_t others = (((bytes & QR_EVERY(0x7F)) + QR_EVERY(0x80 - 12)) | bytes) & QR_EVERY(0x80);
    return others == 0 ? 8 : qr_lowest_bit(others) / 8;
}

/* How many bytes of parameters are at `p`, where eight bytes can be read: 8 stands for more, too. */
static inline uint32_t qr_csi_parameter_run(const uint8_t *p) {
    uint64_t bytes;
    memcpy(&bytes, p, sizeof bytes);
    return qr_parameter_bytes(qr_first_lowest(bytes));
}

/* May what is behind a CSI be a rendition, as far as its first bytes tell? */
static inline bool qr_csi_may_be_sgr(const uint8_t *p, const uint8_t *end) {
    uint32_t run = end - p < 8 ? 8 : qr_csi_parameter_run(p);
    return run == 8 || p[run] == 'm';
}

/* A value of one to three digits at `p`, where four bytes can be read; *count says how many digits it has, 0: it has
 * none or more. */
static inline uint32_t qr_csi_small_value(const uint8_t *p, uint32_t *count) {
    uint32_t loaded;
    memcpy(&loaded, p, sizeof loaded);
    uint64_t digits = qr_first_lowest((uint64_t)loaded << (qr_is_little_endian() ? 0 : 32)) ^ UINT32_C(0x30303030);
    uint64_t others = (((digits & UINT32_C(0x7F7F7F7F)) + UINT32_C(0x76767676)) | digits) & UINT32_C(0x80808080);
    *count = others == 0 ? 0 : qr_lowest_bit(others) / 8;
    digits <<= 32 - 8 * *count; /* the last one to the highest place */
    return (uint32_t)((digits >> 8 & 0xFF) * 100 + (digits >> 16 & 0xFF) * 10 + (digits >> 24 & 0xFF));
}

/* Bytes of one look. */
#define QR_CSI_LOOK 16u

/* Which of QR_CSI_LOOK bytes are no digits: bit i for p[i]. So all values of a sequence are found in one step, and none
 * waits for how long the one before it is. */
static inline uint32_t qr_csi_not_digits(const uint8_t *p) {
#ifdef __SSE2__
    __m128i bytes = _mm_loadu_si128((const __m128i *)(const void *)p);
    __m128i lowest = _mm_add_epi8(bytes, _mm_set1_epi8((char)(0x80 - '0'))); /* the digits are the least numbers */
    return (uint32_t)_mm_movemask_epi8(_mm_cmpgt_epi8(lowest, _mm_set1_epi8((char)(0x80 + 9))));
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < QR_CSI_LOOK; i++)
        bits |= (uint32_t)(p[i] < '0' || p[i] > '9') << i;
    return bits;
#endif
}

/* The value of one to three digits at `p`, where four bytes can be read. */
static inline uint32_t qr_csi_digits_value(const uint8_t *p, uint32_t count) {
    uint32_t loaded;
    memcpy(&loaded, p, sizeof loaded);
    uint64_t digits = qr_first_lowest((uint64_t)loaded << (qr_is_little_endian() ? 0 : 32)) ^ UINT32_C(0x30303030);
    uint32_t last = (uint32_t)(digits << (32 - 8 * count)); /* ones in the highest byte, tens and hundreds below */
    return (last >> 8 & 0xFF) * 100 + ((last >> 16) * (10 << 8 | 1) >> 8 & 0xFF);
}

static inline uint32_t qr_csi_at_most(uint32_t value) {
    return value < QR_PARAMETER_VALUE_MAX ? value : QR_PARAMETER_VALUE_MAX;
}

/* Any value, digit by digit. */
const uint8_t *qr_csi_long_value(const uint8_t *p, const uint8_t *end, int32_t *value);

/* The value at `p`, QR_OMITTED where no digit is there. Returns the place behind its digits. */
static inline const uint8_t *qr_csi_value(const uint8_t *p, const uint8_t *end, int32_t *value) {
    uint32_t count = 0;
    if (end - p >= 4)
        *value = (int32_t)qr_csi_small_value(p, &count);
    return count > 0 ? p + count : qr_csi_long_value(p, end, value);
}

#endif
