#include "csi_scan.h"

#include <stdbool.h>
#include <stddef.h>

#include "parser.h"

static int32_t with_digit(int32_t value, int32_t digit) {
    if (value == QR_OMITTED)
        return digit;
    value = value * 10 + digit;
    return value > QR_PARAMETER_VALUE_MAX ? QR_PARAMETER_VALUE_MAX : value;
}

/* All of 0x30..0x3B; NULL when there are too many values. */
static const uint8_t *scan_parameters(const uint8_t *p, const uint8_t *end, struct qr_sequence *sequence) {
    const uint8_t *begin = p;
    uint32_t colons = 0, count = 0;
    int32_t value = QR_OMITTED;
    for (; p < end && *p >= '0' && *p <= ';'; p++) {
        if (*p <= '9') {
            value = with_digit(value, *p - '0');
            continue;
        }
        if (count == QR_PARAMETERS_MAX - 1)
            return NULL;
        sequence->values[count++] = value;
        colons |= (uint32_t)(*p == ':') << count;
        value = QR_OMITTED;
    }
    if (p > begin)
        sequence->values[count++] = value;
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

const uint8_t *qr_csi_scan(const uint8_t *bytes, const uint8_t *end, struct qr_sequence *sequence) {
    const uint8_t *p = bytes;
    sequence->prefix = p < end && *p >= '<' && *p <= '?' ? *p++ : 0;
    p = scan_parameters(p, end, sequence);
    if (p)
        p = scan_intermediates(p, end, sequence);
    if (!p || p == end || *p < 0x40 || *p > 0x7E)
        return NULL;
    sequence->final = *p;
    return p + 1;
}
