/* qr_words.c - which version of qr_words_loops.inc runs. */
#include "qr_words.h"

#include <stdbool.h>
#include <string.h>

#define BLOCK 16u

#define TARGET
#ifdef __GNUC__
#define WIDTH 16
#else
#define WIDTH 8
#endif
#define NAMED(name) common_##name
#include "qr_words_loops.inc"

static const struct qr_words_version common = {"common",       common_like, common_with,
                                               common_replace, common_set,  common_put};

#if defined(__GNUC__) && (defined(__x86_64__) || defined(__i386__))

#define TARGET __attribute__((target("avx2")))
#define WIDTH 32
#define NAMED(name) avx2_##name
#include "qr_words_loops.inc"

static const struct qr_words_version avx2 = {"avx2", avx2_like, avx2_with, avx2_replace, avx2_set, avx2_put};

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
