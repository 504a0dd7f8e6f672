/* Rectangles (VT420): what is copied, filled, erased, dressed and summed; margins, origin mode, edges, wide characters.
 */
#include "story_kit.h"

#define WIDE "\xE6\xBC\xA2" /* one wide character */
#define FOUR                                                                                                           \
    "abcdefgh\r\nijklmnop\r\nqrstuvwx\r\nyz012345" /* on 8 x 4 and wider: the last row has no wrap pending on 10 */

static void copying(void) {
    static const struct story stories[] = {
        {FOUR C "1;1;2;3;1;3;5;1$v", "abcdefgh|ijklmnop|qrstabcx|yz01ijk5@3,8"},
        {FOUR C "1;1;3;3;1;2;2;1$v", "abcdefgh|iabcmnop|qijkuvwx|yqrs2345"},   /* over itself, downwards */
        {FOUR C "2;2;4;4;1;1;1;1$v", "jkldefgh|rstlmnop|z01tuvwx|yz012345"},   /* and upwards */
        {FOUR C "1;1;1;4;1;1;3;1$v", "ababcdgh|ijklmnop|qrstuvwx|yz012345"},   /* and sideways */
        {FOUR C "3;1;4;8;1;4;6;1$v", "abcdefgh|ijklmnop|qrstuvwx|yz012qrstu"}, /* cut at the edges */
        {FOUR C "3;3;2;2;1;1;1;1$v", "abcdefgh|ijklmnop|qrstuvwx|yz012345"},   /* no rectangle */
        {FOUR C "2;2;3;3$v", "jkcdefgh|rsklmnop|qrstuvwx|yz012345"},           /* to the corner */
        {FOUR C "?69h" C "2;6s" C "2;3r" C "?6h" C "1;1;2;2;1;1;3;1$v",
         "abcdefgh|ijkjknop|qrsrsvwx|yz012345"},                                      /* in origin mode */
        {FOUR C "2;2r" C "1;1;1;2;1;4;1;1$v", "abcdefgh|ijklmnop|qrstuvwx|ab012345"}, /* else margins do not matter */
        {WIDE "x" C "1;2;1;3;1;2;1;1$v", WIDE "x| x"},                                /* half a wide character */
        {WIDE "x" C "2;1Hyyyy" C "1;1;1;2;1;2;2;1$v", WIDE "x|y" WIDE "y"},
    };
    TELL(10, 4, stories);
}

static void filling(void) {
    static const struct story stories[] = {
        {FOUR C "33;2;2;3;4$x", "abcdefgh|i!!!mnop|q!!!uvwx|yz012345@3,8"},
        {C "42$x", "**********|**********|**********|**********@0,0"},
        {FOUR C "233;4;9$x", "abcdefgh|ijklmnop|qrstuvwx|yz012345\xC3\xA9\xC3\xA9"},
        {"ab" C "31;1;1$x" C "127;1;1$x" C "159;1;1$x" C "256;1;1$x" C "$x", "ab"}, /* no characters */
        {E "(0" C "113;1;1;1;3$x", "\xE2\x94\x80\xE2\x94\x80\xE2\x94\x80"},         /* of the set in use */
        {WIDE WIDE "x" C "33;1;2;1;3$x", " !! x"},
        {"0123456789ab" C "33;1;9;1;10$x", "01234567!!|ab"},
    };
    TELL(10, 4, stories);
    static const struct story dressed[] = {
        {C "1;31m" C "33;1;1;1;2$x", "[['!!',1,1,null,['bold'],null,null]]"},
    };
    LOOKS(dressed);
}

static void erasing(void) {
    static const struct story stories[] = {
        {FOUR C "2;2;3;4$z", "abcdefgh|i   mnop|q   uvwx|yz012345@3,8"},
        {FOUR C "$z", "@3,8"},
        {C "1\"qab" C "\"qcd" C "1;2;1;3${", "ab d"}, /* DECSERA leaves what DECSCA protects */
        {"ab" C "42;5;1;9;9$x" C "42;1;11;9;12$x" C "5;1;9;9$z",
         "ab"},                                                    /* what begins beyond the edge is none (xterm) */
        {"ab" C "1;1;1;2;1;5;1;1$v" C "1;1;1;2;1;1;11;1$v", "ab"}, /* nor is such a place for a copy */
        {C "1\"qab" C "\"qcd" C "1;2;1;3$z", "a  d"},              /* DECERA does not */
        {E "Vab" E "Wcd" C "1;2;1;3${", "a  d"},                   /* and SPA protects from neither */
    };
    TELL(10, 4, stories);
}

static void protection(void) {
    static const struct story stories[] = {
        {C "1\"qab" C "\"qcd" C "?2J", "ab"},
        {C "1\"qab" C "\"qcd" C "2J", ""},
        {E "Vab" E "Wcd" C "2J", "ab"}, /* SPA protects from ED, EL and ECH */
        {E "Vab" E "Wcd\r" C "K", "ab"},
        {E "Vab" E "Wcd\r" C "4X", "ab"},
        {E "Vab" E "Wcd" C "?2J", "ab"},
        {E "Vab" E "Wcd" C "1\"q" C "2J", ""}, /* until DECSCA is used */
        {E "Vab" E "W" E "c", ""},
        {E "Vab" C "!pcd" C "2J", ""},
    };
    TELL(10, 4, stories);
}

static void attributes(void) {
    static const struct story stories[] = {
        {"abc" C "2*x" C "1;2;1;2;1;4$r", "[['a'],['b',1,null,null,['bold','underline'],null,null],['c']]"},
        {"a" C "2*x" C "1;1;1;3;7$r", "[['a  ',1,null,null,['inverse'],null,null]]"},    /* what is blank is drawn */
        {"a" C "0*x" C "1;1;1;3;7$r", "[['a',1,null,null,['inverse'],null,null]]"},      /* but not in a stream */
        {C "1;4;31mab" C "m" C "2*x" C "1;1;1;2;0$r", "[['ab',1,1,null,[],null,null]]"}, /* colours stay */
        {C "1mab" C "m" C "2*x" C "1;1;1;2;22$r", "[['ab']]"},
        {"ab" C "2*x" C "1;1;1;2;38;5;9$r", "[['ab',1,9,null,[],null,null]]"}, /* kitty: any rendition */
        {"ab" C "2*x" C "1;1;1;2;4:3$r", "[['ab',1,null,null,['curly_underline'],null,null]]"},
        {C "1mab" C "m" C "2*x" C "1;1;1;2;1;7$t", "[['ab',1,null,null,['inverse'],null,null]]"},
        {C "1;5mab" C "m" C "2*x" C "1;1;1;2$t", "[['ab',1,null,null,['inverse','underline'],null,null]]"},
        {WIDE "x" C "2*x" C "1;2;1;2;7$r",
         "[['" WIDE "',2,null,null,['inverse'],null,null],['x']]"}, /* whole characters */
    };
    LOOKS(stories);
}

/* From the first corner to the last, row after row: columns count on the first and the last row only. */
static void streams(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, FOUR C "1*x" C "1;3;3;5;7$r");
    CHECK_STR(kit_look(&kit, 0), "[['ab'],['cdefgh',1,null,null,['inverse'],null,null]]");
    CHECK_STR(kit_look(&kit, 1), "[['ijklmnop',1,null,null,['inverse'],null,null]]");
    CHECK_STR(kit_look(&kit, 2), "[['qrstu',1,null,null,['inverse'],null,null],['vwx']]");
    feed(&kit, C "2*x" C "1;3;3;5;7$t"); /* a rectangle of it back */
    CHECK_STR(kit_look(&kit, 1),
              "[['ij',1,null,null,['inverse'],null,null],['klm'],['nop',1,null,null,['inverse'],null,null]]");
    kit_close(&kit);
}

static void sums(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    options.screen_checksum = QUIRE_ALLOW;
    kit_open_with(&kit, options);
    feed(&kit, "Ab" C "1m\xC3\xA9" C "m" WIDE);
    feed(&kit, C "1;1;1;1;1;1*y" C "2;1;1;1;1;2*y" C "3;1;1;3;1;3*y" C "4;1;1;9;1;9*y");
    CHECK_STR(kit_take(&kit.replies), E "P1!~0041" E "\\" E "P2!~00A3" E "\\" E "P3!~00E9" E "\\" E "P4!~0020" E "\\");
    feed(&kit, C "6#y" C "1;1;1;1;1;1*y"); /* negated */
    feed(&kit, C "5#y" C "1;1;1;3;1;3*y"); /* with attributes: bold adds 128 */
    feed(&kit, C "3#y" C "1;1;2;1;2;9*y"); /* blanks do not count */
    feed(&kit, C "23#y" C "1;1;1;4;1;5*y" C "!p" C "1;1;1;1;1;1*y");
    CHECK_STR(kit_take(&kit.replies),
              E "P1!~FFBF" E "\\" E "P1!~0169" E "\\" E "P1!~0000" E "\\" E "P1!~6F22" E "\\" E "P1!~0041" E "\\");
    kit_close(&kit);
    kit_open(&kit, 80, 24);
    feed(&kit, "A" C "1;1;1;1;1;1*y"); /* a program may not read the screen unless it is allowed */
    CHECK_STR(kit_take(&kit.replies), E "P1!~0000" E "\\");
    kit_close(&kit);
}

static void common_renditions(void) {
    static const struct story stories[] = {
        {C "1;4;31mab" C "22mc" C "1;1;1;2#|", C "0;1;4;31m"},
        {C "1;4;31mab" C "22mc" C "1;1;1;3#|", C "0;4;31m"},
        {C "31ma" C "32mb" C "1;1;1;2#|", C "0m"},
        {"a" C "2;2;1;1#|", ""},
    };
    ASK(stories);
}

int main(void) {
    RUN(copying);
    RUN(filling);
    RUN(erasing);
    RUN(protection);
    RUN(attributes);
    RUN(streams);
    RUN(sums);
    RUN(common_renditions);
    return test_end();
}
