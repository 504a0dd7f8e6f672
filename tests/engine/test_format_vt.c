#define _GNU_SOURCE /* memmem */
/* A terminal written as VT sequences and printed on a fresh one of the same size shows the same: every cell of history
 * and screen, which row is the first of the screen, and which rows go on in the next. Random programs, wide text and
 * clusters among them, in every mode that makes cells which text alone does not make again. */
#include "program_kit.h"

#define ROUNDS 500

#define HEART "\xE2\x9D\xA4\xEF\xB8\x8F"
#define HAN "\xE6\xBC\xA2"

/* What was wrong once, or is thought of. 10 columns, 3 rows. */
static void by_hand(void) {
    static const char *const cases[] = {
        "0123456789x\r\033[P",             /* a wrap into a row that is empty, the last one */
        "0123456789x\033[2;1H\033[X\r\ny", /* and not the last one */
        "\r\n\r\n0123456789x\r\033[P",     /* and after scrolling */
        "\r\n\r\n\033[44m0123456789x\033[m\r\033[P",
        "\033[?7l123456789" HEART, /* clusters that stayed narrow */
        "\033[?2027l" HEART HEART "x",
        "\033[?2027l\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80x", /* and those that were kept apart */
        "\xE0\xA4\x95\033[C\xE0\xA4\xBE\033[2G\033[P",
        "\xD8\x80\033[C1\033[2G\033[P",
        "123456789" HAN "\r\033[P\033[Pabc", /* the wide character that went over is gone */
        "123456789" HAN "\rx",
        "\033[41m123456789\033[44m" HAN "\033[m",
        "\033[41m123456789" HAN "\033[m\r\033[42m" HAN "\033[m",
        "12345678\xE2\x8C\x9A\xEF\xB8\x8E\033[G\033[@", /* a narrow watch in the last column */
        "\033]66;w=2;a\a\033]66;w=1;" HAN "\a12345\033]66;w=2;b\a\033]66;w=2;c\a",
        "a\r\nb\r\nc\r\nd\033[H\033[J", /* blank rows behind history */
        "a\r\nb\r\nc\r\nd\033[2;1H\033[J",
        "\033(0qqq\033(B\xE2\x94\x80",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct kit kit;
        kit_open(&kit, 10, 3);
        feed(&kit, cases[i]);
        if (!shows_the_same(&kit)) {
            printf("case %zu\n", i);
            test_ok = false;
        }
        kit_close(&kit);
    }
}

static bool one_program(uint64_t seed) {
    struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
    struct text input = {0};
    struct kit kit;
    uint32_t cols = random_between(&random, 1, 14), rows = random_between(&random, 1, 6);
    kit_open(&kit, cols, rows);
    for (uint32_t part = random_between(&random, 1, 3); part > 0; part--) {
        text_clear(&input);
        for (uint32_t i = random_below(&random, 20); i > 0; i--)
            add_piece(&random, &input, cols, rows);
        CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length), QUIRE_OK);
        if (part > 1) {
            cols = random_between(&random, 1, 14);
            rows = random_between(&random, 1, 6);
            CHECK_INT(quire_terminal_resize(kit.terminal, cols, rows, 0, 0), QUIRE_OK);
        }
    }
    bool same = shows_the_same(&kit);
    if (!same) {
        printf("program %u, %ux%u, the last part: ", (unsigned)seed, cols, rows);
        print_escaped(&input);
    }
    text_free(&input);
    kit_close(&kit);
    return same;
}

static void by_chance(void) {
    const char *only = getenv("QUIRE_FORMAT_SEED");
    unsigned wrong = 0, rounds = getenv("QUIRE_SOAK") ? 20 * ROUNDS : ROUNDS;
    for (uint64_t seed = 1; seed <= rounds && wrong < 5; seed++)
        wrong += (!only || strtoull(only, NULL, 10) == seed) && !one_program(seed);
    CHECK_INT(wrong, 0);
}

int main(void) {
    RUN(by_hand);
    RUN(by_chance);
    return test_end();
}
