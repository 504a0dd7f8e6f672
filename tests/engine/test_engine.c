/* What the terminal does with each group of control functions: bytes in, screen, styles, replies and events out.
 *
 * A row of a table is a story: what is fed to a fresh terminal of 10 x 4 (or another size), and what is shown then,
 * rows parted by '|'. Where the cursor matters it stands behind '@' as "row,col", with '+' for a pending wrap. */
#include "story_kit.h"

#define WIDE "\xE6\xBC\xA2" /* one wide character */
#define ACUTE "\xCC\x81"    /* combining */
#define ZWJ "\xE2\x80\x8D"
#define VS16 "\xEF\xB8\x8F"
#define HEART "\xE2\x9D\xA4"
#define WOMAN "\xF0\x9F\x91\xA9"
#define ROCKET "\xF0\x9F\x9A\x80"
#define FLAG_D "\xF0\x9F\x87\xA9"
#define FLAG_E "\xF0\x9F\x87\xAA"

/* --- cursor and text ------------------------------------------------------------------------------------------- */

static void cursor_moves(void) {
    static const struct story stories[] = {
        {"abc", "abc@0,3"},
        {"ab\rc", "cb@0,1"},
        {"ab\ncd", "ab|  cd@1,4"},
        {"ab\bc", "ac@0,2"},
        {"\b\bx", "x@0,1"},
        {C "3;5HX", "||    X@2,5"},
        {C "99;99HX", "|||         X@3,9+"},
        {C "0;0HX", "X@0,1"},
        {C "3HX", "||X@2,1"},
        {C "2;2fX", "| X@1,2"},
        {C "2;2H" C "AX", " X@0,2"},
        {C "2;2H" C "9AX", " X@0,2"},
        {C "2BX", "||X@2,1"},
        {C "9BX", "|||X@3,1"},
        {C "3CX", "   X@0,4"},
        {C "0CX", " X@0,2"},
        {C "99CX", "         X@0,9+"},
        {"abc" C "2DX", "aXc@0,2"},
        {"abc" C "2EX", "abc||X@2,1"},
        {C "4;4H" C "2FX", "|X@1,1"},
        {"abc" C "2GX", "aXc@0,2"},
        {"abc" C "2`X", "aXc@0,2"},
        {"abc" C "2aX", "abc  X@0,6"},
        {"abc" C "3dX", "abc||   X@2,4"},
        {"abc" C "2eX", "abc||   X@2,4"},
        {"a" E "Db", "a| b@1,2"},
        {"a" E "Eb", "a|b@1,1"},
        {C "2;3H" E "Mb", "  b@0,3"},
        {C "20h"
           "a\nb",
         "a|b@1,1"},
        {"a\vb\fc", "a| b|  c@2,3"},
    };
    TELL(10, 4, stories);
}

static void wrapping(void) {
    static const struct story stories[] = {
        {"0123456789", "0123456789@0,9+"},
        {"0123456789A", "0123456789|A@1,1"},
        {"0123456789\rA", "A123456789@0,1"},
        {"0123456789\bA", "01234567A9@0,9"},
        {"0123456789" C "KA", "012345678A@0,9+"}, /* EL ends the pending wrap */
        {"0123456789" C "m"
         "A",
         "0123456789|A@1,1"},
        {"0123456789\nA", "0123456789|         A@1,9+"},
        {C "?7l"
           "0123456789AB",
         "012345678B@0,9"},
        {C "?7l"
           "0123456789" C "?7h"
           "AB",
         "012345678A|B@1,1"},
        {"0123456789" C "?7lA", "012345678A@0,9"},
        {"012345678" WIDE "x", "012345678|" WIDE "x@1,3"},
        {C "?7l"
           "01234567" WIDE "x",
         "01234567 x@0,9"},
        {C "4;1H"
           "0123456789A",
         "||0123456789|A@3,1"},
        {C "?45h"
           "0123456789A\b\bB",
         "012345678B|A@0,9+"}, /* reverse wrap, into any row */
        {C "?45h"
           "\r\nA\b\bB",
         "         B|A@0,9+"},
        {C "?45h" C "?7l"
           "\r\nA\b\bB",
         "|B@1,1"}, /* only with autowrap */
        {C "?45h"
           "A\b\bB",
         "A|||         B@3,9+"}, /* from the first row of the region to its last */
        {C "?1045h"
           "\r\nA\b\bB",
         "         B|A@0,9+"},
    };
    TELL(10, 4, stories);
}

static void tabs(void) {
    static const struct story stories[] = {
        {"\tx", "        x"},
        {"\t\tx", "                x"},
        {"\t\t\t\tx", "                   x"}, /* the last column */
        {"12345678\tx", "12345678        x"},
        {C "5G" E "H"
           "\r\tx",
         "    x"},
        {"\t" C "g"
         "\r\tx",
         "                x"},
        {C "3g"
           "\tx",
         "                   x"},
        {C "3g" C "?5W"
           "\tx",
         "        x"},
        {C "2Ix", "                x"},
        {C "18G" C "Zx", "                x"},
        {C "18G" C "2Zx", "        x"},
        {C "18G" C "9Zx", "x"},
        {"abc\tx\ty", "abc     x       y"},
    };
    TELL(20, 2, stories);
}

/* --- erasing and shifting -------------------------------------------------------------------------------------- */

#define FILLED "aaaaaaaaaa\r\nbbbbbbbbbb\r\ncccccccccc\r\ndddddddddd"
#define AT_MIDDLE C "2;4H"

static void erasing(void) {
    static const struct story stories[] = {
        {FILLED AT_MIDDLE C "J", "aaaaaaaaaa|bbb"},
        {FILLED AT_MIDDLE C "1J", "|    bbbbbb|cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "2J", "@1,3"},
        {FILLED AT_MIDDLE C "K", "aaaaaaaaaa|bbb|cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "1K", "aaaaaaaaaa|    bbbbbb|cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "2K", "aaaaaaaaaa||cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "9J" C "9K", "aaaaaaaaaa|bbbbbbbbbb|cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "3X", "aaaaaaaaaa|bbb   bbbb|cccccccccc|dddddddddd"},
        {FILLED AT_MIDDLE C "99X", "aaaaaaaaaa|bbb|cccccccccc|dddddddddd"},
        {"ab" C "1\"qCD" C "0\"qef" C "?2K", "  CD"}, /* DECSCA protects from selective erase only */
        {"ab" C "1\"qCD" C "0\"qef" C "H" C "?J", "  CD"},
        {"ab" C "1\"qCD" C "0\"qef" C "2K", ""},
        {"a" WIDE "b" C "3GX", "a Xb"}, /* half of a wide character overwritten */
        {"a" WIDE "b" C "2GX", "aX b"},
        {"a" WIDE "b" C "3G" C "X", "a  b"},
        {"a" WIDE "b" C "2G" C "X", "a  b"},
    };
    TELL(10, 4, stories);
}

static void inserting_and_deleting(void) {
    static const struct story stories[] = {
        {"abcdef" C "3G" C "@X", "abXcdef"},
        {"abcdef" C "3G" C "2@", "ab  cdef"},
        {"abcdefghij" C "3G" C "3@", "ab   cdefg"},
        {"abcdef" C "3G" C "P", "abdef"},
        {"abcdef" C "3G" C "99P", "ab"},
        {FILLED AT_MIDDLE C "L", "aaaaaaaaaa||bbbbbbbbbb|cccccccccc@1,0"},
        {FILLED AT_MIDDLE C "M", "aaaaaaaaaa|cccccccccc|dddddddddd@1,0"},
        {FILLED AT_MIDDLE C "9L", "aaaaaaaaaa"},
        {FILLED C "S", "bbbbbbbbbb|cccccccccc|dddddddddd"},
        {FILLED C "2T", "||aaaaaaaaaa|bbbbbbbbbb"},
        {FILLED C "2^", "||aaaaaaaaaa|bbbbbbbbbb"},
        {FILLED C "1;2;3;4;5T", "aaaaaaaaaa|bbbbbbbbbb|cccccccccc|dddddddddd"},
        {C "4h"
           "abc" C "H"
           "XY",
         "XYabc"},
        {C "4h"
           "abc" C "H" C "4l"
           "XY",
         "XYc"},
        {C "4h"
           "abc" C "H" WIDE,
         WIDE "abc"},
        {"a" WIDE "b" C "3G" C "@", "a   b"}, /* a wide character cut by what is inserted */
        {"a" WIDE "b" C "3G" C "P", "a b"},
        {"12345678" WIDE C "H" C "@", " 12345678"},
        {FILLED AT_MIDDLE C "2'}", "aaa  aaaaa|bbb  bbbbb|ccc  ccccc|ddd  ddddd"},
        {FILLED AT_MIDDLE C "2'~", "aaaaaaaa|bbbbbbbb|cccccccc|dddddddd"},
        {"abc\r\ndef" C "2 @", "c|f"},
        {"abc\r\ndef" C "2 A", "  abc|  def"},
        {"abc\r\ndef\r" E "6", " abc| def"},
        {"abc" E "9X", "abc X"},
        {"abc" C "10G" E "9", "bc"},
        {C "3bX", "X"}, /* REP without a character before */
        {"ab" C "3bX", "abbbbX"},
        {WIDE C "2b", WIDE WIDE WIDE},
        {"e" ACUTE C "2b", "e" ACUTE "e" ACUTE "e" ACUTE},
        {"abc" C "r" C "?6h" E "#8"
         "x",
         "xEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE"},
    };
    TELL(10, 4, stories);
}

static void regions(void) {
    static const struct story stories[] = {
        {FILLED C "2;3rX", "Xaaaaaaaaa|bbbbbbbbbb|cccccccccc|dddddddddd"}, /* goes home */
        {FILLED C "2;3r" C "3H\nX", "aaaaaaaaaa|cccccccccc|X|dddddddddd"},
        {FILLED C "2;3r" C "2H" E "MX", "aaaaaaaaaa|X|bbbbbbbbbb|dddddddddd"},
        {FILLED C "2;3r" C "4H\nX", "aaaaaaaaaa|bbbbbbbbbb|cccccccccc|Xddddddddd"},
        {FILLED C "2;3r" C "S", "aaaaaaaaaa|cccccccccc||dddddddddd"},
        {FILLED C "2;3r" C "T", "aaaaaaaaaa||bbbbbbbbbb|dddddddddd"},
        {FILLED C "2;3r" C "LX", "Xaaaaaaaaa|bbbbbbbbbb|cccccccccc|dddddddddd"}, /* outside: nothing */
        {FILLED C "2;3r" C "2H" C "L", "aaaaaaaaaa||bbbbbbbbbb|dddddddddd"},
        {FILLED C "2;3r" C "2H" C "9M", "aaaaaaaaaa|||dddddddddd"},
        {FILLED C "3;2r" C "S", "bbbbbbbbbb|cccccccccc|dddddddddd"}, /* top below bottom: ignored */
        {C "2;3r" C "?6h"
           "X",
         "|X@1,1"},
        {C "2;3r" C "?6h" C "9;9HX", "||        X@2,9"},
        {C "2;3r" C "?6h" C "9AX", "|X@1,1"},
        {C "2;3r" C "2H" C "9BX", "||X@2,1"},
        {C "2;3r" C "4H" C "9AX", "|X@1,1"},
        {C "2;3r" C "?6h" C "2dX", "||X@2,1"},
        {C "2;3r"
           "a" C "?6hb" C "?6lc",
         "c|b@0,1"},
    };
    TELL(10, 4, stories);
}

static void side_margins(void) {
    static const struct story stories[] = {
        {C "?69h" C "3;6s" C "Habcdefgh", "abcdef|  gh@1,4"}, /* beyond the left margin text wraps into it */
        {C "?69h" C "3;6s" C "1;3Habcdefgh", "  abcd|  efgh@1,5+"},
        {C "?69h" C "3;6s" C "1;8Habcde", "       abc|  de@1,4"},
        {FILLED C "?69h" C "3;6s" C "S", "aabbbbaaaa|bbccccbbbb|ccddddcccc|dd    dddd"},
        {FILLED C "?69h" C "3;6s" C "1;3H" C "L", "aa    aaaa|bbaaaabbbb|ccbbbbcccc|ddccccdddd"},
        {FILLED C "?69h" C "3;6s" C "1;3H" C "2@", "aa  aaaaaa|bbbbbbbbbb|cccccccccc|dddddddddd"},
        {"abcdefghij" C "?69h" C "3;6s" C "1;3H" C "P", "abdef ghij"},
        {"abcdefghij" C "?69h" C "3;6s" C "1;8H" C "P", "abcdefghij"}, /* outside: nothing */
        {C "?69h" C "3;6s" C "1;5H"
           "\rX",
         "  X"},
        {C "?69h" C "3;6s" C "1;2H"
           "\rX",
         "X"},
        {C "?69h" C "3;6s" C "1;4H" C "9CX", "     X"},
        {C "?69h" C "3;6s" C "1;4H" C "9DX", "  X"},
        {C "?69h" C "3;6s" C "?6hX" C "9;9HY", "  X|||     Y"},
        {C "?69h" C "3;6s" C "?69l" C "1;3Habcdefghi", "  abcdefgh|i"},
        {"ab" C "s" C "3;3HX" C "uY", "abY||  X"},            /* without DECLRMM the same final saves the cursor */
        {"a" WIDE "b" C "?69h" C "3;6s" C "1;3H" C "S", "a"}, /* a margin through a wide character cuts it */
    };
    TELL(10, 4, stories);
}

static void charsets(void) {
    static const struct story stories[] = {
        {E "(0qx" E "(Bqx", "\xE2\x94\x80\xE2\x94\x82qx"},
        {E ")0\016q\017q", "\xE2\x94\x80q"},
        {E "*0" E "Nqq", "\xE2\x94\x80q"},
        {E "+0" E "Oqq", "\xE2\x94\x80q"},
        {E "*0" E "nqq", "\xE2\x94\x80\xE2\x94\x80"},
        {E "(A#", "\xC2\xA3"},
        {C "?42h" E "(K[", "\xC3\x84"},
        {C "?42h" E "(R{", "\xC3\xA9"},
        {E "(K[", "["},                  /* national sets only with DECNRCM */
        {E "-A\016i\017i", "\xC3\xA9i"}, /* a set of 96 */
        {E ".AbE" E "N!", "bE\xC2\xA1"},
        {E "(%5"
           "a",
         "a"},                                        /* an unknown set changes nothing */
        {E "(0" E "7" E "(B" E "8q", "\xE2\x94\x80"}, /* DECSC keeps sets */
        {E "(0"
           "\xC3\xA9",
         "\xC3\xA9"},
    };
    TELL(10, 4, stories);
}

static void clusters(void) {
    static const struct story stories[] = {
        {"e" ACUTE "x", "e" ACUTE "x@0,2"},
        {ACUTE "x", "x@0,1"},
        {"123456789e" ACUTE, "123456789e" ACUTE "@0,9+"}, /* in the last column: no wrap */
        {"123456789e" ACUTE "x", "123456789e" ACUTE "|x@1,1"},
        {HEART "x", HEART "x@0,2"},
        {HEART VS16 "x", HEART VS16 "x@0,3"}, /* VS16 makes it wide */
        {WOMAN ZWJ ROCKET "x", WOMAN ZWJ ROCKET "x@0,3"},
        {FLAG_D FLAG_E "x", FLAG_D FLAG_E "x@0,3"},
        {FLAG_D FLAG_E FLAG_D FLAG_E, FLAG_D FLAG_E FLAG_D FLAG_E "@0,4"},
        {"e" C "31m" ACUTE "x", "e" ACUTE "x@0,2"}, /* SGR does not part a cluster */
        {WOMAN ZWJ C "H" ROCKET, ROCKET "@0,2"},
        {WIDE ACUTE "x", WIDE ACUTE "x@0,3"},
        {"e" ACUTE C "GX", "X@0,1"},
        {C "?2027l" WOMAN ZWJ ROCKET "x", WOMAN ZWJ ROCKET "x@0,5"}, /* without clusters each takes its columns */
        {"12345678" WIDE ACUTE "x", "12345678" WIDE ACUTE "|x@1,1"},
        {"\xC2\x85x", "x@0,1"}, /* a C1 control in UTF-8 does nothing */
        {"a\xFF\xC3(b", "a\xEF\xBF\xBD\xEF\xBF\xBD(b@0,5"},
        {"a\xE2\x82" C "mb", "a\xEF\xBF\xBD"
                             "b@0,3"},
    };
    TELL(10, 4, stories);
}

/* --- saving, screens, resets ----------------------------------------------------------------------------------- */

static void saved_cursor(void) {
    static const struct story stories[] = {
        {"ab" E "7" C "3;3H" E "8X", "abX@0,3"},
        {C "3;3H" E "8X", "X@0,1"}, /* nothing saved: home */
        {C "2;3r" C "?6h" E "7" C "?6l" E "8X", "|X@1,1"},
        {"0123456789" E "7" C "H" E "8X", "0123456789|X@1,1"}, /* with its pending wrap */
        {"0123456789" C "s" C "H" C "uX", "0123456789|X@1,1"}, /* so does SCORC */
        {"ab" C "?1048h" C "3;3H" C "?1048lX", "abX@0,3"},
    };
    TELL(10, 4, stories);
    static const struct story pens[] = {
        {C "31m" E "7" C "0m"
           "a" E "8"
           "b",
         "[['b',1,1,null,[],null,null]]"},
        {"x" C "1m" E "7" C "m" E "8"
         "b",
         "[['x'],['b',1,null,null,['bold'],null,null]]"},
    };
    LOOKS(pens);
}

static void alternate_screens(void) {
    static const struct story stories[] = {
        {"main" C "?1049h", "@0,4"},
        {"main" C "?1049h"
         "alt" C "?1049l",
         "main@0,4"},
        {"main" C "?1049hX" C "?1049l" C "?1049h", "@0,4"}, /* shown cleared each time */
        {"main" C "?47h"
         "alt",
         "    alt@0,7"},
        {"main" C "?47h"
         "alt" C "?47l",
         "main@0,7"}, /* 47: the cursor stays */
        {"main" C "?47h"
         "alt" C "?47l" C "?47h",
         "    alt@0,7"}, /* and so does what was there */
        {"main" C "?1047h"
         "alt" C "?1047l" C "?1047h",
         "@0,7"},
        {C "?1049h"
           "1\r\n2\r\n3\r\n4\r\n5",
         "2|3|4|5"}, /* no history there */
        {"main" C "?1049h" C "?1049h"
         "X" C "?1049lY",
         "mainY"},
        {"main" C "?1049lX", "mainX"},
        {"ab" E "7" C "?47h" C "3;3H" E "7" C "?47l" E "8X", "abX"}, /* each screen has its own */
    };
    TELL(10, 4, stories);
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, "1\r\n2\r\n3" C "?1049h"
               "a\r\nb\r\nc\r\nd" C "3J" C "?1049l");
    CHECK_INT(kit_info(&kit).history_lines, 1);
    feed(&kit, C "3J");
    CHECK_INT(kit_info(&kit).history_lines, 0);
    kit_close(&kit);
}

static void resets(void) {
    static const struct story stories[] = {
        {"abc" E "cX", "X@0,1"},
        {C "?1049habc" E "cX", "X@0,1"},
        {C "2;3r" C "?6h" C "4hab" C "!p" C "HXY" C "HZ", "ZY|ab@0,1"},
        {E "(0" C "!pq", "q"},
        {C "?7l" C "!p"
           "0123456789A",
         "0123456789|A@1,1"},
        {C "3g" E "c"
           "\tX",
         "        X"},
        {E "]2;t" E "c"
           "x",
         "x"}, /* RIS inside a string: ESC ends the string, c resets */
    };
    TELL(10, 4, stories);
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, E "]2;name\007" E "]4;1;#123456\007" C "?1000h" C "?2004h" C "?1h" C "5 q"
                 "1\r\n2\r\n3");
    CHECK_STR(quire_terminal_title(kit.terminal), "name");
    quire_terminal_reset(kit.terminal);
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    CHECK(modes.mouse == QUIRE_MOUSE_OFF && !modes.bracketed_paste && !modes.application_cursor);
    CHECK_INT(kit_info(&kit).history_lines, 0);
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_BLOCK);
    CHECK_STR(quire_terminal_title(kit.terminal), "");
    CHECK_STR(kit_view(&kit), "");
    kit_close(&kit);
}

/* --- styles ---------------------------------------------------------------------------------------------------- */

static void styles(void) {
    static const struct story stories[] = {
        {"a", "[['a']]"},
        {C "1ma", "[['a',1,null,null,['bold'],null,null]]"},
        {C "1;2;3;5;7;8;9;53ma", "[['a',1,null,null,['bold','dim','italic','blink','inverse','invisible','"
                                 "strikethrough','overline'],null,null]]"},
        {C "1;3;22ma", "[['a',1,null,null,['italic'],null,null]]"},
        {C "3;23;5;25;7;27;8;28;9;29;53;55;6;25ma", "[['a']]"},
        {C "4ma", "[['a',1,null,null,['underline'],null,null]]"},
        {C "21ma", "[['a',1,null,null,['double_underline'],null,null]]"},
        {C "4:3ma", "[['a',1,null,null,['curly_underline'],null,null]]"},
        {C "4:2ma" C "4:4mb" C "4:5mc" C "4:0md" C "4:9me",
         "[['a',1,null,null,['double_underline'],null,null],['b',1,null,null,['dotted_underline'],null,null],"
         "['c',1,null,null,['dashed_underline'],null,null],['de']]"},
        {C "4;24ma", "[['a']]"},
        {C "31;42ma", "[['a',1,1,2,[],null,null]]"},
        {C "91;102ma", "[['a',1,9,10,[],null,null]]"},
        {C "31;42;39;49ma", "[['a']]"},
        {C "38;5;200ma", "[['a',1,200,null,[],null,null]]"},
        {C "38:5:200ma", "[['a',1,200,null,[],null,null]]"},
        {C "38;2;1;2;3ma", "[['a',1,'#010203',null,[],null,null]]"},
        {C "38:2:1:2:3ma", "[['a',1,'#010203',null,[],null,null]]"},
        {C "38:2::1:2:3ma", "[['a',1,'#010203',null,[],null,null]]"},
        {C "48;2;255;0;16;1ma", "[['a',1,null,'#ff0010',['bold'],null,null]]"},
        {C "48:5:7;1ma", "[['a',1,null,7,['bold'],null,null]]"},
        {C "4;58;5;3ma", "[['a',1,null,null,['underline'],null,3]]"},
        {C "58:2::1:2:3ma", "[['a',1,null,null,[],null,'#010203']]"},
        {C "58:5:3;59ma", "[['a']]"},
        {C "38;5;256ma", "[['a']]"}, /* no such colour */
        {C "38;5ma", "[['a']]"},
        {C "38;7;1ma", "[['a']]"},
        {C "1;;3ma", "[['a',1,null,null,['italic'],null,null]]"}, /* an empty parameter is 0 */
        {C "1m" C "ma", "[['a']]"},
        {C "99;1ma", "[['a',1,null,null,['bold'],null,null]]"}, /* unknown ones are passed over */
        {C "?1ma", "[['a']]"},
        {C "42m" C "K", "[['          ',1,null,2,[],null,null]]"}, /* erasing leaves the background */
        {C "1;31;42m" C "X", "[[' ',1,null,2,[],null,null]]"},
        {WIDE "a", "[['" WIDE "',2,null,null,[],null,null],['a']]"},
        {"e" ACUTE "a", "[[['e" ACUTE "','a']]]"},
    };
    LOOKS(stories);
}

static void hyperlinks(void) {
    static const struct story stories[] = {
        {E "]8;;http://a.b" E "\\"
           "x" E "]8;;" E "\\"
           "y",
         "[['x',1,null,null,[],'http://a.b',null],['y']]"},
        {E "]8;id=1;http://a.b\007"
           "x" C "0m"
           "y",
         "[['xy',1,null,null,[],'http://a.b',null]]"}, /* SGR keeps links */
        {E "]8;;http://a.b/;c\007"
           "x",
         "[['x',1,null,null,[],'http://a.b/;c',null]]"},
        {E "]8;http://a.b\007"
           "x",
         "[['x']]"},
        {E "]8;;http://a.b\007"
           "x" C "!p"
           "y",
         "[['x',1,null,null,[],'http://a.b',null],['y']]"},
        {E "]8;;http://\xC3\xA9.b\007"
           "x",
         "[['x',1,null,null,[],'http://\xC3\xA9.b',null]]"},
        {E "]8;;http://a\x7F.b\007" /* DEL is no data */
           "x",
         "[['x',1,null,null,[],'http://a.b',null]]"},
        {E "]8;;http://a\xC2\x9B.b\007" /* controls, or bytes that are no UTF-8: no link */
           "x",
         "[['x']]"},
        {E "]8;;http://a\xE9.b\007"
           "x",
         "[['x']]"},
        {E "]8;id=\xC2\x85;http://a.b\007"
           "x",
         "[['x']]"},
    };
    LOOKS(stories);
    struct kit kit;
    struct text uri = {0};
    kit_open(&kit, 10, 2);
    text_addf(&uri, E "]8;;http://");
    while (uri.length < QUIRE_LINK_URI_MAX + 100)
        text_addf(&uri, "0123456789");
    text_addf(&uri, E "\\plain");
    feed(&kit, uri.bytes);
    CHECK_STR(kit_look(&kit, 0), "[['plain']]"); /* too long: text without a link */
    text_free(&uri);
    kit_close(&kit);
}

/* --- reports --------------------------------------------------------------------------------------------------- */

static void attributes_and_status(void) {
    static const struct story stories[] = {
        {C "c", C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c"},
        {C "0c", C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c"},
        {E "Z", C "?64;1;2;4;6;9;15;16;17;18;21;22;28;29c"},
        {C "1c", ""},
        {C ">c", C ">41;379;0c"},
        {C "=c", E "P!|00000000" E "\\"},
        {C ">q", E "P>|quire 0.1.0" E "\\"},
        {C "5n", C "0n"},
        {C "6n", C "1;1R"},
        {C "3;4H" C "6n", C "3;4R"},
        {C "5;9r" C "?6h" C "2;3H" C "6n", C "2;3R"},
        {C "?6n", C "?1;1;1R"},
        {C "63;1\"p" C "?6n", C "?1;1R"}, /* a VT320 tells no page */
        {C "?15n" C "?25n" C "?26n", C "?13n" C "?20n" C "?27;1;0;0n"},
        {C "x" C "1x", C "2;1;1;128;128;1;0x" C "3;1;1;128;128;1;0x"},
        {"\005", ""}, /* ENQ: an empty answerback */
    };
    ASK(stories);
}

static void mode_reports(void) {
    static const struct story stories[] = {
        {C "?7$p", C "?7;1$y"},
        {C "?7l" C "?7$p", C "?7;2$y"},
        {C "4$p" C "4h" C "4$p", C "4;2$y" C "4;1$y"},
        {C "?9999$p", C "?9999;0$y"},
        {C "99$p", C "99;0$y"},
        {C "?1000h" C "?1000$p" C "?1002h" C "?1000$p", C "?1000;1$y" C "?1000;2$y"}, /* one mouse mode at a time */
        {C "?1049h" C "?1049$p", C "?1049;1$y"},
        {C "?2026$p", C "?2026;2$y"},
        {C "?7s" C "?7l" C "?7r" C "?7$p", C "?7;1$y"}, /* XTSAVE, XTRESTORE */
    };
    ASK(stories);
}

static void setting_reports(void) {
    static const struct story stories[] = {
        {E "P$qm" E "\\", E "P1$r0m" E "\\"},
        {C "1;4:3;31;48:5:200m" E "P$qm" E "\\", E "P1$r0;1;4:3;31;48:5:200m" E "\\"},
        {C "38:2::1:2:3m" E "P$qm" E "\\", E "P1$r0;38:2::1:2:3m" E "\\"},
        {C "2;5r" E "P$qr" E "\\", E "P1$r2;5r" E "\\"},
        {C "?69h" C "2;5s" E "P$qs" E "\\", E "P1$r2;5s" E "\\"},
        {C "4 q" E "P$q q" E "\\", E "P1$r4 q" E "\\"},
        {C "1\"q" E "P$q\"q" E "\\", E "P1$r1\"q" E "\\"},
        {E "P$qz" E "\\", E "P0$r" E "\\"},
        {E "P+q544E" E "\\", E "P1+r544E=787465726D2D323536636F6C6F72" E "\\"},
        {E "P+q436F" E "\\", E "P1+r436F=323536" E "\\"},
        {E "P+q5a5a" E "\\", E "P0+r" E "\\"},
        {E "P+qzz" E "\\", E "P0+r" E "\\"},
    };
    ASK(stories);
}

static void window_reports(void) {
    static const struct story stories[] = {
        {C "18t", C "8;24;80t"}, {C "19t", C "9;24;80t"}, {C "11t", C "1t"}, {C "21t", ""}, {C "20t", ""},
    };
    ASK(stories);
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct kit kit;
    options.window_ops = QUIRE_ALLOW;
    options.cell_width_px = 10;
    options.cell_height_px = 20;
    kit_open_with(&kit, options);
    feed(&kit, E "]0;name\007" C "21t" C "20t" C "14t");
    CHECK_STR(kit_take(&kit.replies), E "]lname" E "\\" E "]Lname" E "\\" C "4;480;800t");
    text_clear(&kit.events);
    feed(&kit, C "8;30;100t" C "2t" C "30t");
    CHECK_STR(kit_take(&kit.events), "RESIZE 0 100x30;WINDOW 2 0x0;RESIZE 0 80x30;");
    feed(&kit, C "?2048h");
    CHECK_STR(kit_take(&kit.replies), C "48;24;80;480;800t");
    CHECK_INT(quire_terminal_resize(kit.terminal, 40, 10, 0, 0), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), C "48;10;40;200;400t");
    kit_close(&kit);
    kit_open(&kit, 80, 24);
    feed(&kit, C "8;30;100t" C "2t" C "30t");
    CHECK_STR(kit_take(&kit.events), ""); /* denied unless allowed */
    kit_close(&kit);
}

static void keyboard_protocol(void) {
    static const struct story stories[] = {
        {C "?u", C "?0u"},
        {C ">5u" C "?u", C "?5u"},
        {C ">5u" C ">3u" C "<u" C "?u", C "?5u"},
        {C ">5u" C "<u" C "?u", C "?0u"},
        {C ">5u" C "<9u" C "?u", C "?0u"},
        {C "=5u" C "?u", C "?5u"},
        {C "=5u" C "=2;2u" C "?u", C "?7u"},
        {C "=7u" C "=2;3u" C "?u", C "?5u"},
        {C ">1u" C "?1049h" C "?u" C "?1049l" C "?u", C "?0u" C "?1u"}, /* a stack for each screen */
        {C ">1u" E "c" C "?u", C "?0u"},
        {C ">4;2m" C "?4m", C ">4;2m"},
        {C ">4;2m" C ">4m" C "?4m", C ">4;0m"},
        {C ">4;1m" C ">4n" C "?4m", C ">4;0m"},
    };
    ASK(stories);
    struct kit kit;
    kit_open(&kit, 10, 2);
    for (unsigned i = 1; i <= QUIRE_KEYBOARD_STACK_MAX + 4; i++)
        feed(&kit, C ">1u");
    feed(&kit, C "<99u" C "?u");
    CHECK_STR(kit_take(&kit.replies), C "?0u");
    kit_close(&kit);
}

static void color_reports(void) {
    static const struct story stories[] = {
        {E "]4;1;#123456\007" E "]4;1;?\007", E "]4;1;rgb:1212/3434/5656\007"},
        {E "]4;1;rgb:ff/00/80" E "\\" E "]4;1;?" E "\\", E "]4;1;rgb:ffff/0000/8080" E "\\"},
        {E "]4;1;#111111;2;#222222\007" E "]4;1;?;2;?\007",
         E "]4;1;rgb:1111/1111/1111\007" E "]4;2;rgb:2222/2222/2222\007"},
        {E "]4;256;?;261;?\007", E "]4;256;rgb:d8d8/dede/e9e9\007"}, /* behind the palette: special colours */
        {E "]10;#010203\007" E "]10;?\007", E "]10;rgb:0101/0202/0303\007"},
        {E "]11;red\007" E "]11;?\007", E "]11;rgb:ffff/0000/0000\007"},
        {E "]12;#040506\007" E "]12;?\007", E "]12;rgb:0404/0505/0606\007"},
        {E "]10;#010203;#040506\007" E "]11;?\007", E "]11;rgb:0404/0505/0606\007"},
        {E "]11;#040506\007" E "]111\007" E "]11;?\007", E "]11;rgb:1616/1818/1d1d\007"},
        {E "]10;#040506\007" E "]110\007" E "]10;?\007", E "]10;rgb:d8d8/dede/e9e9\007"},
        {E "]12;#040506\007" E "]112\007" E "]12;?\007", E "]12;rgb:d8d8/dede/e9e9\007"}, /* follows the text */
        {E "]4;200;#111111\007" E "]104;200\007" E "]4;200;?\007", E "]4;200;rgb:ffff/0000/d7d7\007"},
        {E "]4;200;#111111\007" E "]104\007" E "]4;200;?\007", E "]4;200;rgb:ffff/0000/d7d7\007"},
        {E "]11;nonsense\007" E "]11;?\007", E "]11;rgb:1616/1818/1d1d\007"},
    };
    ASK(stories);
}

/* --- events ---------------------------------------------------------------------------------------------------- */

static void titles(void) {
    static const struct story stories[] = {
        {E "]0;both\007", "ICON both;TITLE both;"},
        {E "]1;icon\007", "ICON icon;"},
        {E "]2;title" E "\\", "TITLE title;"},
        {E "]2;one\007" C "22t" E "]2;two\007" C "23t", "TITLE one;TITLE two;TITLE one;ICON;"},
        {E "]2;one\007" C "22t" E "]2;two\007" C "23;2t", "TITLE one;TITLE two;TITLE one;"},
        {C "23t", ""},
    };
    EVENTS(stories);
    struct kit kit;
    struct text long_title = {0};
    kit_open(&kit, 10, 2);
    text_addf(&long_title, E "]2;");
    while (long_title.length < 2 * QUIRE_TITLE_MAX)
        text_addf(&long_title, WIDE);
    text_addf(&long_title, "\007");
    feed(&kit, long_title.bytes);
    size_t kept = strlen(quire_terminal_title(kit.terminal));
    CHECK(kept <= QUIRE_TITLE_MAX && kept > QUIRE_TITLE_MAX - 3 && kept % 3 == 0); /* whole characters */
    for (unsigned i = 0; i < 40; i++)
        feed(&kit, C "22t");
    feed(&kit, E "]2;other\007");
    for (unsigned i = 0; i < 40; i++)
        feed(&kit, C "23t");
    CHECK_INT(strlen(quire_terminal_title(kit.terminal)), kept);
    text_free(&long_title);
    kit_close(&kit);
}

static void things_told(void) {
    static const struct story stories[] = {
        {"\007", "BELL;"},
        {E "]52;c;aGVsbG8=\007", "CLIPBOARD_SET c hello;"},
        {E "]52;p;aGVsbG8\007", "CLIPBOARD_SET p hello;"},
        {E "]52;;aGVsbG8=\007", "CLIPBOARD_SET c hello;"},
        {E "]52;c;?\007", "CLIPBOARD c;"},
        {E "]52;c;***\007", "CLIPBOARD_SET c;"}, /* no base64 clears */
        {E "]7;file://host/dir\007", "DIRECTORY file://host/dir;"},
        {E "]9;text\007", "NOTIFY text;"},
        {E "]9;4;1;50\007", "PROGRESS 1 50;"},
        {E "]9;4;0\007", "PROGRESS 0 0;"},
        {E "]9;4;9;50\007", ""},
        {E "]777;notify;title;text\007", "NOTIFY title / text;"},
        {E "]777;other;title;text\007", ""},
        {E "]22;pointer\007", "POINTER pointer;"},
        {E "]4;1;#111111\007", "COLORS;"},
        {C "?5h", "COLORS;"},
        {C "?25l", "MODES;"},
        {C "1;2z", "UNKNOWN CSI 1;2z;"},
        {C "?5;6:7z", "UNKNOWN CSI ?5;6:7z;"},
        {E "]12345;x\007", "UNKNOWN OSC 12345;x;"},
    };
    EVENTS(stories);
    struct kit kit;
    kit_open(&kit, 10, 2);
    CHECK_INT(quire_terminal_clipboard_reply(kit.terminal, 'c', "hello", 5), QUIRE_OK);
    CHECK_STR(kit_take(&kit.replies), E "]52;c;aGVsbG8=" E "\\");
    CHECK_INT(quire_terminal_clipboard_reply(kit.terminal, '!', "hello", 5), QUIRE_INVALID);
    CHECK_STR(kit_take(&kit.replies), "");
    kit_close(&kit);
}

/* --- modes for input ------------------------------------------------------------------------------------------- */

static struct quire_input_modes modes_after(const char *input) {
    struct quire_input_modes modes = QUIRE_INPUT_MODES_INIT;
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, input);
    CHECK_INT(quire_terminal_input_modes(kit.terminal, &modes), QUIRE_OK);
    kit_close(&kit);
    return modes;
}

static void input_modes(void) {
    CHECK_INT(modes_after("").mouse, QUIRE_MOUSE_OFF);
    CHECK_INT(modes_after(C "?9h").mouse, QUIRE_MOUSE_PRESS);
    CHECK_INT(modes_after(C "?1000h").mouse, QUIRE_MOUSE_PRESS_RELEASE);
    CHECK_INT(modes_after(C "?1002h").mouse, QUIRE_MOUSE_BUTTON_MOTION);
    CHECK_INT(modes_after(C "?1000;1003h").mouse, QUIRE_MOUSE_ANY_MOTION);
    CHECK_INT(modes_after(C "?1003h" C "?1000l").mouse, QUIRE_MOUSE_OFF);
    CHECK_INT(modes_after(C "?1006h").mouse_encoding, QUIRE_MOUSE_SGR);
    CHECK_INT(modes_after(C "?1006;1016h").mouse_encoding, QUIRE_MOUSE_SGR_PIXELS);
    CHECK_INT(modes_after(C "?1015h").mouse_encoding, QUIRE_MOUSE_URXVT);
    CHECK_INT(modes_after(C "?1005h").mouse_encoding, QUIRE_MOUSE_UTF8);
    CHECK_INT(modes_after(C "?1006h" C "?1006l").mouse_encoding, QUIRE_MOUSE_DEFAULT);
    CHECK(modes_after(C "?2004h").bracketed_paste && !modes_after("").bracketed_paste);
    CHECK(modes_after(C "?1004h").focus_events && !modes_after("").focus_events);
    CHECK(modes_after(C "?1h").application_cursor && !modes_after(C "?1h" C "?1l").application_cursor);
    CHECK(modes_after(E "=").application_keypad && !modes_after(E "=" E ">").application_keypad);
    CHECK(modes_after(C "?66h").application_keypad);
    CHECK(modes_after(C "?67h").backspace_sends_bs && modes_after(C "20h").newline);
    CHECK(!modes_after("").alternate_scroll && modes_after(C "?1049h").alternate_scroll);
    CHECK(!modes_after(C "?1049h" C "?1007l").alternate_scroll);
    CHECK_INT(modes_after(C ">4;2m").modify_other_keys, 2);
    CHECK_INT(modes_after(C ">4;1f").format_other_keys, 1);
    CHECK_INT(modes_after(C ">31u").kitty_flags, 31);
}

static void shown_modes(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    CHECK(kit_info(&kit).cursor_visible && !kit_info(&kit).synchronized_output);
    feed(&kit, C "?25l" C "?2026h" C "5 q");
    CHECK(!kit_info(&kit).cursor_visible && kit_info(&kit).synchronized_output);
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_BAR);
    CHECK(kit_info(&kit).cursor_blink);
    quire_terminal_end_synchronized(kit.terminal);
    CHECK(!kit_info(&kit).synchronized_output);
    feed(&kit, C "4 q");
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_UNDERLINE);
    CHECK(!kit_info(&kit).cursor_blink);
    feed(&kit, C "9 q");
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_UNDERLINE);
    feed(&kit, C "0 q");
    CHECK_INT(kit_info(&kit).cursor_shape, QUIRE_CURSOR_BLOCK);
    kit_close(&kit);
}

/* DECSCUSR 0 and RIS bring back what the host asked for. */
static void the_hosts_cursor(void) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    struct quire_terminal *terminal = NULL;
    static const char *const back[] = {"\033[4 q\033[0 q", "\033[2 q\033c"};
    options.cursor_shape = QUIRE_CURSOR_BAR;
    options.cursor_blink = true;
    for (size_t i = 0; i < 2; i++) {
        CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_OK);
        CHECK_INT(quire_terminal_feed(terminal, back[i], strlen(back[i])), QUIRE_OK);
        CHECK_INT(quire_terminal_get_info(terminal, &info), QUIRE_OK);
        CHECK(info.cursor_shape == QUIRE_CURSOR_BAR && info.cursor_blink);
        quire_terminal_destroy(terminal);
    }
    options.cursor_shape = (enum quire_cursor_shape)7;
    CHECK_INT(quire_terminal_create(&options, &terminal), QUIRE_INVALID);
}

/* Marks without autowrap, REP after a mark elsewhere, sets of 96, REP of a run, titles that are no UTF-8. */
static void corners(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, C "?7l" C "1;10HZ" C "1;9He\xCC\x81");
    CHECK_STR(kit_view(&kit), "        e\xCC\x81"
                              "Z");
    feed(&kit, "\033c" C "2;5He" C "1;1HA" C "2;6H\xCC\x81" C "1;2H" C "2b");
    CHECK_STR(kit_view(&kit), "A|    e\xCC\x81");
    feed(&kit, "\033c\033-B\016#");
    CHECK_STR(kit_view(&kit), "#");
    feed(&kit, "\033cx" C "65535b");
    CHECK_STR(kit_view(&kit), "xxxxxxxxxx|xxxxxxxxxx|x");
    feed(&kit, "\033]2;a\xFFz\xC3\007");
    CHECK_STR(quire_terminal_title(kit.terminal), "a\xEF\xBF\xBDz\xEF\xBF\xBD");
    kit_close(&kit);
}

int main(void) {
    RUN(cursor_moves);
    RUN(wrapping);
    RUN(tabs);
    RUN(erasing);
    RUN(inserting_and_deleting);
    RUN(regions);
    RUN(side_margins);
    RUN(charsets);
    RUN(clusters);
    RUN(saved_cursor);
    RUN(alternate_screens);
    RUN(resets);
    RUN(styles);
    RUN(hyperlinks);
    RUN(attributes_and_status);
    RUN(mode_reports);
    RUN(setting_reports);
    RUN(window_reports);
    RUN(keyboard_protocol);
    RUN(color_reports);
    RUN(titles);
    RUN(things_told);
    RUN(input_modes);
    RUN(shown_modes);
    RUN(the_hosts_cursor);
    RUN(corners);
    return test_end();
}
