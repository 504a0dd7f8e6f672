/* qr_words.c - which version of qr_words_loops.inc runs. */
#include "qr_words.h"

#include <stdbool.h>
#include <string.h>

#define BLOCK 16u

/* Compilers make vectors of this loop with what all processors have. */
static void common_bytes(uint64_t *words, const uint8_t *bytes, size_t count, uint64_t bits) {
    for (size_t i = 0; i < count; i++)
        words[i] = bits | bytes[i];
}

#define TARGET
#ifdef __GNUC__
#define WIDTH 16
#else
#define WIDTH 8
#endif
#define NAMED(name) common_##name
#include "qr_words_loops.inc"

static const struct qr_words_version common = {"common",   common_like, common_with, common_replace,
                                               common_set, common_put,  common_bytes};

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))
#include <immintrin.h>

#define TARGET __attribute__((target("avx2")))
#define WIDTH 32
#define NAMED(name) avx2_##name
#include "qr_words_loops.inc"

/* Four words at `words` of four bytes. */
__attribute__((target("avx2"))) static inline void avx2_bytes_4(uint64_t *words, const uint8_t *bytes, __m256i bits) {
    __m256i four = _mm256_cvtepu8_epi64(_mm_loadu_si32(bytes));
    _mm256_storeu_si256((__m256i *)(void *)words, _mm256_or_si256(four, bits));
}

/* The last four are done together with ones before them where there are. */
__attribute__((target("avx2"))) static void avx2_bytes(uint64_t *words, const uint8_t *bytes, size_t count,
                                                       uint64_t bits) {
    __m256i all = _mm256_set1_epi64x((long long)bits);
    size_t i = 0;
    for (; count - i >= 16; i += 16) {
        avx2_bytes_4(words + i, bytes + i, all);
        avx2_bytes_4(words + i + 4, bytes + i + 4, all);
        avx2_bytes_4(words + i + 8, bytes + i + 8, all);
        avx2_bytes_4(words + i + 12, bytes + i + 12, all);
    }
    for (; count - i >= 4; i += 4)
        avx2_bytes_4(words + i, bytes + i, all);
    if (i < count && count >= 4)
        avx2_bytes_4(words + count - 4, bytes + count - 4, all);
    for (; i < count && count < 4; i++)
        words[i] = bits | bytes[i];
}

static const struct qr_words_version avx2 = {"avx2",   avx2_like, avx2_with, avx2_replace,
                                             avx2_set, avx2_put,  avx2_bytes};

/* A constructor that runs before the compiler's runtime has asked is told there is nothing, which is slow, not wrong.
 */
static const struct qr_words_version *chosen(void) {
    return __builtin_cpu_supports("avx2") ? &avx2 : &common;
}

#else

static const struct qr_words_version *chosen(void) {
    return &common;
}

#endif

const struct qr_words_version *qr_words_runnable(size_t index) {
    if (index == 0)
        return &common;
    return index == 1 && chosen() != &common ? chosen() : NULL;
}

size_t qr_words_like(const uint64_t *words, size_t count, uint64_t bits, uint64_t mask) {
    return chosen()->like(words, count, bits, mask);
}

size_t qr_words_with(const uint64_t *words, size_t count, uint64_t mask) {
    return chosen()->with(words, count, mask);
}

size_t qr_words_replace(uint64_t *words, size_t count, uint64_t mask, uint64_t from, uint64_t to, uint64_t some) {
    return chosen()->replace(words, count, mask, from, to, some);
}

void qr_words_set(uint64_t *words, size_t count, uint64_t bits) {
    chosen()->set(words, count, bits);
}

void qr_words_put(uint64_t *words, size_t count, uint64_t mask, uint64_t bits) {
    chosen()->put(words, count, mask, bits);
}

void qr_words_bytes(uint64_t *words, const uint8_t *bytes, size_t count, uint64_t bits) {
    chosen()->bytes(words, bytes, count, bits);
}
