/* Text beside the left and right margins, what ends a pending wrap, what DECSERA leaves: rules in which random programs
 * against a real xterm (tests/differential/test_xterm.c) found mistakes. */
#include "story_kit.h"

#define FULL "0123456789"
#define MARGINS C "?69h" C "3;7s"

/* Erasing of any form and 1049 end a pending wrap: the next character goes where the cursor is. */
static void erasing_ends_a_pending_wrap(void) {
    static const struct story stories[] = {
        {FULL C "Kx", "012345678x"},   {FULL C "1Kx", "         x"},     {FULL C "2Kx", "         x"},
        {FULL C "?2Kx", "         x"}, {FULL C "2Jx", "         x"},     {FULL C "?2Jx", "         x"},
        {FULL C "3Jx", FULL "|x@1,1"}, {FULL C "?1049hx", "         x"}, {FULL C "?47hx", "|x@1,1"},
    };
    TELL(10, 4, stories);
}

/* IRM makes room as ICH does: not beside the margins. */
static void insert_mode_beside_margins(void) {
    static const struct story stories[] = {
        {"abcdefghi" MARGINS C "4h" C "1;1HXY", "XYcdefghi@0,2"},
        {"abcdefghi" MARGINS C "4h" C "1;9HX", "abcdefghX"},
        {"abcdefghi" MARGINS C "4h" C "1;3HX", "abXcdefhi@0,3"},
        {"abcdefghi" MARGINS C "4h" C "1;1HXYZW", "XYZWcdehi@0,4"}, /* over the margin */
        {"abcdefghi" MARGINS C "4h" C "1;1H\xC3\xA9\xC3\xA9\xC3\xA9", "\xC3\xA9\xC3\xA9\xC3\xA9"
                                                                      "cdefhi@0,3"},
    };
    TELL(10, 4, stories);
}

/* Text that wraps beside the margins goes to the next row as an index does there: nothing scrolls. */
static void wrapping_beside_margins(void) {
    static const struct story stories[] = {
        {"ab\r\ncd" MARGINS C "4;9HXYZ", "ab|cd||  Z     XY@3,3"},
        {"ab\r\n  cd" MARGINS C "4;3HXYZUVW", "abcd||  XYZUV|  W@3,3"},
    };
    TELL(10, 4, stories);
}

/* DECALN leaves origin mode, DECRC brings back the one that DECSC saved. */
static void origin_mode_ends_and_returns(void) {
    static const struct story stories[] = {
        {C "2;3r" C "?6h" E "#8" C "1;1Hx", "xEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE@0,1"},
        {C "2;3r" C "?6h" E "#8" C "2;3r" C "1;1Hx", "xEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE|EEEEEEEEEE@0,1"},
        {C "2;3r" C "?6h" E "7" C "?6l" E "8" C "1;1Hx", "|x@1,1"},
        {C "2;3r" E "7" C "?6h" E "8" C "1;1Hx", "x@0,1"},
    };
    TELL(10, 4, stories);
}

static void selective_rectangles_keep_renditions(void) {
    static const struct story dressed[] = {
        {C "1mab" C "m" C "31mc" C "1;1;1;3${", "[['  ',1,null,null,['bold'],null,null],[' ',1,1,null,[],null,null]]"},
    };
    LOOKS(dressed);
}

int main(void) {
    RUN(erasing_ends_a_pending_wrap);
    RUN(insert_mode_beside_margins);
    RUN(wrapping_beside_margins);
    RUN(origin_mode_ends_and_returns);
    RUN(selective_rectangles_keep_renditions);
    return test_end();
}
