#include "csi_scan.h"

#include <stdbool.h>
#include <stddef.h>

#include "csi_value.h"

const uint8_t *qr_csi_long_value(const uint8_t *p, const uint8_t *end, int32_t *value) {
    const uint8_t *begin = p;
    uint32_t sum = 0;
    for (; p < end && *p >= '0' && *p <= '9'; p++)
        sum = qr_csi_at_most(sum * 10 + *p - '0');
    *value = p > begin ? (int32_t)sum : QR_OMITTED;
    return p;
}

/* All of 0x30..0x3B; NULL when there are too many values. */
static const uint8_t *scan_parameters(const uint8_t *p, const uint8_t *end, struct qr_sequence *sequence) {
    uint32_t colons = 0, count = 0;
    sequence->colon_mask = sequence->count = 0;
    if (p == end || *p < '0' || *p > ';')
        return p;
    for (;; p++) {
        p = qr_csi_value(p, end, &sequence->values[count++]);
        if (p == end || (*p != ';' && *p != ':'))
            break;
        if (count == QR_PARAMETERS_MAX)
            return NULL;
        colons |= (uint32_t)(*p == ':') << count;
    }
    sequence->colon_mask = colons;
    sequence->count = (uint8_t)count;
    return p;
}

/* All of 0x20..0x2F; NULL when there are too many. */
static const uint8_t *scan_intermediates(const uint8_t *p, const uint8_t *end, struct qr_sequence *sequence) {
    uint8_t count = 0;
    for (uint32_t i = 0; i < QR_INTERMEDIATES_MAX; i++)
        sequence->intermediates[i] = 0;
    for (; p < end && (*p & 0xF0) == 0x20; p++) {
        if (count == QR_INTERMEDIATES_MAX)
            return NULL;
        sequence->intermediates[count++] = *p;
    }
    sequence->intermediate_count = count;
    return p;
}

/* --- short ones: a prefix, and parameters and a final that one look finds */

/* What is read of a short one: the prefix, a look, and what reading the last value may touch. */
#define SHORT_BYTES (1 + QR_CSI_LOOK + 4)

/* Values from `p` on, which end at the bytes that are no digits; *at becomes the place behind the last one. False: one
 * of them has more than three digits, or they go on behind the look. */
static bool scan_values(const uint8_t *p, uint32_t others, struct qr_sequence *sequence, uint32_t *at) {
    uint32_t from = 0, count = 0, colons = 0, digits;
    while ((digits = *at - from) <= 3) {
        sequence->values[count++] = digits > 0 ? (int32_t)qr_csi_digits_value(p + from, digits) : QR_OMITTED;
        if (p[*at] != ';' && p[*at] != ':') {
            sequence->count = (uint8_t)count;
            sequence->colon_mask = colons;
            return true;
        }
        colons |= (uint32_t)(p[*at] == ':') << count;
        from = *at + 1;
        others &= others - 1;
        if (others == 0)
            return false;
        *at = qr_lowest_bit(others);
    }
    return false;
}

/* NULL: it is none. */
static const uint8_t *scan_short(const uint8_t *p, struct qr_sequence *sequence) {
    sequence->prefix = *p >= '<' && *p <= '?' ? *p++ : 0;
    sequence->colon_mask = sequence->count = sequence->intermediate_count = 0;
    for (uint32_t i = 0; i < QR_INTERMEDIATES_MAX; i++)
        sequence->intermediates[i] = 0;
    uint32_t others = qr_csi_not_digits(p);
    if (others == 0)
        return NULL;
    uint32_t at = qr_lowest_bit(others);
    if ((at > 0 || *p == ';' || *p == ':') && !scan_values(p, others, sequence, &at))
        return NULL;
    sequence->final = p[at];
    return p[at] >= 0x40 && p[at] <= 0x7E ? p + at + 1 : NULL;
}

/* --- any */

const uint8_t *qr_csi_scan(const uint8_t *bytes, const uint8_t *end, struct qr_sequence *sequence) {
    const uint8_t *p = bytes;
    if (end - p >= (ptrdiff_t)SHORT_BYTES && (p = scan_short(p, sequence)) != NULL)
        return p;
    p = bytes;
    sequence->prefix = p < end && *p >= '<' && *p <= '?' ? *p++ : 0;
    p = scan_parameters(p, end, sequence);
    if (p)
        p = scan_intermediates(p, end, sequence);
    if (!p || p == end || *p < 0x40 || *p > 0x7E)
        return NULL;
    sequence->final = *p;
    return p + 1;
}
