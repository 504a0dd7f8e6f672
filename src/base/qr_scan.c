#include "qr_scan.h"

#include <stdbool.h>
#include <string.h>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The same byte in all eight places of a word. */
#define EVERY(byte) (UINT64_C(0x0101010101010101) * (byte))

static bool printable(uint8_t byte) {
    return byte >= 0x20 && byte < 0x7F;
}

/* Bytes one by one; for what is left behind the last whole word or vector, and for finding the place inside one. */
static size_t run_bytewise(const uint8_t *bytes, size_t start, size_t length) {
    size_t i = start;
    while (i < length && printable(bytes[i]))
        i++;
    return i;
}

/* Whether all eight bytes are printable. With no top bit set, adding 0x60 sets it in exactly the bytes >= 0x20, and
 * adding 1 sets it in exactly the bytes 0x7F; neither carries into the next byte. */
static bool word_printable(uint64_t word) {
    if (word & EVERY(0x80))
        return false;
    return ((word + EVERY(0x60)) & ~(word + EVERY(0x01)) & EVERY(0x80)) == EVERY(0x80);
}

size_t qr_ascii_run_portable(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (!word_printable(word))
            break;
    }
    return run_bytewise(bytes, i, length);
}

/* --- text: anything but 0x00..0x1F and 0x7F */

static bool textual(uint8_t byte) {
    return byte >= 0x20 && byte != 0x7F;
}

static size_t text_bytewise(const uint8_t *bytes, size_t start, size_t length) {
    size_t i = start;
    while (i < length && textual(bytes[i]))
        i++;
    return i;
}

/* Whether none of eight bytes is a control: with their top bits taken away they are not, or they had one. */
static bool word_textual(uint64_t word) {
    uint64_t low = word & EVERY(0x7F);
    uint64_t text = (low + EVERY(0x60)) & ~(low + EVERY(0x01));
    return ((text | word) & EVERY(0x80)) == EVERY(0x80);
}

size_t qr_text_run_portable(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(uint64_t); i += sizeof(uint64_t)) {
        uint64_t word;
        memcpy(&word, bytes + i, sizeof word);
        if (!word_textual(word))
            break;
    }
    return text_bytewise(bytes, i, length);
}

#ifdef __SSE2__

/* Bit i: byte i is not printable. As signed numbers the printable bytes are those above 0x1F and below 0x7F. */
static unsigned unprintable_mask(const uint8_t *bytes) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i above = _mm_cmpgt_epi8(vector, _mm_set1_epi8(0x1F));
    __m128i below = _mm_cmplt_epi8(vector, _mm_set1_epi8(0x7F));
    return (unsigned)_mm_movemask_epi8(_mm_and_si128(above, below)) ^ 0xFFFFu;
}

static size_t lowest_bit(unsigned mask) {
#ifdef __GNUC__
    return (size_t)__builtin_ctz(mask);
#else
    size_t bit = 0;
    while (!(mask >> bit & 1))
        bit++;
    return bit;
#endif
}

size_t qr_ascii_run(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(__m128i); i += sizeof(__m128i)) {
        unsigned mask = unprintable_mask(bytes + i);
        if (mask)
            return i + lowest_bit(mask);
    }
    return run_bytewise(bytes, i, length);
}

/* Bit i: byte i is a control. */
static unsigned control_mask(const uint8_t *bytes) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i low = _mm_cmpeq_epi8(_mm_min_epu8(vector, _mm_set1_epi8(0x1F)), vector);
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(low, _mm_cmpeq_epi8(vector, _mm_set1_epi8(0x7F))));
}

size_t qr_text_run(const uint8_t *bytes, size_t length) {
    size_t i = 0;
    for (; length - i >= sizeof(__m128i); i += sizeof(__m128i)) {
        unsigned mask = control_mask(bytes + i);
        if (mask)
            return i + lowest_bit(mask);
    }
    return text_bytewise(bytes, i, length);
}

#else

size_t qr_text_run(const uint8_t *bytes, size_t length) {
    return qr_text_run_portable(bytes, length);
}

size_t qr_ascii_run(const uint8_t *bytes, size_t length) {
    return qr_ascii_run_portable(bytes, length);
}

#endif
