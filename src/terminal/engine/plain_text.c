#include "plain_text.h"

#include <stdbool.h>

#include "unicode_lookup.h"
#include "utf8.h"

/* Two and three bytes are nearly all there is: they are decoded here, with as few questions as they need. */
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

struct qr_plain_text qr_plain_text(const uint8_t *bytes, const uint8_t *end, uint32_t cells, uint32_t columns,
                                   unsigned ambiguous) {
    struct qr_plain_text text = {0, 0, 0};
    const uint8_t *p = bytes;
    if (end - p < 4)
        return text;
    text.width = first_width(p, ambiguous);
    if (text.width == 0)
        return text;
    const struct plain_bytes plain = bytes_of(text.width, ambiguous);
    uint32_t fit = columns / text.width, left = cells < fit ? cells : fit;
    for (cells = left; left > 0 && end - p >= 4; left--) {
        uint32_t c;
        if (*p < 0x80) {
            if (text.width != 1 || !printable(*p))
                break;
            p++;
            continue;
        }
        size_t length = decode(p, &c);
        unsigned property = qr_unicode_property(c) & ~QR_UNICODE_VARIATION;
        if (length == 0 || (property != plain.sure && property != plain.ambiguous))
            break;
        p += length;
    }
    text.cells = cells - left;
    text.bytes = (uint32_t)(p - bytes);
    return text;
}
