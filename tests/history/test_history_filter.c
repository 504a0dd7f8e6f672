/* history_filter.h: a filter may say that a word is there which is not, but never that one is not which is there. */
#include "test.h"

#include <string.h>

#include "history_filter.h"

#define TEXT_BYTES 400u

static uint32_t below(uint32_t bound) {
    static uint64_t state = 7;
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (uint32_t)((state >> 33) % bound);
}

static char other_case(char c) {
    bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return letter ? (char)(c ^ 0x20) : c;
}

/* Every word of every length at every place, its first bytes and its last among them, in both cases. */
static void what_is_there(void) {
    static uint8_t filter[QR_FILTER_BYTES];
    char text[TEXT_BYTES], word[TEXT_BYTES];
    for (uint32_t trial = 0; trial < 20; trial++) {
        uint32_t size = 1 + below(TEXT_BYTES - 1);
        memset(filter, 0, sizeof filter);
        for (uint32_t i = 0; i < size; i++)
            text[i] = (char)(trial % 2 ? 'A' + below(58) : below(256));
        qr_filter_fill(filter, (const uint8_t *)text, size);
        for (uint32_t from = 0; from < size; from++) {
            for (uint32_t length = 1; from + length <= size && length <= 12; length++) {
                for (uint32_t i = 0; i < length; i++)
                    word[i] = below(2) ? text[from + i] : other_case(text[from + i]);
                CHECK(qr_filter_may_hold(filter, (const uint8_t *)word, length));
            }
        }
    }
}

/* Of words that are not there hardly any passes while the filter is nearly empty; those below three bytes all do. */
static void what_is_not(void) {
    static uint8_t filter[QR_FILTER_BYTES];
    const char text[] = "the quick brown fox jumps over the lazy dog";
    uint32_t passed = 0;
    qr_filter_fill(filter, (const uint8_t *)text, sizeof text - 1);
    for (uint32_t i = 0; i < 1000; i++) {
        const uint8_t word[] = {(uint8_t)('0' + i / 100), (uint8_t)('0' + i / 10 % 10), (uint8_t)('0' + i % 10)};
        passed += qr_filter_may_hold(filter, word, 3);
        CHECK(qr_filter_may_hold(filter, word, 2));
    }
    CHECK(passed < 30);
}

int main(void) {
    RUN(what_is_there);
    RUN(what_is_not);
    return test_end();
}
