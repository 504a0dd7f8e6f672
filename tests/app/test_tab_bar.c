/* A bar of tabs: no column belongs to two of them, the current one is always there, and room is shared fairly. */
#include <string.h>

#include "tab_bar.h"
#include "test.h"

enum { MOST = 60 };

static uint32_t next_random(uint32_t *state) {
    *state = *state * 1664525u + 1013904223u;
    return *state >> 8;
}

static void check_bar(const uint32_t *wanted, size_t count, size_t current, uint32_t cols) {
    struct tab_bar_place places[MOST];
    uint32_t end = 0, widest_cut = 0;
    tab_bar_place(wanted, count, current, cols, places);
    CHECK(places[current].to > places[current].from);
    for (size_t i = 0; i < count; i++) {
        uint32_t width = places[i].to - places[i].from;
        if (places[i].to == 0) {
            continue;
        }
        CHECK(places[i].from >= end && places[i].to <= cols && width > 0);
        CHECK(width <= (wanted[i] > TAB_BAR_LEAST ? wanted[i] : TAB_BAR_LEAST) && width <= TAB_BAR_MOST);
        end = places[i].to + (i + 1 < count);
        CHECK_INT((long long)tab_bar_at(places, count, places[i].from), (long long)i);
        CHECK_INT((long long)tab_bar_at(places, count, places[i].to - 1), (long long)i);
        if (width < wanted[i] && wanted[i] <= TAB_BAR_MOST) {
            widest_cut = width > widest_cut ? width : widest_cut;
        }
    }
    for (size_t i = 0; i < count && widest_cut > 0; i++) { /* nobody has more than one that is cut, but by one */
        CHECK(places[i].to == 0 || places[i].to - places[i].from <= widest_cut + 1 || wanted[i] > TAB_BAR_MOST);
    }
}

static void any_bar_is_in_order(void) {
    uint32_t seed = 1, wanted[MOST];
    for (int round = 0; round < 3000; round++) {
        size_t count = 1 + next_random(&seed) % MOST;
        for (size_t i = 0; i < count; i++) {
            wanted[i] = next_random(&seed) % 60;
        }
        check_bar(wanted, count, next_random(&seed) % count, 1 + next_random(&seed) % 300);
    }
}

static void tabs_have_what_they_want(void) {
    static const uint32_t wanted[] = {8, 12, 6};
    struct tab_bar_place places[3];
    tab_bar_place(wanted, 3, 0, 80, places);
    CHECK(places[0].from == 0 && places[0].to == 8 && places[1].from == 9 && places[1].to == 21);
    CHECK(places[2].from == 22 && places[2].to == 28);
    CHECK(tab_bar_at(places, 3, 8) == SIZE_MAX && tab_bar_at(places, 3, 50) == SIZE_MAX); /* between, behind */
}

/* The short one is whole, the long ones share the rest to the last column. */
static void long_ones_share(void) {
    static const uint32_t wanted[] = {30, 6, 30};
    struct tab_bar_place places[3];
    tab_bar_place(wanted, 3, 0, 41, places);
    CHECK_INT(places[0].to - places[0].from, 17);
    CHECK_INT(places[1].to - places[1].from, 6);
    CHECK_INT(places[2].to - places[2].from, 16);
    CHECK_INT(places[2].to, 41);
}

static void texts_by_template(void) {
    static const struct tab_bar_words words = {3, "v\u00EFm", 2};
    char text[64], small[5];
    tab_bar_text("{index}: {title}", &words, text, sizeof text);
    CHECK_STR(text, "3: v\u00EFm");
    tab_bar_text("{title} {panes} {other} {", &words, text, sizeof text);
    CHECK_STR(text, "v\u00EFm 2 {other} {");
    tab_bar_text("", &words, text, sizeof text);
    CHECK_STR(text, "");
    tab_bar_text("ab {title}", &words, small, sizeof small);
    CHECK_STR(small, "ab v");
    tab_bar_text("abc\u00EF", &words, small, sizeof small); /* no half of a character */
    CHECK_STR(small, "abc");
}

int main(void) {
    RUN(any_bar_is_in_order);
    RUN(tabs_have_what_they_want);
    RUN(long_ones_share);
    RUN(texts_by_template);
    return test_end();
}
