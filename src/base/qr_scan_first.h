/* qr_scan_first.h - the beginning of a run, looked at where the question is asked (see qr_scan.h).
 *
 * With the instructions that every processor has for which this is compiled: SSE2 on x86-64, NEON on AArch64. Where
 * there are none, or the compiler cannot say, it is one byte. */
#ifndef QR_SCAN_FIRST_H
#define QR_SCAN_FIRST_H

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && defined(__SSE2__)
#include <emmintrin.h>
#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)
#include <arm_neon.h>
#endif

/* qr_ascii_first, qr_text_first: how many of QR_FIRST_BYTES bytes come before the first that is not of the kind. */

#if defined(__GNUC__) && defined(__SSE2__)

#define QR_FIRST_BYTES 16u

/* The number of bytes before the first that is 0. */
static inline size_t qr_first_false(__m128i vector) {
    unsigned mask = (unsigned)_mm_movemask_epi8(vector);
    return (size_t)__builtin_ctz(~mask); /* the bit behind the last byte is 0 */
}

/* As signed numbers the printable bytes are those above 0x1F and below 0x7F. */
static inline size_t qr_ascii_first(const uint8_t *bytes) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i above = _mm_cmpgt_epi8(vector, _mm_set1_epi8(0x1F));
    return qr_first_false(_mm_and_si128(above, _mm_cmplt_epi8(vector, _mm_set1_epi8(0x7F))));
}

static inline size_t qr_text_first(const uint8_t *bytes) {
    __m128i vector = _mm_loadu_si128((const __m128i *)(const void *)bytes);
    __m128i high = _mm_cmpeq_epi8(_mm_max_epu8(vector, _mm_set1_epi8(0x20)), vector);
    return qr_first_false(_mm_andnot_si128(_mm_cmpeq_epi8(vector, _mm_set1_epi8(0x7F)), high));
}

#elif defined(__GNUC__) && defined(__AARCH64EL__) && defined(__ARM_NEON)

#define QR_FIRST_BYTES 16u

/* The number of bytes before the first that is 0; the others are 0xFF. Four bits of `mask` stand for a byte. */
static inline size_t qr_first_false(uint8x16_t vector) {
    uint8x8_t nibbles = vshrn_n_u16(vreinterpretq_u16_u8(vector), 4);
    uint64_t mask = ~vget_lane_u64(vreinterpret_u64_u8(nibbles), 0);
    return mask ? (size_t)__builtin_ctzll(mask) / 4 : QR_FIRST_BYTES;
}

static inline size_t qr_ascii_first(const uint8_t *bytes) {
    uint8x16_t shifted = vsubq_u8(vld1q_u8(bytes), vdupq_n_u8(0x20));
    return qr_first_false(vcltq_u8(shifted, vdupq_n_u8(0x7F - 0x20)));
}

static inline size_t qr_text_first(const uint8_t *bytes) {
    uint8x16_t vector = vld1q_u8(bytes);
    return qr_first_false(vbicq_u8(vcgeq_u8(vector, vdupq_n_u8(0x20)), vceqq_u8(vector, vdupq_n_u8(0x7F))));
}

#else

#define QR_FIRST_BYTES 1u

static inline size_t qr_ascii_first(const uint8_t *bytes) {
    return *bytes >= 0x20 && *bytes < 0x7F;
}

static inline size_t qr_text_first(const uint8_t *bytes) {
    return *bytes >= 0x20 && *bytes != 0x7F;
}

#endif

#endif
