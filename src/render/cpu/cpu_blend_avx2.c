/* cpu_blend_avx2.c - by vectors of eight pixels; colours of a ramp are gathered eight at once. */
#include "cpu_blend_versions.h"

#if CPU_BLEND_X86

#include <immintrin.h>

#include "cpu_over.h"

#define TARGET __attribute__((target("avx2")))
#define LANES 8u

typedef __m256 reals;
typedef __m256i pixels;
typedef __m256i washes;

TARGET static inline reals splat(float value) {
    return _mm256_set1_ps(value);
}

TARGET static inline reals add(reals a, reals b) {
    return _mm256_add_ps(a, b);
}

TARGET static inline reals times(reals a, reals b) {
    return _mm256_mul_ps(a, b);
}

TARGET static inline reals root(reals a) {
    return _mm256_sqrt_ps(a);
}

TARGET static inline reals first_coverages(void) {
    return _mm256_setr_ps(0, 1, 2, 3, 4, 5, 6, 7);
}

TARGET static inline pixels repeat(uint32_t color) {
    return _mm256_set1_epi32((int)color);
}

TARGET static inline pixels join(reals red, reals green, reals blue) {
    pixels high = _mm256_slli_epi32(_mm256_cvttps_epi32(red), 16);
    pixels middle = _mm256_slli_epi32(_mm256_cvttps_epi32(green), 8);
    pixels color = _mm256_or_si256(_mm256_or_si256(high, middle), _mm256_cvttps_epi32(blue));
    return _mm256_or_si256(color, repeat(0xFF000000u));
}

TARGET static inline pixels load(const uint32_t *from) {
    return _mm256_loadu_si256((const __m256i *)(const void *)from);
}

TARGET static inline void store(uint32_t *to, pixels value) {
    _mm256_storeu_si256((__m256i *)(void *)to, value);
}

TARGET static inline washes repeat_wash(const struct cpu_wash *wash, unsigned more) {
    uint16_t words[16];
    for (int i = 0; i < 16; i++)
        words[i] = (uint16_t)(wash->share[i % 4] + more);
    return _mm256_loadu_si256((const __m256i *)(const void *)words);
}

/* Four pixels, their channels in the high bytes of words. */
TARGET static inline washes laid_words(washes below, washes rest, washes share) {
    return _mm256_srli_epi16(_mm256_add_epi16(_mm256_mulhi_epu16(below, rest), share), 8);
}

TARGET static inline pixels laid(pixels below, washes rest, washes share) {
    __m256i zero = _mm256_setzero_si256();
    washes low = laid_words(_mm256_unpacklo_epi8(zero, below), rest, share);
    washes high = laid_words(_mm256_unpackhi_epi8(zero, below), rest, share);
    return _mm256_packus_epi16(low, high);
}

#include "cpu_blend_loops.inc"

/* Reads eight bytes where fewer are left of the row: hence CPU_BLEND_BEHIND. */
TARGET static void draw_tile(uint32_t *to, size_t stride, const uint8_t *coverage, size_t coverage_stride,
                             uint32_t width, uint32_t height, const uint32_t *ramp) {
    uint32_t whole = width / LANES * LANES;
    for (uint32_t y = 0; y < height; y++, to += stride, coverage += coverage_stride) {
        for (uint32_t x = 0; x < whole; x += LANES) {
            __m128i bytes = _mm_loadl_epi64((const __m128i *)(const void *)(coverage + x));
            store(to + x, _mm256_i32gather_epi32((const int *)(const void *)ramp, _mm256_cvtepu8_epi32(bytes), 4));
        }
        for (uint32_t x = whole; x < width; x++)
            to[x] = ramp[coverage[x]];
    }
}

const struct cpu_blend cpu_blend_avx2 = {"avx2", make_ramp, draw_tile, fill, lay_wash};

#else
typedef int cpu_blend_no_avx2; /* a file of nothing is no C */
#endif
