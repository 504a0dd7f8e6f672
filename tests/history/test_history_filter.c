/* The filter of a page's text: no word that is there is ever passed over, from the first byte to the last, in either
 * case; of those that are not, most are. */
#include "test.h"

#include "history/history_kit.h"
#include "history_filter.h"

#include <ctype.h>

static uint8_t text[4000], filter[QR_FILTER_BYTES];

static void make(size_t length, uint32_t letters) {
    memset(filter, 0, sizeof filter);
    for (size_t i = 0; i < length; i++)
        text[i] = (uint8_t)(letters == 0 ? kit_below(256) : 'a' + kit_below(letters));
    qr_filter_fill(filter, text, length);
}

/* Every word of every length up to 12 of short texts, those at the beginning and at the end among them. */
static void every_word(void) {
    for (size_t length = 0; length < 40 && test_ok; length++) {
        make(length, (uint32_t)(length % 3) * 13);
        for (size_t from = 0; from < length; from++) {
            for (size_t count = 0; count <= 12 && from + count <= length; count++)
                CHECK(qr_filter_may_hold(filter, text + from, count));
        }
    }
}

static void alone(void) {
    for (size_t length = 1; length < 8 && test_ok; length++) {
        make(length, 26);
        CHECK(qr_filter_may_hold(filter, text, length));
        if (length >= 3) {
            uint8_t other[8];
            memcpy(other, text, length);
            other[length - 1] = (uint8_t)(text[length - 1] ^ 1);
            CHECK(!qr_filter_may_hold(filter, other, length));
            memcpy(other, text, length);
            other[0] = (uint8_t)(text[0] ^ 1);
            CHECK(!qr_filter_may_hold(filter, other, length));
        }
    }
}

static void either_case(void) {
    make(sizeof text, 26);
    for (size_t i = 0; i + 10 <= sizeof text && test_ok; i++) {
        uint8_t word[10];
        for (size_t k = 0; k < sizeof word; k++)
            word[k] = (uint8_t)(kit_below(2) ? toupper(text[i + k]) : text[i + k]);
        CHECK(qr_filter_may_hold(filter, word, sizeof word));
    }
}

static void most_others_are_known_not_to_be_there(void) {
    uint32_t passed = 0;
    make(sizeof text, 26);
    for (uint32_t i = 0; i < 1000; i++) {
        uint8_t word[8];
        for (size_t k = 0; k < sizeof word; k++)
            word[k] = (uint8_t)('a' + kit_below(26));
        passed += qr_filter_may_hold(filter, word, sizeof word);
    }
    CHECK(passed < 50); /* of 1000, where chance finds none */
}

int main(void) {
    kit_init();
    RUN(every_word);
    RUN(alone);
    RUN(either_case);
    RUN(most_others_are_known_not_to_be_there);
    return test_end();
}
