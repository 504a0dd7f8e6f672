#define _GNU_SOURCE /* memmem */
/* What the quick loop obeys (quick.c) is what the parser's events would have done.
 *
 * Random programs of words, places, renditions and short sequences, among them everything that the loop must ask about
 * or leave alone, are fed whole, and in pieces so short that it never begins. 1,000 programs, 100 under the address
 * sanitizer; QUIRE_SOAK=1: 100,000; QUIRE_QUICK_SEED=N runs one. */
#include "program_kit.h"

#include <quire/verify.h>

#ifdef __SANITIZE_ADDRESS__
#define PROGRAMS 100u
#else
#define PROGRAMS 1000u
#endif
#define PROGRAMS_SOAK 100000u
/* Fewer bytes than the loop looks ahead. */
#define SLOW_PIECE 26u

static void add_word(struct random *r, struct text *text) {
    uint32_t length = random_below(r, 4) == 0 ? random_between(r, 9, 30) : random_between(r, 1, 8);
    for (uint32_t i = 0; i < length; i++)
        text_addf(text, "%c", (char)random_between(r, 0x20, 0x7E));
}

static uint32_t value(struct random *r) {
    static const uint32_t odd[] = {0, 1, 2, 9, 10, 99, 100, 255, 256, 999, 1000, 70000};
    return random_below(r, 3) == 0 ? odd[random_below(r, 12)] : random_below(r, 24);
}

static void add_move(struct random *r, struct text *text) {
    switch (random_below(r, 5)) {
    case 0:
        text_addf(text, "\033[%u%c", value(r), "ABCDGdH"[random_below(r, 7)]);
        break;
    case 1:
        text_addf(text, "\033[%c", "ABCDGdH"[random_below(r, 7)]);
        break;
    case 2:
        text_addf(text, "\033[;%uH", value(r));
        break;
    case 3:
        text_addf(text, "\033[%u%c%u%cH", value(r), ";:"[random_below(r, 16) == 0], value(r),
                  ";!?\30"[random_below(r, 4)]);
        break;
    default:
        text_addf(text, "\033[%u;%uH", value(r), value(r));
        break;
    }
}

static void add_rendition(struct random *r, struct text *text) {
    static const char *const plain[] = {"",   "0",  "1",   "7",  "27", "4",   "31",
                                        "42", "97", "107", "39", "49", "0;1", "1;33;44"};
    uint32_t kind = random_below(r, 6);
    if (kind < 3)
        text_addf(text, "\033[%sm", plain[random_below(r, sizeof plain / sizeof *plain)]);
    else if (kind == 3)
        text_addf(text, "\033[%u8;5;%um", random_between(r, 3, 5), random_below(r, 300));
    else if (kind == 4)
        text_addf(text, "\033[%u8;2;%u;%u;%um", random_between(r, 3, 5), value(r), value(r), random_below(r, 256));
    else
        text_addf(text, "\033[0;48;2;1;2;%u;1m", random_below(r, 256));
}

static void add_short(struct random *r, struct text *text) {
    static const char *const functions[] = {
        "\r",      "\n",      "\r\n",    "\b",      "\t",     "\a",     "\033(B",   "\033M",   "\0337",   "\0338",
        "\033D",   "\033E",   "\033[K",  "\033[1K", "\033[J", "\033[X", "\033[3X",  "\033[2P", "\033[2@", "\033[L",
        "\033[2M", "\033[3b", "\033[6n", "\033[S",  "\033[Z", "\033[I", "\033[?6n", "\033[c",  "\033[?J", "\033[?K"};
    text_addf(text, "%s", functions[random_below(r, sizeof functions / sizeof *functions)]);
}

/* What the loop has to ask about, and what it leaves. Most of it is taken back again. */
static void add_state(struct random *r, struct text *text) {
    static const char *const states[] = {"\033(0",
                                         "\016",
                                         "\017",
                                         "\033[4h",
                                         "\033[4l",
                                         "\033[?6h",
                                         "\033[?6l",
                                         "\033[?69h",
                                         "\033[?69l",
                                         "\033[2;5s",
                                         "\033[2;4r",
                                         "\033[r",
                                         "\033#6",
                                         "\033#5",
                                         "\033[?7l",
                                         "\033[?7h",
                                         "\033[20h",
                                         "\033[20l",
                                         "\033[?45h",
                                         "\033[?45l",
                                         "\033[1\"q",
                                         "\033[0\"q",
                                         "\033[?5h",
                                         "\033[!p",
                                         "\033[?1049h",
                                         "\033[?1049l",
                                         "\033[?25l",
                                         "\033[?25h",
                                         "\033[?2l",
                                         "\033<",
                                         "\033V",
                                         "\033W",
                                         "\033]8;;u:1\033\\",
                                         "\033]8;;\033\\",
                                         "\033]133;A\033\\",
                                         "\033]66;w=1;\xE6\xBC\xA2\007",
                                         "\xE6\xBC\xA2",
                                         "e\xCC\x81",
                                         "\xF0\x9F\x91\x8D",
                                         "\xCC\x81",
                                         "\xC3\xA9"};
    text_addf(text, "%s", states[random_below(r, sizeof states / sizeof *states)]);
    if (random_below(r, 2) == 0)
        text_addf(text, "\033<\033(B\017\033[4l\033[?6l\033[?69l\033[?45l\033[20l\033[?7h");
}

static void add_one(struct random *r, struct text *text) {
    uint32_t kind = random_below(r, 40);
    if (kind < 14)
        add_word(r, text);
    else if (kind < 22)
        add_move(r, text);
    else if (kind < 30)
        add_rendition(r, text);
    else if (kind < 38)
        add_short(r, text);
    else
        add_state(r, text);
}

static void breach(void *user, const char *text) {
    (void)user;
    printf("%s\n", text);
}

/* Whole, from memory that ends where the bytes do. */
static void feed_exact(struct kit *kit, const struct text *input) {
    char *exact = malloc(input->length + 1);
    CHECK(exact != NULL);
    char *begin = exact + 1; /* the end is the block's */
    memcpy(begin, input->bytes, input->length);
    CHECK_INT(quire_terminal_feed(kit->terminal, begin, input->length), QUIRE_OK);
    free(exact);
}

static bool one_program(uint64_t seed) {
    struct random r = {seed * UINT64_C(0xD1342543DE82EF95)};
    struct kit whole, slow;
    struct text input = {0};
    uint32_t cols = random_between(&r, 2, 40), rows = random_between(&r, 1, 8);
    bool same = true;
    kit_open(&whole, cols, rows);
    kit_open(&slow, cols, rows);
    for (uint32_t part = 0; part < 4 && same; part++) {
        text_clear(&input);
        for (uint32_t i = random_below(&r, 60); i > 0; i--)
            add_one(&r, &input);
        feed_exact(&whole, &input);
        for (size_t i = 0; i < input.length; i += SLOW_PIECE) {
            size_t left = input.length - i, piece = left < SLOW_PIECE ? left : SLOW_PIECE;
            CHECK_INT(quire_terminal_feed(slow.terminal, input.bytes + i, piece), QUIRE_OK);
        }
        same = kit_same_documents(&whole, &slow) && quire_terminal_verify(whole.terminal, breach, NULL) == 0;
        if (!same) {
            printf("program %u, part %u, %ux%u: ", (unsigned)seed, part, cols, rows);
            print_escaped(&input);
        }
    }
    text_free(&input);
    kit_close(&whole);
    kit_close(&slow);
    return same;
}

/* The same text whole and in pieces, with enough behind it that the loop reads all of it. */
static void same_both_ways(const char *bytes) {
    struct kit whole, slow;
    struct text input = {0};
    text_addf(&input, "%s\033[5;1H                              ", bytes);
    kit_open(&whole, 20, 5);
    kit_open(&slow, 20, 5);
    CHECK_INT(quire_terminal_feed(whole.terminal, input.bytes, input.length), QUIRE_OK);
    for (size_t i = 0; i < input.length; i++)
        CHECK_INT(quire_terminal_feed(slow.terminal, input.bytes + i, 1), QUIRE_OK);
    CHECK(kit_same_documents(&whole, &slow));
    text_free(&input);
    kit_close(&whole);
    kit_close(&slow);
}

static void rare(void) {
    same_both_ways("\033(0\016ab\033[31mcd\033(Bef\033[32mgh\017qqqq"); /* G0 is not what is shown */
    same_both_ways("abc\033[1;4H\xF0\x9F\x8F\xBB");                     /* would join what was just printed */
    same_both_ways("abc\033[1m\xF0\x9F\x8F\xBB");                       /* and does behind a rendition */
    same_both_ways("abc\033[31m\033[2b\033[m");
}

static void as_events(void) {
    const char *only = getenv("QUIRE_QUICK_SEED");
    uint64_t programs = getenv("QUIRE_SOAK") ? PROGRAMS_SOAK : PROGRAMS, first = 1;
    unsigned wrong = 0;
    if (only)
        programs = first = strtoull(only, NULL, 10);
    for (uint64_t seed = first; seed <= programs && wrong < 3; seed++)
        wrong += !one_program(seed);
    printf("%u programs\n", (unsigned)(programs - first + 1));
    CHECK_INT(wrong, 0);
}

int main(void) {
    RUN(rare);
    RUN(as_events);
    return test_end();
}
