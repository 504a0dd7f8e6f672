#include "plain_text.h"

#include <stdbool.h>

#include "unicode_lookup.h"
#include "utf8.h"

/* Two and three bytes are nearly all there is: they are decoded here, with as few questions as they need. 0: there is
 * no character, and *c may not be read. */
static inline size_t decode(const uint8_t *p, uint32_t *c) {
    uint32_t lead = p[0], second = p[1] ^ 0x80u, third = p[2] ^ 0x80u;
    if (lead < 0xE0) {
        *c = (lead & 0x1F) << 6 | second;
        return lead >= 0xC2 && second < 0x40 ? 2 : 0;
    }
    if (lead < 0xF0) {
        *c = (lead & 0x0F) << 12 | second << 6 | third;
        return (second | third) < 0x40 && *c >= 0x800 && (*c & 0xF800) != 0xD800 ? 3 : 0;
    }
    return qr_utf8_whole(p, c);
}

static inline bool printable(uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F;
}

static unsigned first_width(const uint8_t *p, unsigned ambiguous) {
    uint32_t c;
    if (*p < 0x80)
        return printable(*p);
    return decode(p, &c) > 0 ? qr_unicode_plain_width(c, ambiguous) : 0;
}

/* What the property bytes of plain characters of a width are, but for the bit that variation selectors ask for. */
struct plain_bytes {
    unsigned sure, ambiguous;
};

static struct plain_bytes bytes_of(unsigned width, unsigned ambiguous) {
    unsigned sure = BREAK_OTHER | width << QR_UNICODE_WIDTH_SHIFT;
    return (struct plain_bytes){sure, ambiguous == width ? BREAK_OTHER | QR_UNICODE_AMBIGUOUS << QR_UNICODE_WIDTH_SHIFT
                                                         : sure};
}

/* What is left to be looked at, and how much of it was plain. */
struct scan {
    const uint8_t *p, *end;
    uint32_t left; /* cells that may come */
    unsigned width, ambiguous;
    struct plain_bytes plain;
};

/* The next character. False: it is not plain, or too near the end. */
static inline bool take_one(struct scan *scan) {
    uint32_t c;
    if (scan->left == 0 || scan->end - scan->p < 4)
        return false;
    if (*scan->p < 0x80) {
        if (scan->width != 1 || !printable(*scan->p))
            return false;
        scan->p++;
        scan->left--;
        return true;
    }
    size_t length = decode(scan->p, &c);
    if (length == 0)
        return false;
    unsigned property = qr_unicode_property(c) & ~QR_UNICODE_VARIATION;
    if (property != scan->plain.sure && property != scan->plain.ambiguous)
        return false;
    scan->p += length;
    scan->left--;
    return true;
}

/* Characters of which the first byte says already that they are plain, as many as come: letters of Europe where
 * ambiguous ones are narrow, and ideographs. What is less than four bytes from the end stays. */
static void take_run(struct scan *scan, const struct qr_scan_version *version) {
    if (scan->end - scan->p < 4 || (scan->width == 1 && scan->ambiguous != 1))
        return;
    size_t length = (size_t)(scan->end - scan->p) - 3;
    struct qr_scan_count run = scan->width == 2 ? version->threes(scan->p, length, scan->left, 0xE4, 0xE9)
                                                : version->letters(scan->p, length, scan->left);
    scan->p += run.bytes;
    scan->left -= (uint32_t)run.characters;
}

/* So many others by themselves before the next run is tried. */
#define SINGLE_STEPS 8

static bool take_some(struct scan *scan) {
    for (int i = 0; i < SINGLE_STEPS; i++) {
        if (!take_one(scan))
            return false;
    }
    return true;
}

static bool begin(struct scan *scan, const uint8_t *bytes, const uint8_t *end, uint32_t cells, uint32_t columns,
                  unsigned ambiguous) {
    *scan = (struct scan){.p = bytes, .end = end, .ambiguous = ambiguous};
    scan->width = end - bytes >= 4 ? first_width(bytes, ambiguous) : 0;
    if (scan->width == 0)
        return false;
    uint32_t fit = columns / scan->width;
    scan->left = cells < fit ? cells : fit;
    scan->plain = bytes_of(scan->width, ambiguous);
    return true;
}

static struct qr_plain_text result_of(const struct scan *scan, const uint8_t *bytes, uint32_t before) {
    return (struct qr_plain_text){(uint32_t)(scan->p - bytes), before - scan->left, scan->width};
}

struct qr_plain_text qr_plain_text_by(const struct qr_scan_version *version, const uint8_t *bytes, const uint8_t *end,
                                      uint32_t cells, uint32_t columns, unsigned ambiguous) {
    struct scan scan;
    if (!begin(&scan, bytes, end, cells, columns, ambiguous))
        return (struct qr_plain_text){0, 0, 0};
    uint32_t before = scan.left;
    do
        take_run(&scan, version);
    while (take_some(&scan));
    return result_of(&scan, bytes, before);
}
