/* test_unicode.c - the properties and break rules against Unicode's own data.
 *
 * The .inc files are written by derive.py. They hold properties as the data files have them, and the rules of UAX #29
 * are here once more in the words of the standard, looking back over the text: slow, and nothing like the tables under
 * test. */
#include "unicode_properties.h"

#include "expected.h"
#include "test.h"

enum gcb {
    GCB_OTHER,
    GCB_CR,
    GCB_LF,
    GCB_CONTROL,
    GCB_EXTEND,
    GCB_ZWJ,
    GCB_REGIONAL_INDICATOR,
    GCB_PREPEND,
    GCB_SPACINGMARK,
    GCB_L,
    GCB_V,
    GCB_T,
    GCB_LV,
    GCB_LVT,
    GCB_MASK = 0x0f,
    INCB_CONSONANT = 0x10,
    INCB_EXTEND = 0x20,
    INCB_LINKER = 0x30,
    INCB_MASK = 0x30,
    PICTOGRAPHIC = 0x40
};

static const struct range class_ranges[] = {
#define R(first, last, value) {0x##first, 0x##last, value},
#include "class_expected.inc"
#undef R
};

static const struct range presentation[] = {
#define PRESENTATION
#define R(first, last) {0x##first, 0x##last, 2},
#include "emoji_expected.inc"
#undef R
#undef PRESENTATION
};

/* Properties of every code point, from class_ranges. */
static uint8_t properties[END];

static void fill_properties(void) {
    for (size_t i = 0; i < COUNT(class_ranges); i++) {
        for (uint32_t c = class_ranges[i].first; c <= class_ranges[i].last; c++) {
            properties[c] |= (uint8_t)class_ranges[i].value;
        }
    }
    for (uint32_t c = 0xac00; c <= 0xd7a3; c++) {
        properties[c] = (c - 0xac00) % 28 == 0 ? GCB_LV : GCB_LVT;
    }
}

static int gcb(uint32_t code_point) {
    return properties[code_point] & GCB_MASK;
}

static int incb(uint32_t code_point) {
    return properties[code_point] & INCB_MASK;
}

static bool is_pictographic(uint32_t code_point) {
    return (properties[code_point] & PICTOGRAPHIC) != 0;
}

static bool is_line_end(int class) {
    return class == GCB_CR || class == GCB_LF || class == GCB_CONTROL;
}

static bool is_hangul_join(int before, int after) {
    bool gb6 = before == GCB_L && (after == GCB_L || after == GCB_V || after == GCB_LV || after == GCB_LVT);
    bool gb7 = (before == GCB_LV || before == GCB_V) && (after == GCB_V || after == GCB_T);
    bool gb8 = (before == GCB_LVT || before == GCB_T) && after == GCB_T;
    return gb6 || gb7 || gb8;
}

/* GB9c: Consonant [Extend Linker]* Linker [Extend Linker]* x Consonant, before text[at]. */
static bool is_conjunct(const uint32_t *text, size_t at) {
    if (incb(text[at]) != INCB_CONSONANT) {
        return false;
    }
    size_t linkers = 0;
    while (at > 0 && (incb(text[at - 1]) == INCB_EXTEND || incb(text[at - 1]) == INCB_LINKER)) {
        at--;
        linkers += incb(text[at]) == INCB_LINKER;
    }
    return linkers > 0 && at > 0 && incb(text[at - 1]) == INCB_CONSONANT;
}

/* GB11: Extended_Pictographic Extend* ZWJ x Extended_Pictographic, before text[at]. */
static bool is_zwj_sequence(const uint32_t *text, size_t at) {
    if (!is_pictographic(text[at]) || gcb(text[at - 1]) != GCB_ZWJ) {
        return false;
    }
    at--;
    while (at > 0 && gcb(text[at - 1]) == GCB_EXTEND) {
        at--;
    }
    return at > 0 && is_pictographic(text[at - 1]);
}

/* GB12, GB13: an odd number of regional indicators before another, before text[at]. */
static bool is_flag(const uint32_t *text, size_t at) {
    size_t before = 0;
    while (before < at && gcb(text[at - 1 - before]) == GCB_REGIONAL_INDICATOR) {
        before++;
    }
    return gcb(text[at]) == GCB_REGIONAL_INDICATOR && before % 2 == 1;
}

/* Does a boundary stand before text[at]? UAX #29 rule by rule. */
static bool has_boundary(const uint32_t *text, size_t at) {
    if (at == 0) {
        return true; /* GB1 */
    }
    int before = gcb(text[at - 1]), after = gcb(text[at]);
    if (before == GCB_CR && after == GCB_LF) {
        return false; /* GB3 */
    }
    if (is_line_end(before) || is_line_end(after)) {
        return true; /* GB4, GB5 */
    }
    if (is_hangul_join(before, after)) {
        return false; /* GB6 to GB8 */
    }
    if (after == GCB_EXTEND || after == GCB_ZWJ || after == GCB_SPACINGMARK || before == GCB_PREPEND) {
        return false; /* GB9 to GB9b */
    }
    return !is_conjunct(text, at) && !is_zwj_sequence(text, at) && !is_flag(text, at);
}

static bool matches_reference(const uint32_t *text, size_t count) {
    struct qr_break_state state = {0};
    for (size_t i = 0; i < count; i++) {
        if (qr_break_before(&state, text[i]) != has_boundary(text, i)) {
            printf("boundary before U+%04X at %zu of:", (unsigned)text[i], i);
            for (size_t k = 0; k < count; k++) {
                printf(" %04X", (unsigned)text[k]);
            }
            puts("");
            return false;
        }
    }
    return true;
}

static bool is_one_cluster(const uint32_t *text, size_t count) {
    struct qr_break_state state = {0};
    for (size_t i = 0; i < count; i++) {
        if (qr_break_before(&state, text[i]) != (i == 0)) {
            return false;
        }
    }
    return true;
}

static uint32_t next_random(uint64_t *seed) {
    *seed = *seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)(*seed >> 33);
}

static void grapheme_break_test(void) {
    struct qr_break_state state = {0};
    unsigned lines = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(break_tests); i++) {
        if (break_tests[i] == LINE_END) {
            state = (struct qr_break_state){0};
            lines++;
        } else if (qr_break_before(&state, break_tests[i] & ~BOUNDARY) != ((break_tests[i] & BOUNDARY) != 0)) {
            printf("line %u, U+%04X\n", lines + 1, (unsigned)(break_tests[i] & ~BOUNDARY));
            wrong++;
        }
    }
    CHECK_INT(lines, 766);
    CHECK_INT(wrong, 0);
}

/* The reference must stand up to the same lines, or agreeing with it proves nothing. */
static void reference_passes_break_test(void) {
    uint32_t text[64];
    size_t count = 0, wrong = 0;
    for (size_t i = 0; i < COUNT(break_tests); i++) {
        if (break_tests[i] == LINE_END) {
            count = 0;
            continue;
        }
        text[count++] = break_tests[i] & ~BOUNDARY;
        wrong += has_boundary(text, count - 1) != ((break_tests[i] & BOUNDARY) != 0);
    }
    CHECK_INT(wrong, 0);
}

/* Every code point in contexts that tell the classes apart, and between two of them. */
static void every_code_point_breaks_as_its_class(void) {
    static const uint32_t contexts[][4] = {{'a'},
                                           {'\r'},
                                           {'\n'},
                                           {0x600},
                                           {0x1f1e6},
                                           {0x1100},
                                           {0x1161},
                                           {0x11a8},
                                           {0xac00},
                                           {0xac01},
                                           {0x1f600},
                                           {0x200d},
                                           {0x1f600, 0x200d},
                                           {0x915, 0x94d},
                                           {0x915, 0x94d, 0x93c},
                                           {0x915, 0x93c}};
    static const uint32_t followers[] = {'a', '\n', 0x300, 0x1161, 0x11a8, 0xac00, 0x1f1e6, 0x915, 0x1f600};
    bool good = true;
    for (uint32_t c = 0; c < END && good; c++) {
        for (size_t i = 0; i < COUNT(contexts) && good; i++) {
            uint32_t text[6];
            size_t count = 0;
            while (count < 4 && contexts[i][count] != 0) {
                text[count] = contexts[i][count];
                count++;
            }
            text[count++] = c;
            good = matches_reference(text, count);
        }
        for (size_t i = 0; i < COUNT(followers) && good; i++) {
            good = matches_reference((uint32_t[]){0x915, c, 0x94d, followers[i]}, 4) &&
                   matches_reference((uint32_t[]){0x1f600, c, 0x200d, followers[i]}, 4) &&
                   matches_reference((uint32_t[]){c, followers[i]}, 2);
        }
    }
    CHECK(good);
}

static void random_texts_break_as_the_reference_says(void) {
    static const uint32_t pool[] = {'a',    '\r',    '\n',   1,       0xad,   0x300,   0x200c,  0x200d,  0x93c,
                                    0x94d,  0x915,   0x924,  0x1039,  0x1019, 0x903,   0x600,   0x1f1e6, 0x1f1ff,
                                    0x1100, 0x1161,  0x11a8, 0xac00,  0xac01, 0x16d63, 0x1f600, 0x2764,  0xfe0f,
                                    0xfe0e, 0x1f3fb, 0xd800, 0x1f600, 0x200d, 0x915,   0x94d,   0x1f1e7, 0x10ffff};
    uint64_t seed = 17;
    bool good = true;
    for (int round = 0; round < 300000 && good; round++) {
        uint32_t text[16];
        size_t count = 1 + next_random(&seed) % COUNT(text);
        for (size_t i = 0; i < count; i++) {
            text[i] = next_random(&seed) % 8 ? pool[next_random(&seed) % COUNT(pool)] : next_random(&seed) % END;
        }
        good = matches_reference(text, count);
    }
    CHECK(good);
}

static void may_join_is_exact(void) {
    unsigned wrong = 0;
    for (uint32_t c = 0; c < END; c++) {
        int class = gcb(c);
        bool never = class == GCB_CR || class == GCB_CONTROL || class == GCB_PREPEND ||
                     (class == GCB_OTHER && !is_pictographic(c) && incb(c) != INCB_CONSONANT);
        wrong += qr_may_join(c) == never;
    }
    CHECK_INT(wrong, 0);
    CHECK(!qr_may_join('a') && !qr_may_join(' ') && !qr_may_join(0x4e00) && !qr_may_join(0x3042));
    CHECK(qr_may_join(0x301) && qr_may_join(0x200d) && qr_may_join(0xfe0f) && qr_may_join(0x1f3fb));
}

static void widths_of_all_code_points(void) {
    unsigned wrong = 0;
    for (unsigned ambiguous = 1; ambiguous <= 2; ambiguous++) {
        size_t range = 0;
        for (uint32_t c = 0; c < END; c++) {
            unsigned want = expected_width(c, &range, ambiguous), have = qr_code_point_width(c, ambiguous);
            if (have != want && wrong++ < 10) {
                printf("U+%04X is %u wide, not %u\n", (unsigned)c, have, want);
            }
        }
    }
    CHECK_INT(wrong, 0);
}

/* The decisions of README.md, one by one, so that a change of mind in both scripts shows here. */
static void widths_that_were_decided(void) {
    static const struct {
        uint32_t code_point;
        unsigned width;
    } decided[] = {{0, 0},       {0x1b, 0},    {0x7f, 0},    {0x9f, 0},    {0xa0, 1},    {0xad, 1},    {0x300, 0},
                   {0x488, 0},   {0x600, 1},   {0x903, 1},   {0x1100, 2},  {0x115f, 2},  {0x1160, 0},  {0x11ff, 0},
                   {0xd7b0, 0},  {0xd7fb, 0},  {0x16d63, 1}, {0x200b, 0},  {0x200d, 0},  {0x2028, 1},  {0x202e, 0},
                   {0x2065, 0},  {0x2764, 1},  {0x302a, 0},  {0x302e, 2},  {0x3164, 2},  {0xffa0, 1},  {0x4dc0, 2},
                   {0x9fff, 2},  {0xd800, 1},  {0xe000, 1},  {0xfe0f, 0},  {0xfeff, 0},  {0xff01, 2},  {0xff61, 1},
                   {0x1f004, 2}, {0x1f1e6, 2}, {0x1f3fb, 2}, {0x1f600, 2}, {0x2fffd, 2}, {0x2fffe, 1}, {0x3fffd, 2},
                   {0xe0001, 0}, {0xe0100, 0}, {0xe0fff, 0}, {0xf0000, 1}, {0xa1, 1}};
    for (size_t i = 0; i < COUNT(decided); i++) {
        if (qr_code_point_width(decided[i].code_point, 1) != decided[i].width) {
            printf("U+%04X\n", (unsigned)decided[i].code_point);
            CHECK_INT(qr_code_point_width(decided[i].code_point, 1), decided[i].width);
        }
    }
}

static void values_beyond_unicode(void) {
    static const uint32_t beyond[] = {0x110000, 0x1fffff, 0x7fffffff, 0x80000000, 0xffffffff};
    for (size_t i = 0; i < COUNT(beyond); i++) {
        struct qr_break_state state = {0};
        CHECK_INT(qr_code_point_width(beyond[i], 1), 1);
        CHECK(!qr_may_join(beyond[i]));
        CHECK(qr_break_before(&state, beyond[i]));
        CHECK(qr_break_before(&state, beyond[i]));
        CHECK(!qr_break_before(&state, 0x301));
    }
}

static void emoji_presentation_is_wide(void) {
    for (size_t i = 0; i < COUNT(presentation); i++) {
        for (uint32_t c = presentation[i].first; c <= presentation[i].last; c++) {
            CHECK_INT(qr_code_point_width(c, 1), 2);
            CHECK_INT(qr_cluster_width(&c, 1, 1), 2);
        }
    }
}

/* Every code point with each selector: only those with a variation sequence change. */
static void check_selectors(unsigned ambiguous) {
    unsigned wrong = 0;
    size_t next = 0;
    for (uint32_t c = 0; c < END; c++) {
        bool listed = next < COUNT(variations) && variations[next].first == c;
        unsigned alone = qr_code_point_width(c, ambiguous), text = alone;
        if (listed) {
            text = variations[next].value == AMBIGUOUS ? ambiguous : variations[next].value;
            wrong += !is_one_cluster((uint32_t[]){c, 0xfe0f}, 2) || !is_one_cluster((uint32_t[]){c, 0xfe0e}, 2);
            next++;
        }
        wrong += qr_cluster_width((uint32_t[]){c, 0xfe0f}, 2, ambiguous) != (listed ? 2 : alone);
        wrong += qr_cluster_width((uint32_t[]){c, 0xfe0e}, 2, ambiguous) != text;
    }
    CHECK_INT(next, COUNT(variations));
    CHECK_INT(wrong, 0);
}

static void variation_selectors(void) {
    check_selectors(1);
    check_selectors(2);
}

static unsigned check_sequences(const uint32_t *list, size_t length, unsigned width) {
    unsigned sequences = 0;
    for (size_t i = 0; i < length; i++) {
        uint32_t mask = list[i++];
        for (unsigned number = 0; number < 25; number++) {
            uint32_t text[32];
            if (mask >> number & 1) {
                size_t count = with_tones(text, list + i, number);
                CHECK(is_one_cluster(text, count));
                CHECK(matches_reference(text, count));
                CHECK(width == 0 || qr_cluster_width(text, count, 1) == width);
                sequences++;
            }
        }
        while (list[i] != 0) {
            i++;
        }
    }
    return sequences;
}

static void emoji_sequences(void) {
    CHECK(check_sequences(qualified, COUNT(qualified), 2) > 2500);
    CHECK(check_sequences(unqualified, COUNT(unqualified), 0) > 500);
}

static void cluster_widths(void) {
    CHECK_INT(qr_cluster_width(NULL, 0, 1), 0);
    CHECK_INT(qr_cluster_width((uint32_t[]){'a'}, 1, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x301}, 1, 1), 0);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x200d, 0xfe0f}, 2, 1), 0);
    CHECK_INT(qr_cluster_width((uint32_t[]){'a', 0x301, 0x302}, 3, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){'a', 0xfe0f}, 2, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){'1', 0xfe0f, 0x20e3}, 3, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){'1', 0x20e3}, 2, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x2764, 0x301, 0xfe0f}, 3, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x231a, 0xfe0e}, 2, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x3030, 0xfe0e}, 2, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x1f1e9, 0x1f1ea}, 2, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x1100, 0x1161, 0x11a8}, 3, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x915, 0x94d, 0x937, 0x93f}, 4, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x600, '1'}, 2, 1), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0xb1, 0x301}, 2, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0xb1, 0x301}, 2, 2), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0xae, 0xfe0e}, 2, 2), 2);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x261d, 0x1f3fb}, 2, 1), 2);          /* as with VS16 between */
    CHECK_INT(qr_cluster_width((uint32_t[]){'a', 0x1f3fb}, 2, 1), 1);             /* a modifier adds nothing */
    CHECK_INT(qr_cluster_width((uint32_t[]){0x1f441, 0x200d, 0x1f5e8}, 3, 1), 1); /* nor does what ZWJ joins */
    CHECK_INT(qr_cluster_width((uint32_t[]){0x2764, 0x200d, 0x1f525}, 3, 1), 1);
    CHECK_INT(qr_cluster_width((uint32_t[]){0x2764, 0x200d, 0x2764, 0xfe0f}, 4, 1), 2); /* but VS16 decides */
    CHECK_INT(qr_cluster_width((uint32_t[]){0x1f3fb}, 1, 1), 2);
}

/* Clusters of scripts whose parts have room of their own: the sum, as wcwidth has it, and no more than two. */
static void cluster_widths_are_sums(void) {
    static const uint32_t clusters[][5] = {{0xe01, 0xe33},        /* Thai SARA AM */
                                           {0xe81, 0xeb3},        /* Lao AM */
                                           {0x915, 0x93e},        /* Devanagari AA */
                                           {0x915, 0x94d, 0x937}, /* a conjunct */
                                           {0x1000, 0x1031},      /* Burmese */
                                           {0x1780, 0x17b6},      /* Khmer */
                                           {0xff76, 0xff9e},      /* half-width kana, voiced */
                                           {0xff8a, 0xff9f},      /* and half-voiced */
                                           {0x600, 0x661},        /* Prepend: Arabic number sign */
                                           {0xd4e, 0xd15},        /* and Malayalam dot reph */
                                           {0x16d63, 0x16d67},    /* Kirat Rai */
                                           {0x915, 0x94d, 0x937, 0x94d, 0x92f} /* three consonants: at most two */};
    for (size_t i = 0; i < COUNT(clusters); i++) {
        size_t count = 0;
        while (count < COUNT(clusters[i]) && clusters[i][count] != 0)
            count++;
        CHECK(is_one_cluster(clusters[i], count));
        CHECK_INT(qr_cluster_width(clusters[i], count, 1), 2);
    }
}

/* Every pair that is one cluster: the sum of the two, but for modifiers and the emoji that a selector or ZWJ has. */
static void every_pair_is_a_sum(void) {
    static const uint32_t first[] = {'a',    0xe01,  0x915, 0x1000,  0xff76, 0x5b57,
                                     0x1100, 0xac00, 0x600, 0x1f600, 0x1f1e6};
    unsigned wrong = 0, joined = 0;
    for (size_t i = 0; i < COUNT(first); i++) {
        for (uint32_t c = 0; c < END; c++) {
            if (!is_one_cluster((uint32_t[]){first[i], c}, 2) || c == 0xfe0e || c == 0xfe0f)
                continue;
            unsigned sum = qr_code_point_width(first[i], 1);
            if (c < FIRST_TONE || c > FIRST_TONE + 4)
                sum += qr_code_point_width(c, 1);
            wrong += qr_cluster_width((uint32_t[]){first[i], c}, 2, 1) != (sum < 2 ? sum : 2);
            joined++;
        }
    }
    CHECK(joined > 20000);
    CHECK_INT(wrong, 0);
}

/* A copied state goes on as the original does, and flags do not outlive their text. */
static void states_are_values(void) {
    struct qr_break_state state = {0};
    CHECK(qr_break_before(&state, 0x1f1e6));
    struct qr_break_state copy = state;
    CHECK(!qr_break_before(&state, 0x1f1e7));
    CHECK(qr_break_before(&state, 0x1f1e8));
    CHECK(!qr_break_before(&copy, 0x1f1e7));
    CHECK(qr_break_before(&copy, 'a'));
    CHECK(qr_break_before(&copy, 0x1f1e7));
}

int main(void) {
    fill_properties();
    RUN(grapheme_break_test);
    RUN(reference_passes_break_test);
    RUN(every_code_point_breaks_as_its_class);
    RUN(random_texts_break_as_the_reference_says);
    RUN(may_join_is_exact);
    RUN(widths_of_all_code_points);
    RUN(widths_that_were_decided);
    RUN(values_beyond_unicode);
    RUN(emoji_presentation_is_wide);
    RUN(variation_selectors);
    RUN(emoji_sequences);
    RUN(cluster_widths);
    RUN(cluster_widths_are_sums);
    RUN(every_pair_is_a_sum);
    RUN(states_are_values);
    return test_end();
}
