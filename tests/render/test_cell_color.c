/* Colours that follow a cell, and colours that can be read on it. */
#include <stdlib.h>

#include "cell_color.h"
#include "test.h"

static uint32_t random_state = 7;

static uint32_t next_color(void) {
    random_state = random_state * 1664525u + 1013904223u;
    return random_state >> 8;
}

static void colors_follow_the_cell(void) {
    CHECK_INT(cell_color_of(0x123456, 1, 2, 3), 0x123456);
    CHECK_INT(cell_color_of(CELL_COLOR_FOREGROUND, 1, 2, 3), 1);
    CHECK_INT(cell_color_of(CELL_COLOR_BACKGROUND, 1, 2, 3), 2);
    CHECK_INT(cell_color_of(CELL_COLOR_NONE, 1, 2, 3), 3);
}

static void contrast_is_that_of_wcag(void) {
    CHECK_INT((int)(cell_color_contrast(0, 0xFFFFFF) * 100 + 0.5f), 2100);
    CHECK_INT((int)(cell_color_contrast(0x777777, 0xFFFFFF) * 100 + 0.5f), 448); /* famous for failing AA */
    CHECK_INT((int)(cell_color_contrast(0x123456, 0x123456) * 100 + 0.5f), 100);
}

/* What can be read stays; what cannot gets the contrast, and hardly more, or black or white. */
static void what_cannot_be_read_is_changed_enough(void) {
    static const float wanted[] = {1.5f, 3, 4.5f, 7, 12, 21};
    for (int turn = 0; turn < 6000; turn++) {
        uint32_t text = next_color(), ground = next_color();
        float contrast = wanted[turn % 6];
        uint32_t readable = cell_color_readable(text, ground, contrast);
        float had = cell_color_contrast(text, ground), has = cell_color_contrast(readable, ground);
        if (had >= contrast) {
            CHECK_INT(readable, text);
            continue;
        }
        bool extreme = readable == 0 || readable == 0xFFFFFF;
        CHECK(has >= contrast || extreme);
        CHECK(has <= contrast * 1.15f + 0.1f || extreme);
    }
    CHECK_INT(cell_color_readable(0x808080, 0x808080, 21), 0x000000);
    CHECK(cell_color_readable(0x346BC7, 0x16181D, 4.5f) > 0x346BC7); /* dark blue on a dark ground becomes lighter */
}

static void what_is_remembered_is_the_same(void) {
    struct cell_color_memory memory = {0};
    uint32_t colors[8];
    for (int i = 0; i < 8; i++)
        colors[i] = next_color();
    for (int turn = 0; turn < 4000; turn++) {
        uint32_t text = colors[next_color() % 8], ground = colors[next_color() % 8];
        float contrast = turn % 500 < 250 ? 4.5f : 7;
        cell_color_memory_set(&memory, contrast);
        CHECK(text == ground ||
              cell_color_remembered(&memory, text, ground) == cell_color_readable(text, ground, contrast));
    }
}

static void shapes_are_told_from_letters(void) {
    CHECK(cell_color_is_shape(0x2502) && cell_color_is_shape(0x2588) && cell_color_is_shape(0xE0B0));
    CHECK(!cell_color_is_shape('x') && !cell_color_is_shape(0x6F22) && !cell_color_is_shape(0x25A0));
}

int main(void) {
    RUN(colors_follow_the_cell);
    RUN(contrast_is_that_of_wcag);
    RUN(what_cannot_be_read_is_changed_enough);
    RUN(what_is_remembered_is_the_same);
    RUN(shapes_are_told_from_letters);
    return test_end();
}
