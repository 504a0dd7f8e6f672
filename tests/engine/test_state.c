/* State that programs ask for, save and give back: modes, levels, 8-bit controls, renditions, colours, titles, cursor
 * and tab stops; and the window. */
#include "story_kit.h"

#define DCS E "P"

static void modes(void) {
    static const struct story stories[] = {
        {C "4$p" C "4h" C "4$p", C "4;2$y" C "4;1$y"},
        {C "?7$p" C "?7l" C "?7$p", C "?7;1$y" C "?7;2$y"},
        {C "1$p" C "19$p" C "?60$p", C "1;4$y" C "19;4$y" C "?60;4$y"},       /* reset for ever */
        {C "?2$p" C "?8$p" C "?1020$p", C "?2;1$y" C "?8;3$y" C "?1020;3$y"}, /* set for ever */
        {C "?8l" C "?8$p" C "1h" C "1$p", C "?8;3$y" C "1;4$y"},
        {C "?9999$p" C "99$p", C "?9999;0$y" C "99;0$y"},
        {C "?13$p" C "?13h" C "?13$p" C "?14$p", C "?13;2$y" C "?13;2$y" C "?14;3$y"},
        {C "?12$p" C "1 q" C "?12$p" C "2 q" C "?12$p", C "?12;2$y" C "?12;1$y" C "?12;2$y"},
        {C "?7s" C "?7l" C "?7r" C "?7$p", C "?7;1$y"},
        {C "?1046l" C "?1049h" C "?1049$p", C "?1049;2$y"}, /* no alternate screen */
        {C "?1049h" C "?1046l" C "?1049$p", C "?1049;2$y"},
        {C "?42h" C "!p" C "?42$p", C "?42;2$y"},
    };
    ASK(stories);
}

static void levels(void) {
    static const struct story stories[] = {
        {DCS "$q\"p" ST, DCS "1$r64;1\"p" ST},
        {C "63;1\"p" DCS "$q\"p" ST C "c", DCS "1$r63;1\"p" ST C "?63;1;2;4;6;9;15;22;29c"},
        {C "65;1\"p" DCS "$q\"p" ST, DCS "1$r64;1\"p" ST}, /* there is no such level here */
        {C "62;1\"p" C "4$p" C "c", C "?62;1;2;4;6;9;15;22;29c"},
        {C "61\"p" C "c" C "64;1\"p" C "c", C "?1;2c" C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c"},
        {C "63;1\"p" C "?69h" C "?69$p", C "?69;2$y"},
        {C "61\"p" E "c" C "=c", DCS "!|00000000" ST},
        {C "4h" C "64;1\"p" C "4$p", C "4;2$y"}, /* a soft reset */
    };
    ASK(stories);
    static const struct story shown[] = {
        {"abc" C "63;1\"p" C "1;1;1;1$z", "abc"}, /* a VT320 has no rectangles */
        {"abc" C "64;1\"p" C "1;1;1;1$z", " bc"},
    };
    TELL(10, 4, shown);
}

static void eight_bits(void) {
    static const struct story stories[] = {
        {E " G" C "5n", "\x9B"
                        "0n"},
        {E " G\x9B"
           "5n" E " F" C "5n",
         "\x9B"
         "0n" C "0n"},
        {"\x9B"
         "5n",
         ""}, /* in UTF-8 no control */
        {E " G" DCS "$qr" ST, "\x90"
                              "1$r1;24r\x9C"},
        {C "64;0\"p" C "5n" C "62;2\"p" C "5n" C "61;0\"p" C "5n", "\x9B"
                                                                   "0n\x9B"
                                                                   "0n" C "0n"},
        {E " G" E "c" C "5n", C "0n"},
    };
    ASK(stories);
    static const struct story shown[] = {
        {E " Ga\x85"
           "b\x84"
           "c\x8D"
           "d",
         "a|b d| c@1,3"},
        {E " G\xC3\xA9\xE6\xBC\xA2x", "\xC3\xA9\xE6\xBC\xA2x"}, /* text stays text */
        {E " G\x96"
           "a\x97"
           "b" C "2J",
         "a"},
    };
    TELL(10, 4, shown);
}

static void renditions(void) {
    static const struct story stories[] = {
        {C "1;31m" C "#{" C "0;4m" C "#}x", "[['x',1,1,null,['bold'],null,null]]"},
        {C "1;31m" C "1#{" C "0;4m" C "#}x",
         "[['x',1,null,null,['bold','underline'],null,null]]"}, /* only what was named */
        {C "31m" C "30;31#{" C "1;42m" C "#}x", "[['x',1,1,null,['bold'],null,null]]"},
        {C "31m" C "#p" C "m" C "#qx", "[['x',1,1,null,[],null,null]]"},
        {C "31m" C "#}x", "[['x',1,1,null,[],null,null]]"}, /* nothing was pushed */
    };
    LOOKS(stories);
    struct kit kit;
    kit_open(&kit, 10, 4);
    for (int i = 0; i < 12; i++) /* two more than there is room for */
        feed(&kit, i == 9 ? C "31m" C "#{" C "m" : C "#{");
    feed(&kit, C "#}" C "#}x" C "#}y");
    CHECK_STR(kit_look(&kit, 0), "[['x'],['y',1,1,null,[],null,null]]");
    kit_close(&kit);
}

static void palettes(void) {
    static const struct story stories[] = {
        {C "#P" E "]4;1;#123456\007" C "#Q" E "]4;1;?\007", E "]4;1;rgb:cbcb/3131/4343\007"},
        {E "]11;#010203\007" C "#P" E "]11;#040506\007" C "#Q" E "]11;?\007", E "]11;rgb:0101/0202/0303\007"},
        {C "#R" C "#P" C "#P" C "#R" C "#Q" C "#R", C "?0;0#Q" C "?2;2#Q" C "?1;2#Q"},
        {E "]4;1;#111111\007" C "3#P" E "]4;1;#222222\007" C "#P" E "]4;1;#333333\007" C "3#Q" E "]4;1;?\007",
         E "]4;1;rgb:1111/1111/1111\007"},
        {C "11#P" C "#R" C "5#Q", C "?0;0#Q"}, /* no such level; nothing saved there */
        {C "#P" E "c" C "#R", C "?0;0#Q"},
        {E "]5;0;#010203\007" E "]5;0;?\007" E "]4;256;?\007",
         E "]5;0;rgb:0101/0202/0303\007" E "]4;256;rgb:0101/0202/0303\007"},
        {E "]5;0;#010203\007" E "]105;0\007" E "]5;0;?\007", E "]5;0;rgb:d8d8/dede/e9e9\007"},
        {E "]17;#010203\007" E "]17;?;?\007" E "]119\007" E "]19;?\007",
         E "]17;rgb:0101/0202/0303\007" E "]18;rgb:d8d8/dede/e9e9\007" E "]19;rgb:1616/1818/1d1d\007"},
    };
    ASK(stories);
}

static void reports_restored(void) {
    static const struct story stories[] = {
        {C "1$w", DCS "1$u1;1;1;@;@;@;0;2;@;BBBB" ST},
        {C "3;4H" C "1;7m" C "1\"q" C "?6h" E ")0\016" C "1$w", DCS "1$u1;1;1;I;A;A;1;2;@;B0BB" ST},
        {E "-A" C "1$w", DCS "1$u1;1;1;@;@;@;0;2;B;BABB" ST}, /* a set of 96 */
        {DCS "1$t1;1;1;@;@;@;0;2;D;BBAB" ST C "1$w", DCS "1$u1;1;1;@;@;@;0;2;D;BBAB" ST},
        {DCS "1$t1;1;1;@;@;@;0;2;D;AABB" ST C "1$w", DCS "1$u1;1;1;@;@;@;0;2;@;BBBB" ST}, /* no such set of 96 */
        {DCS "1$t5;6;1;I;A;A;1;2;@;B0BB" ST C "1$w", DCS "1$u5;6;1;I;A;A;1;2;@;B0BB" ST},
        {DCS "1$t5;6;1;I;A;A;1;2;@;B0B" ST C "1$w", DCS "1$u1;1;1;@;@;@;0;2;@;BBBB" ST}, /* all or nothing */
        {DCS "1$t99;6;1;I;A;A;1;2;@;B0BB" ST DCS "1$t5;6;2;I;A;A;1;2;@;B0BB" ST C "1$w",
         DCS "1$u1;1;1;@;@;@;0;2;@;BBBB" ST},
        {C "2$w", DCS "2$u9/17/25/33/41/49/57/65/73" ST},
        {C "3g" C "2$w", DCS "2$u" ST},
        {DCS "2$t3/7/80" ST C "2$w", DCS "2$u3/7/80" ST},
        {DCS "2$t3/x7" ST C "2$w", DCS "2$u3" ST},
        {C "3$w" C "$w", ""},
        {C "&u" DCS "1!uA" ST C "&u" DCS "0!uA" ST C "&u", DCS "0!u%5" ST DCS "1!uA" ST DCS "1!uA" ST},
        {C "\"v", C "24;80;1;1;1\"w"},
        {C "0'|", C "0&w"},
    };
    ASK(stories);
}

/* DECTSR and DECCTR given back make what they were taken of. */
static void states_restored(void) {
    struct kit kit;
    struct text saved = {0};
    kit_open(&kit, 80, 24);
    feed(&kit, C "?1;25;2004l" C "4h" C "?1$p" C "1$u");
    const char *answer = kit_take(&kit.replies);
    const char *report = strstr(answer, DCS "1$s");
    CHECK(report != NULL);
    text_addf(&saved, DCS "1$p%s", report ? report + strlen(DCS "1$s") : "");
    feed(&kit, E "c" C "?25$p" C "4$p");
    CHECK_STR(kit_take(&kit.replies), C "?25;1$y" C "4;2$y");
    feed(&kit, saved.bytes);
    feed(&kit, C "?25$p" C "4$p");
    CHECK_STR(kit_take(&kit.replies), C "?25;2$y" C "4;1$y");
    feed(&kit, DCS "1$pFF" ST C "?25$p"); /* not a whole report */
    CHECK_STR(kit_take(&kit.replies), C "?25;2$y");
    feed(&kit, E "]4;1;#FF0080\007" C "2$u");
    answer = kit_take(&kit.replies);
    CHECK(strstr(answer, DCS "2$s0;2;") == answer && strstr(answer, "/1;2;100;0;50/") != NULL);
    feed(&kit, DCS "2$p1;2;0;100;50/2;2;10;0;0" ST E "]4;1;?;2;?\007");
    CHECK_STR(kit_take(&kit.replies), E "]4;1;rgb:0000/ffff/8080\007" E "]4;2;rgb:1a1a/0000/0000\007");
    text_free(&saved);
    kit_close(&kit);
}

static void settings(void) {
    static const struct story stories[] = {
        {DCS "$q*x" ST C "2*x" DCS "$q*x" ST, DCS "1$r0*x" ST DCS "1$r2*x" ST},
        {DCS "$q$}" ST DCS "$q$~" ST, DCS "1$r0$}" ST DCS "1$r0$~" ST},
        {DCS "$qt" ST DCS "$q*|" ST DCS "$q$|" ST, DCS "1$r24t" ST DCS "1$r24*|" ST DCS "1$r80$|" ST},
        {C ">4;2m" DCS "$q>4m" ST DCS "$q>t" ST, DCS "1$r>4;2m" ST DCS "1$r>0;0;0;0t" ST},
        {DCS "$qz" ST, DCS "0$r" ST},
    };
    ASK(stories);
}

/* --- titles and window ------------------------------------------------------------------------------------------ */

static void titles(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    options.window_ops = QUIRE_ALLOW;
    kit_open_with(&kit, options);
    feed(&kit, C ">0t" E "]2;6162\007" C "21t" E "]2;6x\007" E "]2;616\007" C "21t");
    CHECK_STR(kit_take(&kit.replies), E "]lab" ST E "]lab" ST);
    feed(&kit, C ">1t" C "21t" C ">0T" E "]1;Jk\007" C "20t" C ">T" C "20t");
    CHECK_STR(kit_take(&kit.replies), E "]l6162" ST E "]L4A6B" ST E "]LJk" ST);
    feed(&kit, C "#S" C "22t" C "22;0t" C "#S" E "]0;new\007" C "23;2t" C "21t" C "20t" C "#S");
    CHECK_STR(kit_take(&kit.replies), C "0;16#S" C "2;16#S" E "]lab" ST E "]Lnew" ST C "1;16#S");
    feed(&kit, E "]0;one\007" C "22;0;1t" E "]0;two\007" C "22;0;9t" C "23;0;1t" C "21t" C "#S"); /* a level directly */
    CHECK_STR(kit_take(&kit.replies), E "]lone" ST C "1;16#S");
    kit_close(&kit);
}

/* As many titles as quire/limits.h says; the oldest goes for one more. */
static void depth_of_titles(void) {
    struct kit kit;
    char title[16], wanted[16];
    kit_open(&kit, 10, 3);
    for (uint32_t i = 0; i <= QUIRE_TITLE_STACK_MAX; i++) {
        snprintf(title, sizeof title, "\033]2;%u\007\033[22t", i);
        CHECK_INT(quire_terminal_feed(kit.terminal, title, strlen(title)), QUIRE_OK);
    }
    for (uint32_t i = QUIRE_TITLE_STACK_MAX; i > 0; i--) {
        CHECK_INT(quire_terminal_feed(kit.terminal, "\033[23t", 5), QUIRE_OK);
        snprintf(wanted, sizeof wanted, "%u", i);
        CHECK_STR(quire_terminal_title(kit.terminal), wanted);
    }
    kit_close(&kit);
}

/* Each character of the special graphics, the first and the last of the set among them. */
static void special_graphics(void) {
    static const struct story stories[] = {
        {E "(0^_`~", "^ \xE2\x97\x86\xC2\xB7@0,4"},
        {E "(0xq", "\xE2\x94\x82\xE2\x94\x80@0,2"},
    };
    TELL(10, 2, stories);
}

static void window_state(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_window_state window = QUIRE_WINDOW_STATE_INIT;
    window.x_px = 100;
    window.y_px = -2;
    window.text_x_px = 103;
    window.text_y_px = 20;
    window.width_px = 700;
    window.height_px = 500;
    window.display_width_px = 1920;
    window.display_height_px = 1080;
    window.minimized = true;
    for (int allowed = 0; allowed < 2; allowed++) {
        struct kit kit;
        options.window_ops = allowed ? QUIRE_ALLOW : QUIRE_DENY;
        options.cell_width_px = 8;
        options.cell_height_px = 16;
        kit_open_with(&kit, options);
        CHECK_INT(quire_terminal_set_window(kit.terminal, &window), QUIRE_OK);
        feed(&kit, C "11t" C "13t" C "13;2t");
        CHECK_STR(kit_take(&kit.replies),
                  allowed ? C "2t" C "3;100;65534t" C "3;103;20t" : C "1t" C "3;0;0t" C "3;0;0t");
        feed(&kit, C "14t" C "14;2t" C "15t" C "16t" C "18t" C "19t");
        CHECK_STR(kit_take(&kit.replies),
                  C "4;384;640t" C "4;500;700t" C "5;1080;1920t" C "6;16;8t" C "8;24;80t" C "9;67;240t");
        text_clear(&kit.events);
        feed(&kit, C "4;320;400t" C "4;0;400t" C "8;;90t" C "8;0t" C "30t" C "132$|" C "40*|" C "3;5;6t" C "9;1t");
        CHECK_STR(kit_take(&kit.events),
                  allowed
                      ? "RESIZE 0 50x20;RESIZE 0 50x67;RESIZE 0 90x24;RESIZE 0 80x67;RESIZE 0 80x30;RESIZE 0 132x24;"
                        "RESIZE 0 80x40;WINDOW 3 5x6;WINDOW 9 1x0;"
                      : "");
        window.size = 1;
        CHECK_INT(quire_terminal_set_window(kit.terminal, &window), QUIRE_INVALID);
        window.size = sizeof window;
        kit_close(&kit);
    }
}

/* What the host did not tell is not made up: where the size of a cell is unknown, reports in pixels are not answered,
 * but for those of a window or a display that is known. Those in cells always are. */
static void unknown_cells(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_window_state window = QUIRE_WINDOW_STATE_INIT;
    struct kit kit;
    options.window_ops = QUIRE_ALLOW;
    for (int known = 0; known < 3; known++) { /* neither, one, both */
        options.cell_width_px = known > 0 ? 8 : 0;
        options.cell_height_px = known > 1 ? 16 : 0;
        kit_open_with(&kit, options);
        feed(&kit, C "14t" C "14;2t" C "15t" C "16t");
        CHECK_STR(kit_take(&kit.replies), known > 1 ? C "4;384;640t" C "4;384;640t" C "5;384;640t" C "6;16;8t" : "");
        feed(&kit, C "18t" C "19t");
        CHECK_STR(kit_take(&kit.replies), C "8;24;80t" C "9;24;80t");
        text_clear(&kit.events);
        feed(&kit, C "4;320;400t");
        CHECK_STR(kit_take(&kit.events), known > 1 ? "RESIZE 0 50x20;" : "");
        kit_close(&kit);
    }
    options.cell_width_px = options.cell_height_px = 0;
    window.width_px = 700;
    window.height_px = 500;
    window.display_width_px = 1920;
    window.display_height_px = 1080;
    kit_open_with(&kit, options);
    CHECK_INT(quire_terminal_set_window(kit.terminal, &window), QUIRE_OK);
    feed(&kit, C "14t" C "14;2t" C "15t" C "16t" C "18t" C "19t");
    CHECK_STR(kit_take(&kit.replies), C "4;500;700t" C "5;1080;1920t" C "8;24;80t" C "9;24;80t");
    kit_close(&kit);
}

/* Margins hold at least two columns, and two rows (DEC STD 070): what asks for fewer is ignored, cursor and all. */
static void least_margins(void) {
    static const struct story stories[] = {
        {C "?69h" C "3;4s" DCS "$qs" ST, DCS "1$r3;4s" ST},
        {C "?69h" C "3;3s" DCS "$qs" ST, DCS "1$r1;80s" ST},
        {C "?69h" C "4;3s" DCS "$qs" ST, DCS "1$r1;80s" ST},
        {C "?69h" C "80s" DCS "$qs" ST, DCS "1$r1;80s" ST},
        {C "?69h" C "79;99s" DCS "$qs" ST, DCS "1$r79;80s" ST},
        {C "?69h" C "5;6H" C "3;3s" C "6n", C "5;6R"},
        {C "3;4r" DCS "$qr" ST, DCS "1$r3;4r" ST},
        {C "3;3r" DCS "$qr" ST, DCS "1$r1;24r" ST},
        {C "5;6H" C "3;3r" C "6n", C "5;6R"},
    };
    ASK(stories);
}

/* DECSC and DECRC keep what DECSCA said, one way and the other; without a saved cursor DECRC protects nothing. */
static void protection_saved(void) {
    static const struct story stories[] = {
        {C "1\"q" E "7" C "0\"q" E "8"
           "ab" C "?2J",
         "ab"},
        {E "7" C "1\"q" E "8"
           "ab" C "?2J",
         ""},
        {C "1\"q" E "8"
           "ab" C "?2J",
         ""},
        {C "1\"q" C "s" C "0\"q" C "u"
           "ab" C "?2J",
         "ab"},
    };
    TELL(10, 4, stories);
}

/* 1049 saves the cursor of the primary screen when it is left, once: set again it clears the alternate screen, and what
 * that screen's own DECSC saved stays. */
static void alternate_twice(void) {
    static const struct story stories[] = {
        {C "3;4H" C "?1049h" C "2;2H" C "?1049h" C "?1049l", "@2,3"},
        {C "3;4H" C "?1049h" C "2;2H" E "7" C "4;4H" C "?1049h" E "8", "@1,1"},
        {"a" C "?1049h"
         "b" C "?1049h",
         "@0,2"},
        {"a" C "?1049h"
         "b" C "?1049h" C "?1049l",
         "a@0,1"},
    };
    TELL(10, 4, stories);
}

static bool agree(void *user, uint32_t cols, uint32_t rows) {
    struct kit *kit = user;
    text_addf(&kit->events, "ASKED %ux%u;", cols, rows);
    return cols <= 100;
}

/* Where the host agrees, the program has the size at the very place in its output where it asked for it. */
static void sizes_at_once(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    options.window_ops = QUIRE_ALLOW;
    kit_open_with(&kit, options);
    quire_terminal_destroy(kit.terminal);
    options.callbacks =
        &(struct quire_callbacks){sizeof(struct quire_callbacks), &kit, kit_on_reply, kit_on_event, NULL, agree};
    CHECK_INT(quire_terminal_create(&options, &kit.terminal), QUIRE_OK);
    feed(&kit, C "8;10;90t" C "18t" C "30t" C "18t" C "?40h" C "?3h" C "18t" C "?3l" C "18t");
    CHECK_STR(kit_take(&kit.replies), C "8;10;90t" C "8;30;90t" C "8;30;90t" C "8;30;80t");
    CHECK_STR(kit_take(&kit.events), "ASKED 90x10;ASKED 90x30;ASKED 132x30;ASKED 80x30;");
    feed(&kit, C "?3l" C "8;99999;99999t"); /* beyond any screen: nobody is asked */
    CHECK_STR(kit_take(&kit.events), "ASKED 80x30;");
    kit_close(&kit);
}

static void tabs_and_lines(void) {
    static const struct story stories[] = {
        {C "?41h"
           "0123456789\tx",
         "0123456789|        x@1,9"}, /* a tab behind a full line */
        {"0123456789\tx", "0123456789|x@1,1"},
        {C "?69h" C "2;4s" C "1;2r" C "2;2Hab" C "2;8H" E "Ex", "| xb@1,2"}, /* NEL beside the margins: no scroll */
    };
    TELL(10, 4, stories);
}

int main(void) {
    RUN(modes);
    RUN(levels);
    RUN(eight_bits);
    RUN(renditions);
    RUN(palettes);
    RUN(reports_restored);
    RUN(states_restored);
    RUN(settings);
    RUN(titles);
    RUN(depth_of_titles);
    RUN(special_graphics);
    RUN(window_state);
    RUN(unknown_cells);
    RUN(least_margins);
    RUN(protection_saved);
    RUN(alternate_twice);
    RUN(sizes_at_once);
    RUN(tabs_and_lines);
    return test_end();
}
