/* qr_scan_sse2.c - runs by vectors of 16 bytes: every x86-64, and most of the processors before it. */
#include "qr_scan_versions.h"

#if QR_SCAN_X86

#include <emmintrin.h>

#define TARGET __attribute__((target("sse2")))
#define WIDTH 16u
#define SHORTER qr_scan_portable
#define MASK_STEP 1

typedef __m128i vector;
typedef uint32_t mask;

TARGET static inline vector load(const uint8_t *bytes) {
    return _mm_loadu_si128((const __m128i *)(const void *)bytes);
}

TARGET static inline vector in_range(vector v, uint8_t first, uint8_t last) {
    vector shifted = _mm_sub_epi8(v, _mm_set1_epi8((char)first));
    return _mm_cmpeq_epi8(_mm_min_epu8(shifted, _mm_set1_epi8((char)(last - first))), shifted);
}

TARGET static inline vector is(vector v, uint8_t byte) {
    return _mm_cmpeq_epi8(v, _mm_set1_epi8((char)byte));
}

TARGET static inline vector either(vector v, vector w) {
    return _mm_or_si128(v, w);
}

TARGET static inline mask mask_of(vector v) {
    return (mask)_mm_movemask_epi8(v);
}

TARGET static inline mask bits_of(vector v) {
    return mask_of(v);
}

static inline size_t first_of(mask m) {
    return (size_t)__builtin_ctz(m);
}

/* There is no instruction for it. */
static inline size_t count_of(mask m) {
    m = m - (m >> 1 & 0x5555);
    m = (m & 0x3333) + (m >> 2 & 0x3333);
    m = (m + (m >> 4)) & 0x0F0F;
    return (m + (m >> 8)) & 0x1F;
}

static inline uint32_t count_bits(uint64_t bits) {
    bits = bits - (bits >> 1 & UINT64_C(0x5555555555555555));
    bits = (bits & UINT64_C(0x3333333333333333)) + (bits >> 2 & UINT64_C(0x3333333333333333));
    bits = (bits + (bits >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
    return (uint32_t)(bits * UINT64_C(0x0101010101010101) >> 56);
}

#include "qr_scan_loops.inc"

const struct qr_scan_version qr_scan_sse2 = {"sse2", ascii_run, text_run, lines, letters, threes, clean_run};

#else
typedef int qr_scan_no_sse2; /* a file of nothing is no C */
#endif
