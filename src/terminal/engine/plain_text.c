#include "plain_text.h"

#include <stdbool.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
    unsigned property = qr_unicode_property(c) & ~QR_UNICODE_VARIATION;
    if (length == 0 || (property != scan->plain.sure && property != scan->plain.ambiguous))
        return false;
    scan->p += length;
    scan->left--;
    return true;
}

/* So many characters by themselves after a vector that was no use. */
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

struct qr_plain_text qr_plain_text_portable(const uint8_t *bytes, const uint8_t *end, uint32_t cells, uint32_t columns,
                                            unsigned ambiguous) {
    struct scan scan;
    if (!begin(&scan, bytes, end, cells, columns, ambiguous))
        return (struct qr_plain_text){0, 0, 0};
    uint32_t before = scan.left;
    while (take_one(&scan))
        continue;
    return result_of(&scan, bytes, before);
}

#ifdef __SSE2__

/* Bit i: byte i is in [first, last]. */
static unsigned in_range(__m128i vector, uint8_t first, uint8_t last) {
    __m128i shifted = _mm_sub_epi8(vector, _mm_set1_epi8((char)first));
    __m128i limit = _mm_set1_epi8((char)(last - first));
    return (unsigned)_mm_movemask_epi8(_mm_cmpeq_epi8(_mm_max_epu8(shifted, limit), limit));
}

static uint32_t count_bits(unsigned mask) {
    mask = mask - (mask >> 1 & 0x5555);
    mask = (mask & 0x3333) + (mask >> 2 & 0x3333);
    mask = (mask + (mask >> 4)) & 0x0F0F;
    return (mask + (mask >> 8)) & 0x1F;
}

/* Letters of Europe: ASCII, and two bytes of which the first says already that they are plain and narrow (U+00C0 to
 * U+02FF, U+0380 to U+047F) where ambiguous ones are. 16 bytes, or 15 when the last begins a character. */
static bool take_narrow(struct scan *scan) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)scan->p);
    unsigned ascii = in_range(vector, 0x20, 0x7E), behind = in_range(vector, 0x80, 0xBF);
    unsigned lead = in_range(vector, 0xC3, 0xCB) | in_range(vector, 0xCE, 0xD1);
    if ((ascii | behind | lead) != 0xFFFF || behind != (lead << 1 & 0xFFFF))
        return false;
    unsigned open = lead >> 15;
    scan->left -= 16 - count_bits(behind) - open;
    scan->p += 16 - open;
    return true;
}

/* Ideographs: five of three bytes of which the first says already that they are plain and wide (U+4000 to U+9FFF). */
static bool take_wide(struct scan *scan) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)scan->p);
    unsigned lead = in_range(vector, 0xE4, 0xE9), behind = in_range(vector, 0x80, 0xBF);
    if ((lead & 0x7FFF) != 0x1249 || (behind & 0x7FFF) != 0x6DB6)
        return false;
    scan->left -= 5;
    scan->p += 15;
    return true;
}

/* A vector's worth. A run that reaches its limit inside one is finished one by one, and so is its end. */
static inline bool take_vector(struct scan *scan) {
    if (scan->end - scan->p < 20)
        return false;
    if (scan->width == 2)
        return scan->left >= 5 && take_wide(scan);
    return scan->left >= 16 && scan->ambiguous == 1 && take_narrow(scan);
}

struct qr_plain_text qr_plain_text(const uint8_t *bytes, const uint8_t *end, uint32_t cells, uint32_t columns,
                                   unsigned ambiguous) {
    struct scan scan;
    if (!begin(&scan, bytes, end, cells, columns, ambiguous))
        return (struct qr_plain_text){0, 0, 0};
    uint32_t before = scan.left;
    while (take_vector(&scan) || take_some(&scan))
        continue;
    return result_of(&scan, bytes, before);
}

#else

struct qr_plain_text qr_plain_text(const uint8_t *bytes, const uint8_t *end, uint32_t cells, uint32_t columns,
                                   unsigned ambiguous) {
    return qr_plain_text_portable(bytes, end, cells, columns, ambiguous);
}

#endif
