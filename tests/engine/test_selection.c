/* Selecting: by cell, word, line and block, over wraps and history, through scrolling and resizing. */
#include "engine_kit.h"

#define WIDE_A "\xE6\xBC\xA2"
#define WIDE_B "\xE5\xAD\x97"

/* The selected text, "(none)" without a selection. */
static const char *selected(struct kit *kit) {
    static char text[4096];
    size_t length = 0;
    enum quire_result result = quire_selection_text(kit->terminal, kit->frame, text, sizeof text - 1, &length);
    CHECK_INT(quire_selection_exists(kit->terminal, kit->frame), result == QUIRE_OK);
    if (result != QUIRE_OK) {
        CHECK_INT(result, QUIRE_NOT_FOUND);
        return "(none)";
    }
    text[length] = 0;
    return text;
}

struct drag {
    uint32_t row, col;
    bool right;
};

/* Selects from one cell to another in the frame as it is now. */
static const char *dragged(struct kit *kit, struct drag from, struct drag to, enum quire_selection_unit unit) {
    (void)kit_view(kit);
    quire_selection_start(kit->terminal, kit->frame, from.row, from.col, from.right, unit);
    quire_selection_extend(kit->terminal, kit->frame, to.row, to.col, to.right);
    return selected(kit);
}

#define DRAG(from_row, from_col, from_right, to_row, to_col, to_right, unit)                                           \
    dragged(&kit, (struct drag){from_row, from_col, from_right}, (struct drag){to_row, to_col, to_right}, unit)

static const char *clicked(struct kit *kit, uint32_t row, uint32_t col, enum quire_selection_unit unit) {
    (void)kit_view(kit);
    quire_selection_start(kit->terminal, kit->frame, row, col, false, unit);
    return selected(kit);
}

static void by_cell(void) {
    struct kit kit;
    kit_open(&kit, 12, 4);
    feed(&kit, "hello world\r\n  second  \r\n\r\nlast");
    CHECK_STR(DRAG(0, 0, false, 0, 4, true, QUIRE_SELECT_CELL), "hello");
    CHECK_STR(DRAG(0, 0, true, 0, 4, false, QUIRE_SELECT_CELL), "ell");   /* halves decide */
    CHECK_STR(DRAG(0, 4, true, 0, 0, false, QUIRE_SELECT_CELL), "hello"); /* backwards */
    CHECK_STR(DRAG(0, 6, false, 1, 3, true, QUIRE_SELECT_CELL), "world\n  se");
    CHECK_STR(DRAG(1, 3, true, 0, 6, false, QUIRE_SELECT_CELL), "world\n  se");
    CHECK_STR(DRAG(1, 0, false, 3, 1, true, QUIRE_SELECT_CELL), "  second\n\nla");
    CHECK_STR(DRAG(0, 3, false, 0, 3, false, QUIRE_SELECT_CELL), "(none)");
    CHECK_STR(DRAG(0, 99, true, 99, 99, true, QUIRE_SELECT_CELL),
              "\n  second\n\nlast");                             /* outside counts as the edge */
    CHECK_STR(clicked(&kit, 0, 3, QUIRE_SELECT_CELL), "(none)"); /* empty until extended */
    quire_selection_extend(kit.terminal, kit.frame, 0, 4, true);
    CHECK_STR(selected(&kit), "lo");
    quire_selection_clear(kit.frame);
    CHECK_STR(selected(&kit), "(none)");
    quire_selection_extend(kit.terminal, kit.frame, 0, 4, true);
    CHECK_STR(selected(&kit), "(none)"); /* nothing to extend */
    kit_close(&kit);
}

static void by_word(void) {
    struct kit kit;
    kit_open(&kit, 20, 4);
    feed(&kit, "one (two) /a/b-c.d, \r\nhttp://x.org/?q=1&r=2#s end");
    CHECK_STR(clicked(&kit, 0, 1, QUIRE_SELECT_WORD), "one");
    CHECK_STR(clicked(&kit, 0, 6, QUIRE_SELECT_WORD), "two");
    CHECK_STR(clicked(&kit, 0, 4, QUIRE_SELECT_WORD), "(");
    CHECK_STR(clicked(&kit, 0, 12, QUIRE_SELECT_WORD), "/a/b-c.d");
    CHECK_STR(clicked(&kit, 2, 1, QUIRE_SELECT_WORD), "http://x.org/?q=1&r=2#s"); /* over a wrap */
    CHECK_STR(DRAG(0, 1, false, 0, 6, false, QUIRE_SELECT_WORD), "one (two");
    CHECK_STR(DRAG(0, 6, false, 0, 1, false, QUIRE_SELECT_WORD), "one (two");
    kit_close(&kit);
}

/* Lines and blocks that frames are drawn with stand apart from the text beside them. */
static void words_beside_frames(void) {
    static const char *const drawn[] = {"\u2500", "\u257F", "\u2580", "\u2588", "\u259F"};
    static const char *const text[] = {"\u24FF", "\u25A0", "\u00E9"};
    struct kit kit;
    kit_open(&kit, 20, 2);
    for (size_t i = 0; i < sizeof drawn / sizeof *drawn; i++) {
        feed(&kit, "\033[H\033[Jab");
        feed(&kit, drawn[i]);
        feed(&kit, "cd");
        CHECK_STR(clicked(&kit, 0, 1, QUIRE_SELECT_WORD), "ab");
        CHECK_STR(clicked(&kit, 0, 2, QUIRE_SELECT_WORD), drawn[i]);
        CHECK_STR(clicked(&kit, 0, 3, QUIRE_SELECT_WORD), "cd");
    }
    for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
        feed(&kit, "\033[H\033[J");
        feed(&kit, text[i]);
        feed(&kit, "cd");
        CHECK(strcmp(clicked(&kit, 0, 1, QUIRE_SELECT_WORD), "cd") != 0);
    }
    kit_close(&kit);
}

/* A word ends with its line, in both directions, also where the row is full. */
static void words_end_with_lines(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "abcdefghij\r\nklmnopqrst\r\nuvw");
    CHECK_STR(clicked(&kit, 0, 9, QUIRE_SELECT_WORD), "abcdefghij");
    CHECK_STR(clicked(&kit, 1, 0, QUIRE_SELECT_WORD), "klmnopqrst");
    CHECK_STR(clicked(&kit, 2, 0, QUIRE_SELECT_WORD), "uvw");
    feed(&kit, "\r\n\n\n"); /* from the screen into history, and there */
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    CHECK_STR(clicked(&kit, 1, 0, QUIRE_SELECT_WORD), "klmnopqrst");
    CHECK_STR(clicked(&kit, 2, 0, QUIRE_SELECT_WORD), "uvw");
    kit_close(&kit);
}

/* Two views of one terminal have two selections, and one view of two terminals has one at a time. */
static void of_a_view(void) {
    struct kit kit, other;
    struct quire_frame *second;
    char text[32];
    size_t length;
    kit_open(&kit, 10, 2);
    kit_open(&other, 10, 2);
    feed(&kit, "one two");
    feed(&other, "one two");
    CHECK_INT(quire_frame_create(NULL, &second), QUIRE_OK);
    CHECK_INT(quire_frame_update(second, kit.terminal), QUIRE_OK);
    CHECK_STR(clicked(&kit, 0, 0, QUIRE_SELECT_WORD), "one");
    quire_selection_start(kit.terminal, second, 0, 4, false, QUIRE_SELECT_WORD);
    CHECK_STR(selected(&kit), "one");
    CHECK_INT(quire_selection_text(kit.terminal, second, text, sizeof text, &length), QUIRE_OK);
    CHECK(length == 3 && memcmp(text, "two", 3) == 0);
    CHECK(!quire_selection_exists(other.terminal, second));
    quire_selection_clear(second);
    CHECK(!quire_selection_exists(kit.terminal, second));
    CHECK_STR(selected(&kit), "one");
    quire_selection_start(other.terminal, second, 0, 4, false, QUIRE_SELECT_WORD);
    kit_close(&other); /* the terminal ends first */
    CHECK(!quire_selection_exists(kit.terminal, second));
    quire_frame_destroy(second);
    kit_close(&kit);
}

/* Text in the middle of a selection goes away, or its place is another's. */
static void torn_apart(void) {
    static const char *const breaks[] = {"\033[2;1H\033[M",         "\033[2;1H\033[L", "\033[2;3r\033[3;1H\n",
                                         "\033[1;2r\033[1;1H\033M", "\033[2;1Hx",      "\033[2;2H\033[P",
                                         "\033[1;1Hx\r\n\n\n\n\n\n"};
    for (size_t i = 0; i < sizeof breaks / sizeof *breaks; i++) {
        struct kit kit;
        kit_open(&kit, 10, 4);
        feed(&kit, "AAA\r\nBBB\r\nCCC\r\nDDD");
        CHECK_STR(DRAG(0, 0, false, 2, 2, true, QUIRE_SELECT_CELL), "AAA\nBBB\nCCC");
        feed(&kit, breaks[i]);
        CHECK_STR(selected(&kit), "(none)");
        kit_close(&kit);
    }
}

/* What ED 3 leaves of a line keeps its places, and no other text takes those of the rest. */
static void behind_a_clear(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "AAAAAAAAAABBBBBBBBBBCCCCCCCCCCDDDDDDDDDDEE");
    CHECK_STR(DRAG(1, 0, false, 1, 4, true, QUIRE_SELECT_CELL), "CCCCC");
    feed(&kit, "\033[3J");
    CHECK_STR(selected(&kit), "CCCCC");
    feed(&kit, "\r\n\n\n");
    CHECK_STR(selected(&kit), "CCCCC");
    CHECK(kit_sound(&kit));
    CHECK_INT(quire_terminal_resize(kit.terminal, 7, 4, 0, 0), QUIRE_OK);
    CHECK_STR(selected(&kit), "CCCCC");
    kit_close(&kit);
}

/* Block elements and box drawing are no letters, and a word ends with its line, also where that fills its row. */
static void words_end(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "ab\xE2\x96\x88\xE2\x96\x93zz\xE2\x94\x80q\r\n0123456789\r\nabc");
    CHECK_STR(clicked(&kit, 0, 0, QUIRE_SELECT_WORD), "ab");
    CHECK_STR(clicked(&kit, 0, 2, QUIRE_SELECT_WORD), "\xE2\x96\x88\xE2\x96\x93");
    CHECK_STR(clicked(&kit, 0, 4, QUIRE_SELECT_WORD), "zz");
    CHECK_STR(clicked(&kit, 0, 7, QUIRE_SELECT_WORD), "q");
    CHECK_STR(clicked(&kit, 2, 0, QUIRE_SELECT_WORD), "abc");
    CHECK_STR(clicked(&kit, 1, 9, QUIRE_SELECT_WORD), "0123456789");
    kit_close(&kit);
}

static void by_line(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "short\r\nabcdefghijklmno\r\nlast");
    CHECK_STR(clicked(&kit, 0, 8, QUIRE_SELECT_LINE), "short");
    CHECK_STR(clicked(&kit, 2, 0, QUIRE_SELECT_LINE), "abcdefghijklmno");
    CHECK_STR(DRAG(2, 3, false, 3, 3, false, QUIRE_SELECT_LINE), "abcdefghijklmno\nlast");
    CHECK_STR(DRAG(3, 3, false, 0, 3, false, QUIRE_SELECT_LINE), "short\nabcdefghijklmno\nlast");
    kit_close(&kit);
}

static void by_block(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "abcdefgh\r\n12\r\nABCDEFGHIJKLMN");
    CHECK_STR(DRAG(0, 1, false, 2, 3, true, QUIRE_SELECT_BLOCK), "bcd\n2\nBCD");
    CHECK_STR(DRAG(2, 3, true, 0, 1, false, QUIRE_SELECT_BLOCK), "bcd\n2\nBCD");
    CHECK_STR(DRAG(0, 3, true, 2, 1, false, QUIRE_SELECT_BLOCK), "bcd\n2\nBCD"); /* any two corners */
    CHECK_STR(DRAG(2, 0, false, 3, 1, true, QUIRE_SELECT_BLOCK), "AB\nKL");      /* rows, even where a line wraps */
    CHECK_STR(DRAG(0, 3, false, 2, 3, false, QUIRE_SELECT_BLOCK), "(none)");
    kit_close(&kit);
}

static void wide_characters(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "a" WIDE_A WIDE_B "e\xCC\x81z");
    CHECK_STR(DRAG(0, 2, false, 0, 2, true, QUIRE_SELECT_CELL), WIDE_A); /* half of it is all of it */
    CHECK_STR(DRAG(0, 0, false, 0, 3, true, QUIRE_SELECT_CELL), "a" WIDE_A WIDE_B);
    CHECK_STR(DRAG(0, 5, false, 0, 5, true, QUIRE_SELECT_CELL), "e\xCC\x81");
    CHECK_STR(clicked(&kit, 0, 4, QUIRE_SELECT_WORD), "a" WIDE_A WIDE_B "e\xCC\x81z");
    feed(&kit, "\r\n12345678"
               "9" WIDE_A "!");
    CHECK_STR(clicked(&kit, 1, 0, QUIRE_SELECT_LINE),
              "123456789" WIDE_A "!"); /* the gap before a wide one is no text */
    kit_close(&kit);
}

/* From a line that history ends with to its end on the screen. */
static void from_history_to_the_screen(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "abcdefghijklmnopqrstuvwxyz 123456789");
    quire_frame_scroll_to(kit.frame, kit.terminal, UINT64_MAX);
    CHECK_STR(kit_view(&kit), "abcdefghij|klmnopqrst|uvwxyz 123");
    CHECK_STR(DRAG(0, 5, false, 1, 3, true, QUIRE_SELECT_CELL), "fghijklmn");
    CHECK_STR(clicked(&kit, 0, 5, QUIRE_SELECT_LINE), "abcdefghijklmnopqrstuvwxyz 123456789");
    CHECK_STR(clicked(&kit, 2, 5, QUIRE_SELECT_WORD), "abcdefghijklmnopqrstuvwxyz");
    quire_frame_scroll_to(kit.frame, kit.terminal, 0);
    CHECK_STR(clicked(&kit, 1, 0, QUIRE_SELECT_WORD), "abcdefghijklmnopqrstuvwxyz");
    kit_close(&kit);
}

static void scrolling_keeps_it(void) {
    struct kit kit;
    kit_open(&kit, 10, 3);
    feed(&kit, "one\r\nabcdefghijklmno");
    CHECK_STR(DRAG(0, 1, false, 1, 4, true, QUIRE_SELECT_CELL), "ne\nabcde");
    feed(&kit, "\r\n2"); /* half in history */
    CHECK_STR(selected(&kit), "ne\nabcde");
    feed(&kit, "\r\n3\r\n4\r\n5\r\n6");
    CHECK_STR(selected(&kit), "ne\nabcde");
    quire_frame_scroll_to(kit.frame, kit.terminal, UINT64_MAX);
    CHECK_STR(kit_view(&kit), "one|abcdefghij|klmno");
    CHECK_STR(DRAG(1, 8, false, 2, 1, true, QUIRE_SELECT_CELL), "ijkl"); /* selected in history */
    CHECK_STR(clicked(&kit, 2, 1, QUIRE_SELECT_LINE), "abcdefghijklmno");
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    CHECK_STR(kit_view(&kit), "2|3|4");
    CHECK_STR(selected(&kit), "abcdefghijklmno");
    kit_close(&kit);
}

static void resizing_keeps_it(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "one\r\nabcdefghijklmno " WIDE_A WIDE_B "\r\ntwo");
    CHECK_STR(DRAG(0, 1, false, 2, 7, true, QUIRE_SELECT_CELL), "ne\nabcdefghijklmno " WIDE_A);
    for (uint32_t cols = 30; cols >= 2; cols--) {
        CHECK_INT(quire_terminal_resize(kit.terminal, cols, 1 + cols % 5, 0, 0), QUIRE_OK);
        CHECK_STR(selected(&kit), "ne\nabcdefghijklmno " WIDE_A);
    }
    kit_close(&kit);
}

static void gone_or_rewritten(void) {
    struct kit kit;
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = 10;
    options.rows = 3;
    options.scrollback_lines = 2;
    kit_open_with(&kit, options);
    feed(&kit, "one\r\ntwo");
    CHECK_STR(clicked(&kit, 0, 0, QUIRE_SELECT_WORD), "one");
    feed(&kit, "\r\n3\r\n4\r\n5");
    CHECK_STR(selected(&kit), "one");
    feed(&kit, "\r\n6"); /* evicted now */
    CHECK_STR(selected(&kit), "(none)");
    CHECK_STR(clicked(&kit, 0, 0, QUIRE_SELECT_WORD), "4");
    feed(&kit, "\033[3;5Hx"); /* another row */
    CHECK_STR(selected(&kit), "4");
    feed(&kit, "\033[1;1HX");
    CHECK_STR(selected(&kit), "(none)");
    CHECK_INT(quire_terminal_resize(kit.terminal, 12, 4, 0, 0), QUIRE_OK);
    CHECK_STR(selected(&kit), "(none)"); /* nor does it come back */
    CHECK_STR(clicked(&kit, 1, 0, QUIRE_SELECT_LINE), "X");
    quire_terminal_clear_history(kit.terminal);
    CHECK_STR(selected(&kit), "X");
    feed(&kit, "\033[?1049h");
    CHECK_STR(selected(&kit), "(none)");
    feed(&kit, "\033[Halt");
    CHECK_STR(clicked(&kit, 0, 0, QUIRE_SELECT_WORD), "alt");
    quire_terminal_reset(kit.terminal);
    CHECK_STR(selected(&kit), "(none)");
    kit_close(&kit);
}

static void extending_over_new_rows(void) {
    struct kit kit;
    kit_open(&kit, 10, 4);
    feed(&kit, "one\r\ntwo\r\n");
    CHECK_STR(DRAG(0, 0, false, 0, 2, true, QUIRE_SELECT_CELL), "one");
    feed(&kit, "three");
    (void)kit_view(&kit);
    quire_selection_extend(kit.terminal, kit.frame, 2, 4, true); /* rows written after the start may be taken in */
    CHECK_STR(selected(&kit), "one\ntwo\nthree");
    kit_close(&kit);
}

static void buffer_too_small(void) {
    struct kit kit;
    char text[4] = "keep";
    size_t length = 0;
    kit_open(&kit, 10, 2);
    feed(&kit, "hello");
    (void)clicked(&kit, 0, 0, QUIRE_SELECT_WORD);
    CHECK_INT(quire_selection_text(kit.terminal, kit.frame, NULL, 0, &length), QUIRE_NO_SPACE);
    CHECK_INT(length, 5);
    CHECK_INT(quire_selection_text(kit.terminal, kit.frame, text, 4, &length), QUIRE_NO_SPACE);
    CHECK(memcmp(text, "keep", 4) == 0); /* nothing written */
    kit_close(&kit);
}

static void shown_in_the_frame(void) {
    struct kit kit;
    struct quire_frame_cell cells[10];
    kit_open(&kit, 10, 3);
    feed(&kit, "a" WIDE_A "bc");
    (void)DRAG(0, 2, false, 0, 3, true, QUIRE_SELECT_CELL);
    (void)kit_view(&kit);
    CHECK(quire_frame_row_changed(kit.frame, 0));
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, 10), 10);
    for (uint32_t x = 0; x < 10; x++)
        CHECK_INT(cells[x].selected, x >= 1 && x <= 3);
    quire_frame_drawn(kit.frame);
    quire_selection_clear(kit.frame);
    (void)kit_view(&kit);
    CHECK(quire_frame_row_changed(kit.frame, 0) && !quire_frame_row_changed(kit.frame, 1));
    CHECK_INT(quire_frame_row(kit.frame, 0, cells, 10), 10);
    CHECK(!cells[2].selected);
    kit_close(&kit);
}

/* Output that came after the frame was taken does not move what is pointed at. */
static void what_the_frame_shows(void) {
    struct kit kit;
    char line[32];
    kit_open(&kit, 20, 4);
    for (int scrolled = 0; scrolled < 2; scrolled++) {
        quire_terminal_reset(kit.terminal);
        for (int i = 0; i < 30; i++) {
            (void)snprintf(line, sizeof line, "line %d\r\n", i);
            feed(&kit, line);
        }
        quire_frame_scroll_to(kit.frame, kit.terminal, scrolled ? 10 : 0);
        (void)kit_view(&kit);
        feed(&kit, "more\r\nmore\r\n");
        quire_selection_start(kit.terminal, kit.frame, 1, 0, false, QUIRE_SELECT_LINE);
        CHECK_STR(selected(&kit), scrolled ? "line 18" : "line 28");
    }
    kit_close(&kit);
}

/* A column that a wide character left free is no blank between words. */
static void words_over_a_free_column(void) {
    struct kit kit;
    kit_open(&kit, 5, 2);
    feed(&kit, "abcd\xE6\xBC\xA2x y");
    for (uint32_t row = 0; row < 2; row++)
        CHECK_STR(clicked(&kit, row, 1, QUIRE_SELECT_WORD), "abcd\xE6\xBC\xA2x");
    feed(&kit, "\r\n\n\n");
    quire_frame_scroll_to(kit.frame, kit.terminal, 2);
    CHECK_STR(clicked(&kit, 0, 1, QUIRE_SELECT_WORD), "abcd\xE6\xBC\xA2x");
    kit_close(&kit);
}

/* Behind the end of a line in history too, there is the last column of the view. */
static void to_the_edge_of_history(void) {
    struct kit kit;
    kit_open(&kit, 10, 2);
    feed(&kit, "123456789\r\nabc\r\ndef\r\n12345678\r\n\r\nend");
    quire_frame_scroll_to(kit.frame, kit.terminal, 4);
    CHECK_STR(DRAG(0, 6, false, 0, 9, false, QUIRE_SELECT_CELL), "789");
    CHECK_STR(DRAG(0, 9, true, 1, 1, false, QUIRE_SELECT_CELL), "\na");
    quire_frame_scroll_to(kit.frame, kit.terminal, 3);
    CHECK_STR(DRAG(0, 1, false, 0, 9, true, QUIRE_SELECT_CELL), "bc");
    CHECK_STR(DRAG(0, 9, false, 1, 9, true, QUIRE_SELECT_CELL), "\ndef");
    CHECK_STR(DRAG(0, 1, false, 1, 9, true, QUIRE_SELECT_BLOCK), "bc\nef");
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    CHECK_STR(DRAG(0, 9, false, 0, 2, false, QUIRE_SELECT_CELL), "345678");
    kit_close(&kit);
}

int main(void) {
    RUN(to_the_edge_of_history);
    RUN(words_over_a_free_column);
    RUN(by_cell);
    RUN(by_word);
    RUN(words_beside_frames);
    RUN(words_end_with_lines);
    RUN(of_a_view);
    RUN(torn_apart);
    RUN(behind_a_clear);
    RUN(words_end);
    RUN(by_line);
    RUN(by_block);
    RUN(wide_characters);
    RUN(from_history_to_the_screen);
    RUN(scrolling_keeps_it);
    RUN(resizing_keeps_it);
    RUN(gone_or_rewritten);
    RUN(extending_over_new_rows);
    RUN(buffer_too_small);
    RUN(shown_in_the_frame);
    RUN(what_the_frame_shows);
    return test_end();
}
