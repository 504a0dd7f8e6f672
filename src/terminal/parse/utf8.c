#include "utf8.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_scan.h"

/* Table 3-7 of the Unicode standard by lead byte, in as many rows as it has. */
struct lead_range {
    uint8_t first, last;  /* lead bytes */
    uint8_t bits;         /* which bits of the lead byte are payload */
    uint8_t needed;       /* bytes that follow */
    uint8_t lower, upper; /* range of the second byte */
};

static const struct lead_range lead_ranges[] = {
    {0xC2, 0xDF, 0x1F, 1, 0x80, 0xBF}, {0xE0, 0xE0, 0x0F, 2, 0xA0, 0xBF}, {0xE1, 0xEC, 0x0F, 2, 0x80, 0xBF},
    {0xED, 0xED, 0x0F, 2, 0x80, 0x9F}, {0xEE, 0xEF, 0x0F, 2, 0x80, 0xBF}, {0xF0, 0xF0, 0x07, 3, 0x90, 0xBF},
    {0xF1, 0xF3, 0x07, 3, 0x80, 0xBF}, {0xF4, 0xF4, 0x07, 3, 0x80, 0x8F},
};

#define LEAD_RANGES (sizeof lead_ranges / sizeof *lead_ranges)

bool qr_utf8_open(struct qr_utf8 *utf8, uint8_t lead) {
    const struct lead_range *range = lead_ranges;
    utf8->needed = 0;
    if (lead < lead_ranges[0].first || lead > lead_ranges[LEAD_RANGES - 1].last)
        return false;
    while (lead > range->last)
        range++;
    utf8->partial = (uint32_t)lead & range->bits;
    utf8->needed = range->needed;
    utf8->lower = range->lower;
    utf8->upper = range->upper;
    return true;
}

/* One byte for an open sequence. Returns whether the byte belongs to it; *done: a code point is ready. */
static bool continue_sequence(struct qr_utf8 *utf8, uint8_t byte, uint32_t *code_point, bool *done) {
    if (byte < utf8->lower || byte > utf8->upper) {
        utf8->needed = 0;
        *code_point = QR_UTF8_REPLACEMENT;
        *done = true;
        return false;
    }
    utf8->partial = utf8->partial << 6 | (byte & 0x3Fu);
    utf8->lower = 0x80;
    utf8->upper = 0xBF;
    utf8->needed--;
    *code_point = utf8->partial;
    *done = utf8->needed == 0;
    return true;
}

/* A byte >= 0x80 outside a sequence, byte by byte: opens one, or is ill-formed by itself. */
static size_t open_or_replace(struct qr_utf8 *utf8, uint8_t byte, uint32_t *code_point) {
    if (qr_utf8_open(utf8, byte))
        return 0;
    *code_point = QR_UTF8_REPLACEMENT;
    return 1;
}

size_t qr_utf8_decode(struct qr_utf8 *utf8, const uint8_t **bytes, const uint8_t *end, uint32_t *code_points,
                      size_t capacity, bool stop_at_c1) {
    qr_assert(capacity > 0);
    const uint8_t *p = *bytes;
    size_t count = 0, ascii = 0;
    while (p < end && count < capacity) {
        uint8_t byte = *p;
        if (utf8->needed > 0) {
            bool done;
            p += continue_sequence(utf8, byte, &code_points[count], &done);
            count += done;
        } else if (byte < 0x80) {
            if (byte < 0x20 || byte == 0x7F || ascii == QR_UTF8_ASCII_PATIENCE)
                break;
            code_points[count++] = byte;
            ascii++;
            p++;
        } else {
            if (stop_at_c1 && byte < 0xA0)
                break;
            ascii = 0;
            size_t whole = end - p >= 4 ? qr_utf8_whole(p, &code_points[count]) : 0;
            count += whole > 0 ? 1 : open_or_replace(utf8, byte, &code_points[count]);
            p += whole > 0 ? whole : 1;
        }
    }
    *bytes = p;
    return count;
}

bool qr_utf8_is_text(const char *bytes, size_t length) {
    struct qr_utf8 utf8 = {0, 0, 0, 0};
    if (length == 0) /* `bytes` may be NULL */
        return true;
    const uint8_t *at = (const uint8_t *)bytes, *end = at + length;
    while ((at += qr_ascii_run(at, (size_t)(end - at))) < end) {
        const uint8_t *before = at;
        uint32_t c;
        if (qr_utf8_decode(&utf8, &at, end, &c, 1, false) == 0 || utf8.needed)
            return false;
        if ((c >= 0x7F && c < 0xA0) ||
            (c == QR_UTF8_REPLACEMENT && (at - before != 3 || memcmp(before, "\xEF\xBF\xBD", 3) != 0)))
            return false;
    }
    return true;
}
