/* qr_words.h - many 64-bit words at a time: which are alike, and bits put into all of them.
 *
 * Cells of a page are such words (page/page_cells.c). Most questions about a row of them have a dull answer, that all
 * are alike, and these loops find it at the speed of memory: with the vectors of the compiler (SSE2, NEON, plain words
 * where there are none) or with AVX2, which is asked for at run time. All versions say the same
 * (tests/base/test_words.c).
 *
 * Costs a look at each word, in blocks of sixteen; short runs are looked at one by one. Nothing is read beyond `count`.
 */
#ifndef QR_WORDS_H
#define QR_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* How many words from the first on are `bits` in the bits of `mask`. */
size_t qr_words_like(const uint64_t *words, size_t count, uint64_t bits, uint64_t mask);

/* How many words from the first on have any of the bits of `mask`, which are the lowest ones (2^n - 1, n < 64). */
size_t qr_words_with(const uint64_t *words, size_t count, uint64_t mask);

/* How many words from the first on are `from` in the bits of `mask` and have any of the bits of `some` (2^n - 1, n <
 * 64): these words get `to` in place of `from`. */
size_t qr_words_replace(uint64_t *words, size_t count, uint64_t mask, uint64_t from, uint64_t to, uint64_t some);

/* All of them become `bits`. */
void qr_words_set(uint64_t *words, size_t count, uint64_t bits);

/* All of them get `bits` in place of their bits of `mask`. */
void qr_words_put(uint64_t *words, size_t count, uint64_t mask, uint64_t bits);

/* Each becomes `bits` and the byte of its number. */
void qr_words_bytes(uint64_t *words, const uint8_t *bytes, size_t count, uint64_t bits);

/* The same functions in one version; for tests, which look at all that can run here. */
struct qr_words_version {
    const char *name;
    size_t (*like)(const uint64_t *words, size_t count, uint64_t bits, uint64_t mask);
    size_t (*with)(const uint64_t *words, size_t count, uint64_t mask);
    size_t (*replace)(uint64_t *words, size_t count, uint64_t mask, uint64_t from, uint64_t to, uint64_t some);
    void (*set)(uint64_t *words, size_t count, uint64_t bits);
    void (*put)(uint64_t *words, size_t count, uint64_t mask, uint64_t bits);
    void (*bytes)(uint64_t *words, const uint8_t *bytes, size_t count, uint64_t bits);
};

/* Version number `index` of those that this processor runs; NULL behind the last. The last one is the one in use. */
const struct qr_words_version *qr_words_runnable(size_t index);

#endif
