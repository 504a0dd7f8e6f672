/* Text in a given number of columns: OSC 66. */
#include "story_kit.h"

#define WOMAN "\xF0\x9F\x91\xA9"
#define HAN "\xE6\xBC\xA2"

static void places(void) {
    static const struct {
        const char *input, *view, *cursor;
    } stories[] = {
        {E "]66;;abc\007", "abc", "0,3"},
        {E "]66;w=1;ab\007c", "abc", "0,2"}, /* two characters in one column */
        {E "]66;w=2;a\007c", "ac", "0,3"},
        {E "]66;w=2;" HAN "\007c", HAN "c", "0,3"},
        {E "]66;w=1;" HAN "\007c", HAN "c", "0,2"},
        {E "]66;w=3;a\007c", "a  c", "0,4"},
        {E "]66;w=3;abcd\007|", "abc|", "0,4"},
        {E "]66;w=3;a" HAN HAN "\007|", "a" HAN "|", "0,4"},
        {E "]66;w=7;" WOMAN "\007|", WOMAN "     |", "0,8"},
        {E "]66;w=2; \007", "", "0,2"},
        {E "]66;s=2;a\007", "a", "0,1"}, /* the scale is 1 */
        {E "]66;s=3:w=2;a\007b", "ab", "0,3"},
        {E "]66;n=1:d=2:w=1:v=2:h=1;ab\007c", "abc", "0,2"},
        {E "]66;w=8;ab\007", "ab", "0,2"}, /* no such width: as if it were not there */
        {E "]66;w=x:q;ab\007", "ab", "0,2"},
        {E "]66;w=2;\007", "", "0,0"},
        {E "]66;w=2\007", "", "0,0"},
        {E "]66;w=2;\xC2\x9B\007", "", "0,0"},
        {E "]66;w=1;a\xFF"
           "b\007c",
         "a\xEF\xBF\xBD"
         "bc",
         "0,2"},
        {E "]66;;a\xE2\x82\007c",
         "a\xEF\xBF\xBD"
         "c",
         "0,3"},
        {"1234567890123456789" E "]66;w=2;a\007", "1234567890123456789|a", "1,2"},
        {"123456789012345678" E "]66;w=3;a\007", "123456789012345678|a", "1,3"},
        {"123456789012345678" E "]66;w=2;a\007", "123456789012345678a", "0,19+"},
        {C "?7l123456789012345678" E "]66;w=4;abcd\007", "1234567890123456abcd", "0,19"},
        {"abc\r" C "4h" E "]66;w=2;x\007", "xabc", "0,2"},
        /* a mark joins the cell and leaves its width alone; other text does not join */
        {E "]66;w=2;e\007\xCC\x81|", "e\xCC\x81|", "0,3"},
        {E "]66;w=2;e\007\xCC\x81\xCC\x82|", "e\xCC\x81\xCC\x82|", "0,3"},
        {E "]66;w=1;" WOMAN "\007\xE2\x80\x8D"
           "\xF0\x9F\x9A\x80|",
         WOMAN "\xE2\x80\x8D"
               "\xF0\x9F\x9A\x80|",
         "0,4"},
    };
    for (size_t i = 0; i < sizeof stories / sizeof *stories; i++) {
        struct kit kit;
        kit_open(&kit, 20, 4);
        feed(&kit, stories[i].input);
        if (strcmp(kit_cursor(&kit), stories[i].cursor) != 0)
            printf("story %zu\n", i);
        CHECK_STR(kit_cursor(&kit), stories[i].cursor);
        CHECK_STR(kit_view(&kit), stories[i].view);
        kit_close(&kit);
    }
}

/* A program measures with CPR what is supported, as the document says: the width, not the scale. */
static void measured(void) {
    static const struct story stories[] = {
        {"\r" C "6n" E "]66;w=2; \007" C "6n" E "]66;s=2; \007" C "6n", C "1;1R" C "1;3R" C "1;4R"},
    };
    REPLIES(stories);
}

static void too_much(void) {
    struct kit kit;
    struct text input = {0};
    kit_open(&kit, 3, 2);
    feed(&kit, E "]66;w=4;abcd\007x");
    CHECK_STR(kit_view(&kit), "x");
    text_addf(&input, E "]66;w=1;");
    for (unsigned i = 0; i < QUIRE_SIZED_TEXT_MAX; i++)
        text_add(&input, "y", 1);
    text_addf(&input, "\007");
    feed(&kit, input.bytes); /* all of it, cut to the limit of a cluster */
    CHECK_STR(kit_cursor(&kit), "0,2");
    input.length -= 1;
    text_addf(&input, "y\007");
    feed(&kit, "\r");
    feed(&kit, input.bytes); /* beyond the limit: nothing */
    CHECK_STR(kit_cursor(&kit), "0,0");
    text_free(&input);
    kit_close(&kit);
}

/* Widths outlive new sizes and the way through history. */
static void resized(void) {
    struct kit kit;
    kit_open(&kit, 6, 2);
    feed(&kit, E "]66;w=2;a\007" E "]66;w=1;" HAN "\007" E "]66;w=3;b\007\r\n1\r\n2\r\n3");
    CHECK_INT(quire_terminal_resize(kit.terminal, 6, 6, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "a" HAN "b|1|2|3");
    CHECK_INT(quire_terminal_resize(kit.terminal, 3, 6, 0, 0), QUIRE_OK);
    CHECK_STR(kit_view(&kit), "a" HAN "|b|1|2|3");
    kit_close(&kit);
}

int main(void) {
    RUN(places);
    RUN(measured);
    RUN(too_much);
    RUN(resized);
    return test_end();
}
