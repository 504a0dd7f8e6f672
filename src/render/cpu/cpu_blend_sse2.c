/* cpu_blend_sse2.c - by vectors of four pixels: every x86-64, and most of the processors before it. */
#include "cpu_blend_versions.h"

#if CPU_BLEND_X86

#include <emmintrin.h>

#include "cpu_over.h"

#define TARGET __attribute__((target("sse2")))
#define LANES 4u

typedef __m128 reals;
typedef __m128i pixels;
typedef __m128i washes;

TARGET static inline reals splat(float value) {
    return _mm_set1_ps(value);
}

TARGET static inline reals add(reals a, reals b) {
    return _mm_add_ps(a, b);
}

TARGET static inline reals times(reals a, reals b) {
    return _mm_mul_ps(a, b);
}

TARGET static inline reals root(reals a) {
    return _mm_sqrt_ps(a);
}

TARGET static inline reals first_coverages(void) {
    return _mm_setr_ps(0, 1, 2, 3);
}

TARGET static inline pixels repeat(uint32_t color) {
    return _mm_set1_epi32((int)color);
}

TARGET static inline pixels join(reals red, reals green, reals blue) {
    pixels high = _mm_slli_epi32(_mm_cvttps_epi32(red), 16), middle = _mm_slli_epi32(_mm_cvttps_epi32(green), 8);
    pixels color = _mm_or_si128(_mm_or_si128(high, middle), _mm_cvttps_epi32(blue));
    return _mm_or_si128(color, repeat(0xFF000000u));
}

TARGET static inline pixels load(const uint32_t *from) {
    return _mm_loadu_si128((const __m128i *)(const void *)from);
}

TARGET static inline void store(uint32_t *to, pixels value) {
    _mm_storeu_si128((__m128i *)(void *)to, value);
}

TARGET static inline washes repeat_wash(const struct cpu_wash *wash, unsigned more) {
    uint16_t words[8];
    for (int i = 0; i < 8; i++)
        words[i] = (uint16_t)(wash->share[i % 4] + more);
    return _mm_loadu_si128((const __m128i *)(const void *)words);
}

/* Two pixels, their channels in the high bytes of words. */
TARGET static inline washes laid_words(washes below, washes rest, washes share) {
    return _mm_srli_epi16(_mm_add_epi16(_mm_mulhi_epu16(below, rest), share), 8);
}

TARGET static inline pixels laid(pixels below, washes rest, washes share) {
    __m128i zero = _mm_setzero_si128();
    washes low = laid_words(_mm_unpacklo_epi8(zero, below), rest, share);
    washes high = laid_words(_mm_unpackhi_epi8(zero, below), rest, share);
    return _mm_packus_epi16(low, high);
}

#include "cpu_blend_loops.inc"

const struct cpu_blend cpu_blend_sse2 = {"sse2", make_ramp, cpu_blend_tile, fill, lay_wash};

#else
typedef int cpu_blend_no_sse2; /* a file of nothing is no C */
#endif
