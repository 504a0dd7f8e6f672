/** @file
 * quire/set_lanes.h - four neighbouring entries of a set's table looked at as one: what <quire/set.h> probes with.
 *
 * An entry is 32 bits, {probe length + 1, tag, id}; its upper 12 bits are its marks. A look compares the marks of four
 * entries with those that one value would have in their places, without a branch, so that a probe costs the same
 * wherever it ends. Answers are four bits, the first entry's lowest. Every look reads 16 bytes; the table has room
 * behind its last entry.
 *
 * Three ways to do it, which give the same bits: SSE2, NEON (64-bit ARM), plain C. QUIRE_SET_PLAIN, defined before the
 * first include, asks for plain C (tests do).
 *
 * Thread rule: like any plain data. Errors: none. Since 0.1. */
#ifndef QUIRE_SET_LANES_H
#define QUIRE_SET_LANES_H

#include <stdint.h>

#if !defined(QUIRE_SET_PLAIN) && defined(__SSE2__)
#define QUIRE_SET_SSE2
#include <emmintrin.h>
#elif !defined(QUIRE_SET_PLAIN) && defined(__ARM_NEON) && defined(__aarch64__)
#define QUIRE_SET_NEON
#include <arm_neon.h>
#endif

/** Bits of an entry that are its id. */
#define QUIRE_SET_ID_BITS 20
/** Bits of an entry that are the hash tag. */
#define QUIRE_SET_TAG_BITS 6
/** An id's bits in an entry and in a link. */
#define QUIRE_SET_ID_MASK ((UINT32_C(1) << QUIRE_SET_ID_BITS) - 1)
/** A tag's bits, moved to the right. */
#define QUIRE_SET_TAG_MASK ((UINT32_C(1) << QUIRE_SET_TAG_BITS) - 1)
/** Entries of one look. */
#define QUIRE_SET_LANES 4u

/** The number of the lowest bit that is set; `bits` is not 0. */
static inline uint32_t quire_set_first(uint32_t bits) {
    return (uint32_t)__builtin_ctz(bits);
}

#if defined(QUIRE_SET_SSE2)
/** Four entries. */
static inline __m128i quire_set_entries(const uint32_t *entries) {
    return _mm_loadu_si128((const __m128i *)(const void *)entries);
}

/** The marks of one value in four places: `want` in the first, one more of probe length in each behind. */
static inline __m128i quire_set_wanted(uint32_t want) {
    const int one = (int)(QUIRE_SET_TAG_MASK + 1);
    return _mm_add_epi32(_mm_set1_epi32((int)want), _mm_setr_epi32(0, one, 2 * one, 3 * one));
}

/** Which of four? */
static inline uint32_t quire_set_bits(__m128i lanes) {
    return (uint32_t)_mm_movemask_ps(_mm_castsi128_ps(lanes));
}
#elif defined(QUIRE_SET_NEON)
/** The marks of one value in four places: `want` in the first, one more of probe length in each behind. */
static inline uint32x4_t quire_set_wanted(uint32_t want) {
    const uint32_t one = QUIRE_SET_TAG_MASK + 1, steps[4] = {0, one, 2 * one, 3 * one};
    return vaddq_u32(vdupq_n_u32(want), vld1q_u32(steps));
}

/** Which of four? */
static inline uint32_t quire_set_bits(uint32x4_t lanes) {
    const uint32_t bits[4] = {1, 2, 4, 8};
    return vaddvq_u32(vandq_u32(lanes, vld1q_u32(bits)));
}
#endif

/** Which of four entries have the marks that a value would have in their places? `want` are those in the first place;
 * the probe length rises by one with each. */
static inline uint32_t quire_set_same(const uint32_t *entries, uint32_t want) {
#if defined(QUIRE_SET_SSE2)
    __m128i marks = _mm_srli_epi32(quire_set_entries(entries), QUIRE_SET_ID_BITS);
    return quire_set_bits(_mm_cmpeq_epi32(marks, quire_set_wanted(want)));
#elif defined(QUIRE_SET_NEON)
    uint32x4_t marks = vshrq_n_u32(vld1q_u32(entries), QUIRE_SET_ID_BITS);
    return quire_set_bits(vceqq_u32(marks, quire_set_wanted(want)));
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < QUIRE_SET_LANES; i++)
        bits |= (uint32_t)(entries[i] >> QUIRE_SET_ID_BITS == want + i * (QUIRE_SET_TAG_MASK + 1)) << i;
    return bits;
#endif
}

/** Which of four entries have smaller marks than that, as an empty place always has? At the first a probe ends. */
static inline uint32_t quire_set_below(const uint32_t *entries, uint32_t want) {
#if defined(QUIRE_SET_SSE2)
    __m128i marks = _mm_srli_epi32(quire_set_entries(entries), QUIRE_SET_ID_BITS);
    return quire_set_bits(_mm_cmplt_epi32(marks, quire_set_wanted(want)));
#elif defined(QUIRE_SET_NEON)
    uint32x4_t marks = vshrq_n_u32(vld1q_u32(entries), QUIRE_SET_ID_BITS);
    return quire_set_bits(vcltq_u32(marks, quire_set_wanted(want)));
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < QUIRE_SET_LANES; i++)
        bits |= (uint32_t)(entries[i] >> QUIRE_SET_ID_BITS < want + i * (QUIRE_SET_TAG_MASK + 1)) << i;
    return bits;
#endif
}

/** Which of four entries are of this id? */
static inline uint32_t quire_set_of_id(const uint32_t *entries, uint32_t id) {
#if defined(QUIRE_SET_SSE2)
    __m128i ids = _mm_and_si128(quire_set_entries(entries), _mm_set1_epi32((int)QUIRE_SET_ID_MASK));
    return quire_set_bits(_mm_cmpeq_epi32(ids, _mm_set1_epi32((int)id)));
#elif defined(QUIRE_SET_NEON)
    uint32x4_t ids = vandq_u32(vld1q_u32(entries), vdupq_n_u32(QUIRE_SET_ID_MASK));
    return quire_set_bits(vceqq_u32(ids, vdupq_n_u32(id)));
#else
    uint32_t bits = 0;
    for (uint32_t i = 0; i < QUIRE_SET_LANES; i++)
        bits |= (uint32_t)((entries[i] & QUIRE_SET_ID_MASK) == id) << i;
    return bits;
#endif
}

#endif
