/* expected.h - what derive.py found in Unicode's data, as tables, for the tests of the tables and of the engine. */
#ifndef EXPECTED_H
#define EXPECTED_H

#include <stddef.h>
#include <stdint.h>

#define END 0x110000u
#define T 0x110000u /* a skin tone in an emoji pattern */
#define FIRST_TONE 0x1f3fbu

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct range {
    uint32_t first, last, value;
};

#define AMBIGUOUS 3u /* in the place of a width */

static const struct range width_ranges[] = {
#define W(first, last, width) {0x##first, 0x##last, width},
#include "width_expected.inc"
#undef W
};

/* GraphemeBreakTest: code points with the top bit where a boundary stands before them, LINE_END after each line. */
#define BOUNDARY 0x80000000u
#define LINE_END 0xffffffffu
static const uint32_t break_tests[] = {
#define B(code) 0x##code | BOUNDARY,
#define J(code) 0x##code,
#define STOP LINE_END,
#include "break_expected.inc"
#undef B
#undef J
#undef STOP
};

static const struct range variations[] = {
#define VARIATIONS
#define V(base, text_width) {0x##base, 0x##base, text_width},
#include "emoji_expected.inc"
#undef V
#undef VARIATIONS
};

/* Patterns: a mask of the tones that exist, code points, 0. */
static const uint32_t qualified[] = {
#define QUALIFIED
#include "emoji_expected.inc"
#undef QUALIFIED
};

static const uint32_t unqualified[] = {
#define UNQUALIFIED
#include "emoji_expected.inc"
#undef UNQUALIFIED
};

/* Writes the pattern with the tones of the number; gives the count of code points. */
static inline size_t with_tones(uint32_t *text, const uint32_t *pattern, unsigned number) {
    size_t count = 0, tones = 0;
    for (; pattern[count] != 0; count++) {
        tones += pattern[count] == T;
        text[count] = pattern[count];
    }
    for (size_t i = 0; i < count; i++) {
        if (pattern[i] == T) {
            text[i] = FIRST_TONE + (tones == 2 ? number / 5 : number % 5);
            tones--;
        }
    }
    return count;
}

/* The width of each code point, one after the other from 0: *range is 0 at first. */
static inline unsigned expected_width(uint32_t code_point, size_t *range, unsigned ambiguous) {
    while (*range < COUNT(width_ranges) && width_ranges[*range].last < code_point) {
        ++*range;
    }
    unsigned width = 1;
    if (*range < COUNT(width_ranges) && width_ranges[*range].first <= code_point) {
        width = width_ranges[*range].value;
    }
    return width == AMBIGUOUS ? ambiguous : width;
}

#endif
