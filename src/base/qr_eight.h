/* qr_eight.h - as many of eight neighbouring words as are wanted, without a branch on how many.
 *
 * How long the next word of a text is, no processor guesses; a loop over its cells is left at the wrong place as often
 * as not, which costs more than all eight do. So all eight are looked at or written, and those behind the first `count`
 * are masked or stay what they are: they must be there. With SSE2 where the compiler has it, else word by word. */
#ifndef QR_EIGHT_H
#define QR_EIGHT_H

#include <stdint.h>

#ifdef __SSE2__
#include <emmintrin.h>

/* Eight words of ones and eight of zeros: from entry 8 - n on, the first n are ones. */
static const uint64_t qr_eight_masks[16] = {UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX,
                                            UINT64_MAX, UINT64_MAX, UINT64_MAX, UINT64_MAX};

static inline __m128i qr_eight_load(const uint64_t *words) {
    return _mm_loadu_si128((const __m128i *)(const void *)words);
}

static inline void qr_eight_mix(uint64_t *words, __m128i with, __m128i bits, const uint64_t *mask) {
    __m128i m = qr_eight_load(mask), kept = _mm_andnot_si128(m, qr_eight_load(words));
    _mm_storeu_si128((__m128i *)(void *)words, _mm_or_si128(kept, _mm_and_si128(_mm_or_si128(with, bits), m)));
}
#endif

/* All bits that any of the first `count` words has. count <= 8. */
static inline uint64_t qr_eight_any(const uint64_t *words, uint32_t count) {
#ifdef __SSE2__
    const uint64_t *masks = qr_eight_masks + 8 - count;
    __m128i any = _mm_and_si128(qr_eight_load(words), qr_eight_load(masks));
    for (int i = 2; i < 8; i += 2)
        any = _mm_or_si128(any, _mm_and_si128(qr_eight_load(words + i), qr_eight_load(masks + i)));
    any = _mm_or_si128(any, _mm_unpackhi_epi64(any, any));
    uint64_t bits;
    _mm_storel_epi64((__m128i *)(void *)&bits, any);
    return bits;
#else
    uint64_t any = 0;
    for (uint32_t i = 0; i < count; i++)
        any |= words[i];
    return any;
#endif
}

/* The first `count` words become `bits` and a byte each, of eight bytes at `bytes`. count <= 8. */
static inline void qr_eight_bytes(uint64_t *words, const uint8_t *bytes, uint32_t count, uint64_t bits) {
#ifdef __SSE2__
    const uint64_t *masks = qr_eight_masks + 8 - count;
    __m128i zero = _mm_setzero_si128(), all = _mm_set1_epi64x((long long)bits);
    __m128i eight = _mm_unpacklo_epi8(_mm_loadl_epi64((const __m128i *)(const void *)bytes), zero);
    __m128i low = _mm_unpacklo_epi16(eight, zero), high = _mm_unpackhi_epi16(eight, zero);
    qr_eight_mix(words, _mm_unpacklo_epi32(low, zero), all, masks);
    qr_eight_mix(words + 2, _mm_unpackhi_epi32(low, zero), all, masks + 2);
    qr_eight_mix(words + 4, _mm_unpacklo_epi32(high, zero), all, masks + 4);
    qr_eight_mix(words + 6, _mm_unpackhi_epi32(high, zero), all, masks + 6);
#else
    for (uint32_t i = 0; i < count; i++)
        words[i] = bits | bytes[i];
#endif
}

#endif
