/* csi_value.h - the values of control sequences, eight bytes in one step.
 *
 * How many digits a value has is not to be foreseen, and a branch that a processor guesses wrong costs more than the
 * twenty instructions that do without. */
#ifndef QR_CSI_VALUE_H
#define QR_CSI_VALUE_H

#include <stdint.h>
#include <string.h>

#include "parser.h"
#include "qr_bits.h"

/* The same byte in all eight places of a word. */
#define QR_EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

/* How many of eight bytes, the first one lowest, are less than `limit` (1 to 0x80) before one that is not. */
static inline uint32_t qr_bytes_below(uint64_t bytes, uint32_t limit) {
    uint64_t others = (((bytes & QR_EVERY(0x7F)) + QR_EVERY(0x80 - limit)) | bytes) & QR_EVERY(0x80);
    return others == 0 ? 8 : qr_lowest_bit(others) / 8;
}

/* How many of eight bytes are those of parameters, 0x30..0x3B, before one that is none. */
static inline uint32_t qr_parameter_bytes(uint64_t bytes) {
    return qr_bytes_below(bytes ^ QR_EVERY(0x30), 12);
}

/* The number that eight digits less '0' are, the first one lowest: neighbours become pairs, pairs fours, and fours the
 * number. */
static inline uint32_t qr_number_of(uint64_t digits) {
    digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
    digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
    return (uint32_t)(digits * 10000 + (digits >> 32));
}

static inline uint32_t qr_csi_at_most(uint32_t value) {
    return value < QR_PARAMETER_VALUE_MAX ? value : QR_PARAMETER_VALUE_MAX;
}

/* qr_csi_value where eight bytes do not tell. */
const uint8_t *qr_csi_long_value(const uint8_t *p, const uint8_t *end, int32_t *value);

/* The value at `p`, QR_OMITTED where no digit is there. Returns the place behind its digits. */
static inline const uint8_t *qr_csi_value(const uint8_t *p, const uint8_t *end, int32_t *value) {
    uint64_t digits;
    if (end - p < 8)
        return qr_csi_long_value(p, end, value);
    memcpy(&digits, p, sizeof digits);
    digits = qr_first_lowest(digits) ^ QR_EVERY('0');
    uint32_t count = qr_bytes_below(digits, 10);
    if (count == 0 || count == 8)
        return qr_csi_long_value(p, end, value);
    *value = (int32_t)qr_csi_at_most(qr_number_of(digits << 8 * (8 - count)));
    return p + count;
}

#endif
