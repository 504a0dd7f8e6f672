/* Megabytes of nonsense: uniform bytes, bytes weighted to control sequences, and plausible output of programs, in
 * turns, with resizes between. The terminal is checked every few megabytes and at the end. */
#include "random_input.h"

#define BLOCK 65536u

typedef void generator(struct random *random, struct text *to, uint32_t cols, uint32_t rows);

static void uniform(struct random *random, struct text *to, uint32_t cols, uint32_t rows) {
    (void)cols;
    (void)rows;
    while (to->length < BLOCK) {
        uint32_t word = random_next(random);
        text_add(to, (const char *)&word, sizeof word);
    }
}

static void weighted(struct random *random, struct text *to, uint32_t cols, uint32_t rows) {
    static const char often[] =
        "\033\033\033\033[[[[]P;;;;:?>=0123456789012345\"$'! #(mHJKABCDLMPSTXr@hlnqtu\r\n\t\b\\\007";
    (void)cols;
    (void)rows;
    while (to->length < BLOCK) {
        uint32_t word = random_next(random);
        char byte = (char)(word >> 8);
        if (word % 16 != 0)
            byte = often[random_below(random, sizeof often - 1)];
        text_add(to, &byte, 1);
    }
}

static void plausible(struct random *random, struct text *to, uint32_t cols, uint32_t rows) {
    static const char *const rare[] = {"\033[?1049h",
                                       "\033[?1049l",
                                       "\033[?47h",
                                       "\033[?47l",
                                       "\033[!p",
                                       "\033[3J",
                                       "\033[22t",
                                       "\033[23t",
                                       "\033#8",
                                       "\033[>1u",
                                       "\033[<u",
                                       "\033]2;title\007",
                                       "\033]4;7;#abcdef\007",
                                       "\033]104\007"};
    while (to->length < BLOCK) {
        if (random_below(random, 40) == 0)
            text_addf(to, "%s", rare[random_below(random, sizeof rare / sizeof *rare)]);
        random_piece(random, to, cols, rows);
    }
}

static uint64_t bytes_wanted(void) {
    const char *megabytes = getenv("QUIRE_RANDOM_MB");
    return (megabytes ? strtoull(megabytes, NULL, 10) : TEST_SHARE(100)) * 1000000;
}

static void nonsense(void) {
    static generator *const generators[] = {uniform, weighted, plausible, plausible};
    struct random random = {20240229};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal *terminal = NULL;
    struct text block = {0};
    uint32_t cols = options.cols, rows = options.rows;
    uint64_t wanted = bytes_wanted(), fed = 0, checked = 0;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
    while (fed < wanted && test_ok) {
        text_clear(&block);
        generators[random_below(&random, 4)](&random, &block, cols, rows);
        CHECK_INT(quire_terminal_feed(terminal, block.bytes, block.length), QUIRE_OK);
        fed += block.length;
        cols = random_between(&random, 1, random_below(&random, 8) == 0 ? 400 : 120);
        rows = random_between(&random, 1, 50);
        CHECK_INT(quire_terminal_resize(terminal, cols, rows, 0, 0), QUIRE_OK);
        if (fed - checked >= 4000000 || fed >= wanted) {
            CHECK_INT(quire_terminal_verify(terminal, kit_report, NULL), 0);
            checked = fed;
        }
    }
    if (!test_ok)
        printf("after %llu bytes\n", (unsigned long long)fed);
    quire_terminal_destroy(terminal);
    text_free(&block);
}

int main(void) {
    RUN(nonsense);
    return test_end();
}
