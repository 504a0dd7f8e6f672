/* Lines of double size: DECDHL, DECSWL, DECDWL, and what moves, ends and shows them. */
#include "engine_kit.h"

#define E "\033"
#define C "\033["
#define TOP "\033#3"
#define BOTTOM "\033#4"
#define SINGLE "\033#5"
#define DOUBLE "\033#6"
#define WIDE "\xE6\xBC\xA2" /* one wide character */

/* The sizes of the rows in view, a letter each: s, d (double width), t and b (the halves of double height). */
static const char *sizes(struct kit *kit) {
    static const char letters[] = {'s', 'd', 't', 'b'};
    static char text[64];
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    for (uint32_t row = 0; row < info.rows; row++)
        text[row] = letters[quire_frame_row_size(kit->frame, row)];
    text[info.rows] = 0;
    return text;
}

struct story {
    const char *input, *sizes, *shown, *cursor;
};

static void tell(const struct story *stories, size_t count, uint32_t cols, uint32_t rows) {
    for (size_t i = 0; i < count; i++) {
        struct kit kit;
        bool before = test_ok;
        test_ok = true;
        kit_open(&kit, cols, rows);
        feed(&kit, stories[i].input);
        CHECK_STR(sizes(&kit), stories[i].sizes);
        CHECK_STR(kit_view(&kit), stories[i].shown);
        CHECK_STR(kit_cursor(&kit), stories[i].cursor);
        if (!test_ok)
            printf("story %zu\n", i);
        test_ok = test_ok && before;
        kit_close(&kit);
    }
}

#define TELL(stories, cols, rows) tell(stories, sizeof(stories) / sizeof *(stories), cols, rows)

static void the_four_controls(void) {
    static const struct story stories[] = {
        {TOP "ab\r\n" BOTTOM "ab\r\n" DOUBLE "cd\r\n" SINGLE "ef", "tbds", "ab|ab|cd|ef", "3,2"},
        {DOUBLE TOP BOTTOM, "bsss", "", "0,0"},
        {DOUBLE "ab" SINGLE, "ssss", "ab", "0,2"},
    };
    TELL(stories, 10, 4);
}

/* Cells right of the middle are kept, and not shown until the line is single again (xterm). */
static void what_is_beyond_the_middle(void) {
    static const struct story stories[] = {
        {"abcdefghij" DOUBLE, "ds", "abcde", "0,4"},
        {"abcdefghij" DOUBLE SINGLE, "ss", "abcdefghij", "0,4"},
        {"abcdefghij" DOUBLE C "K" SINGLE, "ss", "abcd", "0,4"},
        {"abcdefghij" DOUBLE C "3G" C "2P" SINGLE, "ss", "abe  fghij", "0,2"},
        {"abcdefghij" DOUBLE C "3G" C "2@" SINGLE, "ss", "ab  cfghij", "0,2"},
        {"abcd" WIDE "ghi" DOUBLE, "ds", "abcd", "0,4"}, /* a wide character across the middle */
    };
    TELL(stories, 10, 2);
}

static void the_cursor_stays_on_the_line(void) {
    static const struct story stories[] = {
        {DOUBLE C "1;9H", "dss", "", "0,4"},
        {DOUBLE C "9C", "dss", "", "0,4"},
        {DOUBLE C "9G", "dss", "", "0,4"},
        {DOUBLE "\t", "dss", "", "0,4"},
        {DOUBLE C "2;9H" C "A", "dss", "", "0,4"},
        {DOUBLE C "2;9H" E "M", "dss", "", "0,4"},
        {"\r\n\r\n" DOUBLE C "1;9H" E "7" C "2;9H\n", "ssd", "", "2,4"},
        {DOUBLE "\r\n" C "9G" E "7" E "M" E "8", "dss", "", "1,8"},
        {C "3;9H" DOUBLE C "1;9H" C "2S", "dss", "", "0,4"}, /* the line comes to the cursor */
        {DOUBLE C "?45h" C "2;1H" C "1;5Hab" C "2;1H\b", "dss", "    a|b", "0,4"},
        {DOUBLE C "?1045h" C "2;1H\b", "dss", "", "0,4"},
        {C "1;9Hx" DOUBLE "y", "dss", "    y", "0,4+"},
        {"abcdefghi" DOUBLE C "6n", "dss", "abcde", "0,4"},
    };
    TELL(stories, 10, 3);
}

static void text_wraps_in_the_middle(void) {
    static const struct story stories[] = {
        {DOUBLE "abcde", "dss", "abcde", "0,4+"},
        {DOUBLE "abcdefghijklmnopqrst", "dss", "abcde|fghijklmno|pqrst", "2,5"},
        {C "?7l" DOUBLE "abcdefg", "dss", "abcdg", "0,4"},
        {DOUBLE "abcd" WIDE "x", "dss", "abcd|" WIDE "x", "1,3"},
        {DOUBLE "abcd" C "1G" C "4hxy", "dss", "xyabc", "0,2"},
        {"\r\n" DOUBLE C "1;9Hxyzabcdefg", "sds", "        xy|zabcd|efg", "2,3"},
        {DOUBLE "a" C "9b", "dss", "aaaaa|aaaaa", "1,5"},
    };
    TELL(stories, 10, 3);
}

/* A single column cannot be halved; of an odd number the last one is left over. */
static void odd_and_single_columns(void) {
    static const struct story one[] = {{DOUBLE "ab", "dsss", "a|b", "1,0+"}},
                              three[] = {{DOUBLE "abc", "ds", "a|bc", "1,2"}};
    static const struct story narrow[] = {{"\r\n" DOUBLE C "1;3H" WIDE "x", "sd", "|x", "1,0+"}};
    TELL(one, 1, 4);
    TELL(three, 3, 2);
    TELL(narrow, 3, 2);
}

static void erasing(void) {
    static const struct story stories[] = {
        {DOUBLE "\r\n" TOP "\r\n" BOTTOM C "2J", "sss", "", "2,0"},
        {DOUBLE "\r\n" TOP "\r\n" BOTTOM C "2;2H" C "J", "dts", "", "1,1"},
        {DOUBLE "\r\n" TOP "\r\n" BOTTOM C "2;1H" C "J", "dss", "", "1,0"}, /* all of the line */
        {DOUBLE "\r\n" TOP "\r\n" BOTTOM C "2;2H" C "1J", "stb", "", "1,1"},
        {DOUBLE "ab" C "2K" C "5X", "dss", "", "0,1"},
        {DOUBLE "ab" C "?2J", "dss", "", "0,1"}, /* selective: attributes stay */
        {DOUBLE "ab" E "c", "sss", "", "0,0"},
        {DOUBLE "ab" C "!p", "dss", "ab", "0,1"},
        {DOUBLE "ab" E "#8", "sss", "EEEE|EEEE|EEEE", "0,0"},
        {DOUBLE "ab" C "?40h" C "?3h", "sss", "", "0,0"},
    };
    TELL(stories, 4, 3);
}

static void lines_take_their_size_along(void) {
    static const struct story stories[] = {
        {"\r\n" DOUBLE "ab" C "1;1H" C "L", "ssds", "||ab", "0,0"},
        {"\r\n" DOUBLE "ab" C "1;1H" C "M", "dsss", "ab", "0,0"},
        {DOUBLE "ab" C "M", "ssss", "", "0,0"},
        {"\r\n" DOUBLE "ab" C "S", "dsss", "ab", "1,2"},
        {"\r\n" DOUBLE "ab" C "T", "ssds", "||ab", "1,2"},
        {C "4;1H" DOUBLE "ab" C "3;4r" C "4;1H\n", "ssds", "||ab", "3,0"},
        {DOUBLE "ab" C "41m" C "T", "sdss", "|ab", "0,2"}, /* coloured rows that come in are single, too */
    };
    TELL(stories, 8, 4);
}

/* With left and right margins there are no double lines, neither now nor later (DEC STD 070). */
static void margins(void) {
    static const struct story stories[] = {
        {DOUBLE "ab\r\n" TOP C "?69h", "ssss", "ab", "1,0"},
        {C "?69h" DOUBLE "ab\r\n" TOP BOTTOM, "ssss", "ab", "1,0"},
        {DOUBLE "ab" C "?1049h" C "?69h" C "?69l" C "?1049l", "ssss", "ab", "0,2"}, /* on both screens */
        {C "?69h" C "?69l" DOUBLE, "dsss", "", "0,0"},
    };
    TELL(stories, 8, 4);
}

static const char *text_of(struct kit *kit) {
    kit_format(kit, QUIRE_FORMAT_TEXT, &kit->scratch);
    return kit->scratch.bytes;
}

/* In history such a line is plain text: what was seen of it. So it is after a resize. */
static void history_and_resizing(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, "abcdefghij" DOUBLE "\r\n" TOP "klm\r\nx\r\ny");
    CHECK_STR(text_of(&kit), "abcde\nklm\nx\ny\n");
    CHECK_STR(sizes(&kit), "ss");
    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK_STR(kit_view(&kit), "klm|x");
    CHECK_STR(sizes(&kit), "ss");
    quire_frame_scroll(kit.frame, kit.terminal, -1);
    feed(&kit, "\r" DOUBLE);
    quire_frame_scroll(kit.frame, kit.terminal, 1);
    CHECK_STR(sizes(&kit), "ss");
    feed(&kit, C "1;1H" DOUBLE);
    CHECK_STR(kit_view(&kit), "klm|x");
    CHECK_STR(sizes(&kit), "sd"); /* the screen's rows keep theirs in a view that stands in history */
    quire_frame_scroll(kit.frame, kit.terminal, -1);
    feed(&kit, "0123456789" C "1;1H" C "?1049h" DOUBLE "alt");
    CHECK_INT(quire_terminal_resize(kit.terminal, 10, 3, 0, 0), QUIRE_OK);
    CHECK_STR(sizes(&kit), "sss");
    feed(&kit, C "?1049l");
    CHECK_STR(sizes(&kit), "sss");
    kit_close(&kit);
}

/* Text that wraps out of or into such a line is no line of one piece with it. */
static void lines_of_their_own(void) {
    struct kit kit;
    kit_open(&kit, 6, 4);
    feed(&kit, DOUBLE "abcdef");
    CHECK_STR(text_of(&kit), "abc\ndef\n");
    feed(&kit, C "2J" C "2;1H" DOUBLE C "1;1H"
                 "ABCDEFGHI");
    CHECK_STR(text_of(&kit), "ABCDEF\nGHI\n");
    feed(&kit, C "2J" C "1;1H"
                 "ABCDEFGHIJKLMN" C "2;1H" DOUBLE);
    CHECK_STR(text_of(&kit), "ABCDEF\nGHI\nMN\n");
    CHECK(kit_sound(&kit));
    feed(&kit, C "1;1H" E "M" C "5;1H\n\n" C "1;1H" DOUBLE); /* a row that went on out of history */
    CHECK(kit_sound(&kit));
    kit_close(&kit);
}

static const char *selected(struct kit *kit, uint32_t row, uint32_t col, enum quire_selection_unit unit) {
    static char text[64];
    size_t length = 0;
    (void)kit_view(kit);
    quire_selection_start(kit->terminal, kit->frame, row, col, false, unit);
    if (quire_selection_text(kit->terminal, kit->frame, text, sizeof text - 1, &length) != QUIRE_OK)
        return "(none)";
    text[length] = 0;
    return text;
}

static void selecting(void) {
    struct kit kit;
    struct quire_frame_cell cells[10];
    kit_open(&kit, 10, 2);
    feed(&kit, "ab cdefghi" DOUBLE "\r\nnext");
    CHECK_STR(selected(&kit, 0, 3, QUIRE_SELECT_WORD), "cd"); /* nothing of what is hidden */
    CHECK_STR(selected(&kit, 0, 9, QUIRE_SELECT_WORD), "cd"); /* beyond the end: the last cell */
    CHECK_STR(selected(&kit, 0, 0, QUIRE_SELECT_LINE), "ab cd");
    (void)kit_view(&kit);
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, 10), 5);
    CHECK(cells[0].selected && cells[4].selected);
    quire_selection_start(kit.terminal, kit.frame, 0, 3, false, QUIRE_SELECT_CELL);
    quire_selection_extend(kit.terminal, kit.frame, 1, 1, true);
    char text[64];
    size_t length = 0;
    CHECK_INT(quire_selection_text(kit.terminal, kit.frame, text, sizeof text, &length), QUIRE_OK);
    CHECK(length == 5 && memcmp(text, "cd\nne", 5) == 0);
    kit_close(&kit);
}

static void frames_and_formats(void) {
    struct kit kit;
    struct quire_frame_cell cells[10];
    kit_open(&kit, 10, 2);
    CHECK_INT(quire_frame_row_size(kit.frame, 0), QUIRE_ROW_SINGLE); /* before the first update */
    feed(&kit, "x" TOP);
    CHECK_STR(sizes(&kit), "ts");
    CHECK(quire_frame_row_changed(kit.frame, 0));
    quire_frame_drawn(kit.frame);
    CHECK_STR(sizes(&kit), "ts");
    CHECK(!quire_frame_row_changed(kit.frame, 0));
    feed(&kit, TOP);
    CHECK_STR(sizes(&kit), "ts");
    CHECK(!quire_frame_row_changed(kit.frame, 0));
    feed(&kit, DOUBLE);
    CHECK_STR(sizes(&kit), "ds");
    CHECK(quire_frame_row_changed(kit.frame, 0));
    CHECK_INT(quire_frame_row_size(kit.frame, 2), QUIRE_ROW_SINGLE);
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, 10), 5);
    CHECK_INT(quire_frame_row(kit.frame, 1, cells, 10), 10);
    feed(&kit, C "1;1Habcd" SINGLE WIDE DOUBLE);
    (void)sizes(&kit);
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, 10), 5);
    CHECK(cells[4].width == 1 && cells[4].text_length == 0); /* cut in the middle */
    CHECK_STR(kit_look(&kit, 0), "[['abcd']],'size':'double_width'");
    kit_close(&kit);
}

int main(void) {
    RUN(the_four_controls);
    RUN(what_is_beyond_the_middle);
    RUN(the_cursor_stays_on_the_line);
    RUN(text_wraps_in_the_middle);
    RUN(odd_and_single_columns);
    RUN(erasing);
    RUN(lines_take_their_size_along);
    RUN(margins);
    RUN(history_and_resizing);
    RUN(lines_of_their_own);
    RUN(selecting);
    RUN(frames_and_formats);
    return test_end();
}
