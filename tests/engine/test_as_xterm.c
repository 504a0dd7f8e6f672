/* Corners in which a real xterm was asked (patch 379 under Xvfb, the screen by DECRQCRA, the cursor by CPR): what is
 * here is what it did. A pending wrap is seen by what is printed behind it. */
#include "story_kit.h"

#define FULL "0123456789"
#define MARGINS C "?69h" C "3;7s"

/* REP repeats what was printed right before it, and nothing behind any control function, itself included. */
static void repeating(void) {
    static const struct story stories[] = {
        {"abc" C "2b", "abccc@0,5"},
        {"abc" C "b" C "b", "abcc@0,4"},
        {"abc" C "1m" C "2b", "abc@0,3"},
        {"abc" C "C" C "2b", "abc@0,4"},
        {"abc" C "?7$p" C "2b", "abc@0,3"},
        {"abc" C "9999y" C "2b", "abc@0,3"},
        {"abc\r\n" C "2b", "abc@1,0"},
        {"abc\b" C "2b", "abc@0,2"},
        {"abc\a" C "2b", "abc@0,3"},
        {"abc\016\017" C "2b", "abc@0,3"},
        {"abc" E "7" C "2b", "abc@0,3"},
        {"abc" E "]2;t\a" C "2b", "abc@0,3"},
        {"abc" E "]8;;http://a.b" ST C "2b", "abc@0,3"},
        {"abc" E "P$qm" ST C "2b", "abc@0,3"},
        {"abc" E "_x" ST C "2b", "abc@0,3"},
        {"abc" C "D\xCC\x81" C "2b", "ab\xCC\x81"
                                     "c@0,2"}, /* a mark that joins another cell is not what was printed */
        {"abc" C "bd" C "b", "abccdd@0,6"},
        {"x" C "?7l" C "10Gyz" C "b", "x        z@0,9"},
    };
    TELL(10, 4, stories);
}

/* Whole clusters, where xterm repeats the base: so the copies look like the first. */
static void repeating_clusters(void) {
    static const struct story stories[] = {
        {"e\xCC\x81" C "2b", "e\xCC\x81"
                             "e\xCC\x81"
                             "e\xCC\x81@0,3"},
        {"e\xCC\x81" C "b\xCC\xA3" C "b", "e\xCC\x81"
                                          "e\xCC\x81\xCC\xA3@0,2"},
    };
    TELL(10, 4, stories);
}

static void wraps_that_stay_pending(void) {
    static const struct story stories[] = {
        {FULL C "Zx", FULL "|x@1,1"},
        {FULL C "9Zx", FULL "|x@1,1"},
        {MARGINS C "2;3Habcde" C "Zx", "|  abcde|  x@2,3"},
        {FULL C "'}x", "012345678|x@1,1"},
        {FULL C "'~x", "012345678|x@1,1"},
        {MARGINS C "2;3Habcde" C "'}x", "|  abcd|  x@2,3"},
        {FULL C " @x", "123456789|x@1,1"},
        {FULL C " Ax", " 012345678|x@1,1"},
        {FULL E "9x", "123456789|x@1,1"},
        {FULL C "Ix", FULL "|x@1,1"},
        {FULL C "s" C "3;3H" C "ux", FULL "|x@1,1"},
        {FULL E "7" C "3;3H" E "8x", FULL "|x@1,1"},
        {FULL C "1;1;1;3$zx", "   3456789|x@1,1"},
        {FULL C "4hx", FULL "|x@1,1"},
    };
    TELL(10, 4, stories);
}

static void wraps_that_end(void) {
    static const struct story stories[] = {
        {FULL C "ax", "012345678x@0,9+"}, /* HPR, although it cannot move */
        {FULL C "9ax", "012345678x@0,9+"}, {MARGINS C "2;3Habcde" C "ax", "|  abcdex@1,8"},
        {FULL C "Cx", "012345678x@0,9+"},  {FULL C "ex", FULL "|         x@1,9+"},
        {FULL E "6x", "01234567x9@0,9"},   {FULL C "@x", "012345678x@0,9+"},
        {FULL C "Px", "012345678x@0,9+"},  {FULL C "Xx", "012345678x@0,9+"},
        {FULL C "Kx", "012345678x@0,9+"},  {FULL C "1Kx", "         x@0,9+"},
        {FULL C "2Kx", "         x@0,9+"}, {FULL C "Jx", "012345678x@0,9+"},
        {FULL C "1Jx", "         x@0,9+"}, {FULL C "2Jx", "         x@0,9+"},
    };
    TELL(10, 4, stories);
}

/* A mark behind a cursor that CBT took from the edge joins the cell before it; the wrap is pending still. */
static void pending_away_from_the_edge(void) {
    static const struct story stories[] = {
        {FULL C "Z", FULL "@0,8+"},
        {FULL C "Z\xCC\x81x", "01234567\xCC\x81"
                              "89|x@1,1"},
        {FULL C "Z\xE2\x9D\xA4", FULL "|\xE2\x9D\xA4@1,1"},
        {FULL C "Z" C "Cx", "012345678x@0,9+"},
    };
    TELL(10, 4, stories);
}

/* There is no HPB; SCOSC takes no notice of parameters. */
static void others(void) {
    static const struct story stories[] = {
        {"0123" C "2jx", "0123x@0,5"},
        {FULL C "jx", FULL "|x@1,1"},
        {"ab" C "s" C "3;3H" C "ux", "abx@0,3"},
        {"ab" C "3s" C "3;3H" C "ux", "abx@0,3"},
        {"ab" C "3;5s" C "3;3H" C "ux", "abx@0,3"},
        {"ab" C "0;0s" C "3;3H" C "ux", "abx@0,3"},
    };
    TELL(10, 4, stories);
}

/* 1046 off, or titeInhibit: 47, 1047, 1048 and 1049 do nothing, and no cursor is saved or brought back. */
static void no_alternate_screen(void) {
    static const struct story stories[] = {
        {C "?1046l"
           "a" C "?47hb" C "?47lc",
         "abc@0,3"},
        {C "?1046l"
           "a" C "?1047hb" C "?1047lc",
         "abc@0,3"},
        {C "?1046l"
           "a" C "3;3H" C "?1049h" C "2;5H" C "?1049lx",
         "a|    x@1,5"},
        {C "?1046l"
           "a" C "3;3H" C "?1048h" C "2;5H" C "?1048lx",
         "a|    x@1,5"},
        {C "?1046l"
           "a" C "3;3H" E "7" C "4;4H" C "?1049h" C "2;5H" E "8x",
         "a||  x@2,3"},
        {C "?1046l"
           "a" C "?1046h" C "?1049hb",
         " b@0,2"},
    };
    TELL(10, 4, stories);
}

int main(void) {
    RUN(repeating);
    RUN(repeating_clusters);
    RUN(wraps_that_stay_pending);
    RUN(wraps_that_end);
    RUN(pending_away_from_the_edge);
    RUN(others);
    RUN(no_alternate_screen);
    return test_end();
}
