/* What was probably meant: the distance by its definition, and that all single slips are found. */
#include "nearest_word.h"

#include "test.h"

static const char *const words[] = {"font-family", "font-size", "cols", "rows", "cursor-blink", "cursor-shape", NULL};

static void distances_are_counted(void) {
    static const struct {
        const char *a, *b;
        unsigned distance;
    } all[] = {{"", "", 0},           {"", "abc", 3},      {"cols", "cols", 0},      {"cols", "COLS", 0},
               {"a_b c", "a-b-c", 0}, {"cols", "clos", 1}, {"cols", "col", 1},       {"cols", "colls", 1},
               {"cols", "cows", 1},   {"ab", "ba", 1},     {"kitten", "sitting", 3}, {"ca", "abc", 3}};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        CHECK_INT(word_distance(all[i].a, all[i].b, 99), all[i].distance);
        CHECK_INT(word_distance(all[i].b, all[i].a, 99), all[i].distance);
    }
}

/* One letter left out, doubled, replaced, or swapped, in every place of every word. */
static void every_single_slip_is_found(void) {
    char slip[64];
    for (const char *const *word = words; *word != NULL; word++) {
        size_t length = strlen(*word);
        for (size_t at = 0; at < length; at++) {
            snprintf(slip, sizeof slip, "%.*s%s", (int)at, *word, *word + at + 1);
            CHECK(nearest_word(slip, words) == *word);
            snprintf(slip, sizeof slip, "%.*s%c%s", (int)at, *word, (*word)[at], *word + at);
            CHECK(nearest_word(slip, words) == *word);
            snprintf(slip, sizeof slip, "%s", *word);
            slip[at] = '#';
            CHECK(nearest_word(slip, words) == *word);
            snprintf(slip, sizeof slip, "%s", *word);
            if (at + 1 < length) {
                slip[at] = (*word)[at + 1];
                slip[at + 1] = (*word)[at];
                CHECK(nearest_word(slip, words) == *word);
            }
        }
    }
}

static void what_resembles_nothing_is_left_alone(void) {
    static const char *const strange[] = {
        "", "x", "theme", "window-title", "xyzzy", "blink", "a word that is longer than forty letters is none of ours"};
    for (size_t i = 0; i < sizeof strange / sizeof strange[0]; i++) {
        CHECK(nearest_word(strange[i], words) == NULL);
    }
}

static void the_nearest_wins(void) {
    CHECK_STR(nearest_word("font_sice", words), "font-size");
    CHECK_STR(nearest_word("cursor-shake", words), "cursor-shape");
    CHECK_STR(nearest_word("ROWS", words), "rows");
    CHECK_STR(nearest_word("fontfamily", words), "font-family");
}

int main(void) {
    RUN(distances_are_counted);
    RUN(every_single_slip_is_found);
    RUN(what_resembles_nothing_is_left_alone);
    RUN(the_nearest_wins);
    return test_end();
}
