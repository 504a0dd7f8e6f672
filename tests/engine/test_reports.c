/* Reports that a program subscribes to, and the keyboard protocols' state: modes 2026, 2027, 2031, 2033, 2048, the
 * kitty keyboard stack, modifyOtherKeys. */
#include "story_kit.h"

static void color_scheme(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, C "?996n");
    CHECK_STR(kit_take(&kit.replies), C "?997;1n"); /* a dark background */
    CHECK_INT(quire_terminal_set_color_scheme(kit.terminal, QUIRE_SCHEME_LIGHT), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), ""); /* nobody asked */
    feed(&kit, C "?2031h" C "?2031$p");
    CHECK_STR(kit_take(&kit.replies), C "?2031;1$y");
    CHECK_INT(quire_terminal_set_color_scheme(kit.terminal, QUIRE_SCHEME_LIGHT), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), ""); /* no change */
    CHECK_INT(quire_terminal_set_color_scheme(kit.terminal, QUIRE_SCHEME_DARK), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "?997;1n");
    CHECK_INT(quire_terminal_set_color_scheme(kit.terminal, (enum quire_color_scheme)3), QUIRE_INVALID);
    feed(&kit, E "c" C "?2031$p" C "?996n");
    CHECK_STR(kit_take(&kit.replies), C "?2031;2$y" C "?997;1n");
    kit_close(&kit);
    options.background = 0xFFFFFF;
    kit_open_with(&kit, options);
    feed(&kit, C "?996n");
    CHECK_STR(kit_take(&kit.replies), C "?997;2n");
    kit_close(&kit);
}

static void visibility(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, C "?998n" C "?2033$p");
    CHECK_STR(kit_take(&kit.replies), C "?999;1n" C "?2033;2$y");
    quire_terminal_set_visible(kit.terminal, false);
    CHECK_STR(kit_take(&kit.replies), "");
    feed(&kit, C "?2033h");
    CHECK_STR(kit_take(&kit.replies), C "?999;2n"); /* at once */
    quire_terminal_set_visible(kit.terminal, false);
    CHECK_STR(kit_take(&kit.replies), "");
    quire_terminal_set_visible(kit.terminal, true);
    CHECK_STR(kit_take(&kit.replies), C "?999;1n");
    quire_terminal_set_visible(kit.terminal, false);
    feed(&kit, E "c" C "?998n");
    CHECK_STR(kit_take(&kit.replies), C "?999;2n" C "?999;2n"); /* a reset changes no window */
    kit_close(&kit);
}

static void sizes(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, C "?2048h");
    CHECK_STR(kit_take(&kit.replies), C "48;4;20;0;0t"); /* at once; the cells have no size yet */
    feed(&kit, C "?2048h");
    CHECK_STR(kit_take(&kit.replies), C "48;4;20;0;0t"); /* and again */
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 8, 16), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "48;5;30;80;240t");
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 9, 18), QUIRE_OK); /* another font: only the pixels change */
    CHECK_STR(kit_take(&kit.replies), C "48;5;30;90;270t");
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 0, 20), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "48;5;30;100;270t");
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 9, 20), QUIRE_OK); /* nothing changes */
    CHECK_INT(quire_terminal_resize(kit.terminal, 30, 5, 0, 0), QUIRE_OK);
    CHECK_INT(quire_terminal_resize(kit.terminal, 0, 5, 10, 20), QUIRE_LIMIT);
    CHECK_STR(kit_take(&kit.replies), "");
    feed(&kit, C "?2048l");
    CHECK_INT(quire_terminal_resize(kit.terminal, 20, 4, 0, 0), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), "");
    kit_close(&kit);
}

static void synchronized_output(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, C "?2026$p" C "?2026h" C "?2026$p");
    CHECK_STR(kit_take(&kit.replies), C "?2026;2$y" C "?2026;1$y");
    CHECK(kit_info(&kit).synchronized_output);
    quire_terminal_end_synchronized(kit.terminal);
    CHECK(!kit_info(&kit).synchronized_output);
    kit_close(&kit);
}

/* A program draws anew behind a resize, so what it began before is over, be it that the pixels alone change; a resize
 * to the size that there is, or one that is refused, ends nothing. */
static void resizes_end_synchronized_output(void) {
    static const struct {
        uint32_t cols, rows, width, height;
        bool ends;
    } sizes[] = {{20, 4, 8, 16, false}, {20, 4, 0, 0, false}, {0, 4, 8, 16, false}, {70000, 4, 9, 16, false},
                 {21, 4, 0, 0, true},   {20, 3, 8, 16, true}, {20, 4, 9, 16, true}, {20, 4, 0, 17, true}};
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 20;
    options.rows = 4;
    options.cell_width_px = 8;
    options.cell_height_px = 16;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct kit kit;
        kit_open_with(&kit, options);
        feed(&kit, C "?2026h");
        text_clear(&kit.events);
        (void)quire_terminal_resize(kit.terminal, sizes[i].cols, sizes[i].rows, sizes[i].width, sizes[i].height);
        CHECK_INT(kit_info(&kit).synchronized_output, !sizes[i].ends);
        CHECK_STR(kit_take(&kit.events), sizes[i].ends ? "MODES;" : "");
        kit_close(&kit);
    }
}

/* KAM and SRM are the host's to obey: it finds them among the modes of input, and is told when they change. */
static void keyboard_lock_and_echo(void) {
    static const struct {
        const char *input;
        bool locked, echo;
    } facts[] = {{"", false, false},           {C "2h", true, false},           {C "2h" C "2l", false, false},
                 {C "12l", false, true},       {C "12l" C "12h", false, false}, {C "2h" C "!p", false, false},
                 {C "2h" E "c", false, false}, {C "12l" E "c", false, false}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        struct kit kit;
        struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
        kit_open(&kit, 20, 4);
        feed(&kit, facts[i].input);
        CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
        CHECK_INT(modes.keyboard_locked, facts[i].locked);
        CHECK_INT(modes.local_echo, facts[i].echo);
        CHECK(!*facts[i].input || strstr(kit_take(&kit.events), "MODES;"));
        kit_close(&kit);
    }
}

/* With 2027 a cluster is one character; without, each code point with a width is one. */
static void graphemes(void) {
    static const struct story stories[] = {
        {"\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80" C "6n", C "1;3R"},
        {C "?2027l\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x9A\x80" C "6n", C "1;5R"},
        {C "?2027l\xE2\x9D\xA4\xEF\xB8\x8F" C "6n", C "1;2R"},
        {"\xE2\x9D\xA4\xEF\xB8\x8F" C "6n", C "1;3R"},
        {C "?2027$p" C "?2027l" C "?2027$p", C "?2027;1$y" C "?2027;2$y"},
    };
    REPLIES(stories);
}

static void kitty_keyboard(void) {
    static const struct story stories[] = {
        {C "?u", C "?0u"},
        {C ">5u" C "?u", C "?5u"},
        {C ">u" C "?u", C "?0u"},
        {C ">1u" C ">31u" C "?u" C "<u" C "?u" C "<u" C "?u", C "?31u" C "?1u" C "?0u"},
        {C ">1u" C ">2u" C ">4u" C "<2u" C "?u", C "?1u"},
        {C ">1u" C "<9u" C "?u", C "?0u"},
        {C "=5u" C "?u", C "?5u"},
        {C "=5u" C "=2;2u" C "?u" C "=4;3u" C "?u" C "=8;1u" C "?u", C "?7u" C "?3u" C "?8u"},
        {C "=5;4u" C "?u", C "?0u"},
        {C "=255u" C "?u", C "?31u"}, /* five flags are known */
        {C ">5u" C "?1049h" C "?u" C ">3u" C "?u" C "?1049l" C "?u" C "?1049h" C "?u", C "?0u" C "?3u" C "?5u" C "?3u"},
        {C ">5u" E "c" C "?u", C "?0u"},
        {C ">5u" C "!p" C "?u", C "?0u"},
    };
    struct kit kit;
    REPLIES(stories);
    kit_open(&kit, 20, 4);
    feed(&kit, C "=31u"); /* what is pushed first is the flags before */
    for (unsigned i = 0; i <= QUIRE_KEYBOARD_STACK_MAX; i++)
        feed(&kit, i == 0 ? C ">1u" : C ">2u");
    for (unsigned i = 0; i < QUIRE_KEYBOARD_STACK_MAX; i++)
        feed(&kit, C "<u");
    feed(&kit, C "?u" C "<u" C "?u");
    CHECK_STR(kit_take(&kit.replies), C "?1u" C "?0u"); /* the oldest entry was forgotten */
    kit_close(&kit);
}

static void other_keys(void) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    static const struct story stories[] = {
        {C ">4;1m" C "?4m", C ">4;1m"}, {C ">4;2m" C "?4m", C ">4;2m"},         {C ">4;2m" C ">4m" C "?4m", C ">4;0m"},
        {C ">4;3m" C "?4m", C ">4;0m"}, {C ">4;2m" C ">4n" C "?4m", C ">4;0m"}, {C ">1;2m" C "?4m", C ">4;0m"},
    };
    struct kit kit;
    REPLIES(stories);
    kit_open(&kit, 20, 4);
    feed(&kit, C ">4;2m" C ">4;1f");
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    CHECK_INT(modes.modify_other_keys, 2);
    CHECK_INT(modes.format_other_keys, 1);
    feed(&kit, C ">4f");
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    CHECK_INT(modes.format_other_keys, 0);
    kit_close(&kit);
}

int main(void) {
    RUN(color_scheme);
    RUN(visibility);
    RUN(sizes);
    RUN(synchronized_output);
    RUN(resizes_end_synchronized_output);
    RUN(keyboard_lock_and_echo);
    RUN(graphemes);
    RUN(kitty_keyboard);
    RUN(other_keys);
    return test_end();
}
