/* qr_scan_avx2.c - runs by vectors of 32 bytes. What has AVX2 has POPCNT, too; both are asked for (qr_scan.c). */
#include "qr_scan_versions.h"

#if QR_SCAN_X86

#include <immintrin.h>

#define TARGET __attribute__((target("avx2,popcnt")))
#define WIDTH 32u
#define SHORTER qr_scan_sse2
#define MASK_STEP 1

typedef __m256i vector;
typedef uint32_t mask;

TARGET static inline vector load(const uint8_t *bytes) {
    return _mm256_loadu_si256((const __m256i *)(const void *)bytes);
}

TARGET static inline vector in_range(vector v, uint8_t first, uint8_t last) {
    vector shifted = _mm256_sub_epi8(v, _mm256_set1_epi8((char)first));
    return _mm256_cmpeq_epi8(_mm256_min_epu8(shifted, _mm256_set1_epi8((char)(last - first))), shifted);
}

TARGET static inline vector is(vector v, uint8_t byte) {
    return _mm256_cmpeq_epi8(v, _mm256_set1_epi8((char)byte));
}

TARGET static inline vector either(vector v, vector w) {
    return _mm256_or_si256(v, w);
}

TARGET static inline mask mask_of(vector v) {
    return (mask)_mm256_movemask_epi8(v);
}

TARGET static inline mask bits_of(vector v) {
    return mask_of(v);
}

TARGET static inline size_t first_of(mask m) {
    return (size_t)__builtin_ctz(m);
}

TARGET static inline size_t count_of(mask m) {
    return (size_t)__builtin_popcount(m);
}

TARGET static inline uint32_t count_bits(uint64_t bits) {
    return (uint32_t)__builtin_popcountll(bits);
}

#include "qr_scan_loops.inc"

const struct qr_scan_version qr_scan_avx2 = {"avx2", ascii_run, text_run, lines, letters, threes, clean_run};

#else
typedef int qr_scan_no_avx2; /* a file of nothing is no C */
#endif
