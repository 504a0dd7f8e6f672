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

/* --- short ones: parameters of less than eight bytes, and a final behind them */

/* What can be read of a short one: the last value may begin at its eighth byte. */
#define SHORT_BYTES 12

/* Values in [p, behind), which are digits and separators. False: one of them has more than three digits. */
static bool scan_values(const uint8_t *p, const uint8_t *behind, struct qr_sequence *sequence) {
    uint32_t colons = 0, count = 0, digits;
    for (;; p++) {
        uint32_t value = qr_csi_small_value(p, &digits);
        if (digits == 0 && *p >= '0' && *p <= '9')
            return false;
        sequence->values[count++] = digits > 0 ? (int32_t)value : QR_OMITTED;
        p += digits;
        if (p == behind)
            break;
        colons |= (uint32_t)(*p == ':') << count;
    }
    sequence->colon_mask = colons;
    sequence->count = (uint8_t)count;
    return true;
}

/* NULL: it is none. */
static const uint8_t *scan_short(const uint8_t *p, struct qr_sequence *sequence) {
    uint32_t run = qr_csi_parameter_run(p);
    if (run == 8 || p[run] < 0x40 || p[run] > 0x7E)
        return NULL;
    sequence->colon_mask = sequence->count = 0;
    if (run > 0 && !scan_values(p, p + run, sequence))
        return NULL;
    sequence->prefix = sequence->intermediate_count = 0;
    for (uint32_t i = 0; i < QR_INTERMEDIATES_MAX; i++)
        sequence->intermediates[i] = 0;
    sequence->final = p[run];
    return p + run + 1;
}

/* --- any */

const uint8_t *qr_csi_scan(const uint8_t *bytes, const uint8_t *end, struct qr_sequence *sequence) {
    const uint8_t *p = bytes;
    if (end - p >= SHORT_BYTES && (p = scan_short(p, sequence)) != NULL)
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
