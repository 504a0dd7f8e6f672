/* Every version of qr_words.h that this processor can run, against what their definitions say word by word: every
 * length and alignment, the word that is another at every place, and nothing touched behind the last. */
#include "test.h"

#include <string.h>

#include "qr_words.h"

#define LENGTH_MAX 70u
#define ROOM (LENGTH_MAX + 4)

static const uint64_t masks[] = {UINT64_MAX, 0x1FFFFF, UINT64_C(0xFFFFF) << 28, 1, UINT64_C(1) << 63};

/* Words that are alike in the mask, and else as they come; one is another. */
static void make(uint64_t words[ROOM], size_t count, size_t other, uint64_t bits, uint64_t mask) {
    for (size_t i = 0; i < ROOM; i++) {
        uint64_t noise = (i + 1) * UINT64_C(0x9E3779B97F4A7C15);
        words[i] = (bits & mask) | (noise & ~mask);
        if (i == other || i >= count)
            words[i] ^= mask & (0 - mask); /* the lowest bit of it */
    }
}

static void runs(const struct qr_words_version *v) {
    uint64_t words[ROOM + 4];
    unsigned wrong = 0;
    for (size_t m = 0; m < sizeof masks / sizeof *masks; m++) {
        for (size_t from = 0; from < 4; from++) {
            for (size_t count = 0; count <= LENGTH_MAX; count++) {
                for (size_t other = 0; other <= count; other++) {
                    make(words + from, count, other, UINT64_C(0x123456789ABCDEF1), masks[m]);
                    wrong += v->like(words + from, count, UINT64_C(0x123456789ABCDEF1), masks[m]) != other;
                }
            }
        }
    }
    CHECK_INT(wrong, 0);
}

static void contents(const struct qr_words_version *v) {
    uint64_t words[ROOM];
    unsigned wrong = 0;
    for (size_t count = 0; count <= LENGTH_MAX; count++) {
        for (size_t other = 0; other <= count; other++) {
            for (size_t i = 0; i < ROOM; i++)
                words[i] = i == other || i >= count ? UINT64_MAX << 21 : i % 2 ? UINT64_C(1) << (i % 21) : UINT64_MAX;
            wrong += v->with(words, count, 0x1FFFFF) != other;
        }
    }
    CHECK_INT(wrong, 0);
}

static void puts_and_sets(const struct qr_words_version *v) {
    uint64_t words[ROOM], before[ROOM];
    unsigned wrong = 0;
    for (size_t from = 0; from < 4; from++) {
        for (size_t count = 0; count + from <= LENGTH_MAX; count++) {
            for (size_t m = 0; m < sizeof masks / sizeof *masks; m++) {
                uint64_t bits = UINT64_C(0xFEDCBA9876543210) & masks[m];
                make(words, ROOM, ROOM, 7, 0);
                memcpy(before, words, sizeof words);
                v->put(words + from, count, masks[m], bits);
                for (size_t i = 0; i < ROOM; i++)
                    wrong += words[i] != (i < from || i >= from + count ? before[i] : (before[i] & ~masks[m]) | bits);
                v->set(words + from, count, bits);
                for (size_t i = 0; i < ROOM; i++)
                    wrong += words[i] != (i < from || i >= from + count ? before[i] : bits);
            }
        }
    }
    CHECK_INT(wrong, 0);
}

/* Bytes become words, and nothing else does. */
static void from_bytes(const struct qr_words_version *v) {
    uint64_t words[ROOM];
    uint8_t bytes[ROOM];
    unsigned wrong = 0;
    for (size_t i = 0; i < ROOM; i++)
        bytes[i] = (uint8_t)(255 - 3 * i);
    for (size_t from = 0; from < 4; from++) {
        for (size_t count = 0; count + from <= LENGTH_MAX; count++) {
            make(words, ROOM, ROOM, 7, 0);
            uint64_t before[ROOM];
            memcpy(before, words, sizeof words);
            v->bytes(words + from, bytes + from, count, UINT64_C(0xFEDCBA9876543200));
            for (size_t i = 0; i < ROOM; i++)
                wrong +=
                    words[i] != (i < from || i >= from + count ? before[i] : UINT64_C(0xFEDCBA9876543200) | bytes[i]);
        }
    }
    CHECK_INT(wrong, 0);
}

/* Words that are alike in the mask become others of it, up to the first one that is not, or has no content. */
static void replacements(const struct qr_words_version *v) {
    const uint64_t mask = UINT64_C(0xFFFFF) << 28, from = UINT64_C(0x12345) << 28, to = UINT64_C(0xABCDE) << 28;
    uint64_t words[ROOM], before[ROOM];
    unsigned wrong = 0;
    for (size_t count = 0; count <= LENGTH_MAX; count++) {
        for (size_t other = 0; other <= count; other++) {
            for (int blank = 0; blank < 2; blank++) {
                make(words, ROOM, blank ? ROOM : other, from, mask);
                for (size_t i = 0; i < ROOM; i++)
                    words[i] = blank && i == other ? words[i] & ~UINT64_C(0x1FFFFF) : words[i] | 1u << i % 21;
                memcpy(before, words, sizeof words);
                wrong += v->replace(words, count, mask, from, to, 0x1FFFFF) != other;
                for (size_t i = 0; i < ROOM; i++)
                    wrong += words[i] != (i < other ? before[i] ^ from ^ to : before[i]);
            }
        }
    }
    CHECK_INT(wrong, 0);
}

static void every_version(void) {
    const struct qr_words_version *v;
    for (size_t i = 0; (v = qr_words_runnable(i)) != NULL; i++) {
        printf("version %s\n", v->name);
        runs(v);
        contents(v);
        replacements(v);
        puts_and_sets(v);
        from_bytes(v);
    }
}

static void as_called(void) {
    const struct qr_words_version called = {"as called",  qr_words_like, qr_words_with, qr_words_replace,
                                            qr_words_set, qr_words_put,  qr_words_bytes};
    from_bytes(&called);
    runs(&called);
    contents(&called);
    replacements(&called);
    puts_and_sets(&called);
}

int main(void) {
    RUN(every_version);
    RUN(as_called);
    return test_end();
}
