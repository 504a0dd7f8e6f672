/* Selections by places and by keys. quire/selection.h says each. */
#include <quire/settings.h>

#include "engine_kit.h"

static const char *selected(struct kit *kit) {
    static char text[4096];
    size_t length = 0;
    if (quire_selection_text(kit->terminal, kit->frame, text, sizeof text - 1, &length) != QUIRE_OK)
        return "(none)";
    text[length] = 0;
    return text;
}

static struct quire_selected bounds(struct kit *kit) {
    struct quire_selected selected = QUIRE_SELECTED_INIT;
    CHECK_INT(quire_selection_bounds(kit->terminal, kit->frame, &selected), QUIRE_OK);
    return selected;
}

static struct quire_place place_at(struct kit *kit, uint32_t row, uint32_t col) {
    struct quire_place place = {0, 0};
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_place(kit->frame, row, col, &place), QUIRE_OK);
    return place;
}

static const char *set(struct kit *kit, struct quire_place anchor, struct quire_place head,
                       enum quire_selection_unit unit) {
    CHECK_INT(quire_selection_set(kit->terminal, kit->frame, &anchor, &head, unit), QUIRE_OK);
    return selected(kit);
}

static const char *move(struct kit *kit, enum quire_selection_step step) {
    CHECK_INT(quire_selection_move(kit->terminal, kit->frame, step), QUIRE_OK);
    return selected(kit);
}

#define AT(row, col) place_at(&kit, row, col)

/* --- places ------------------------------------------------------------------------------------------------------- */

static void by_places(void) {
    struct kit kit;
    kit_open(&kit, 8, 4);
    feed(&kit, "one two three\r\n\r\nlast");
    CHECK_STR(set(&kit, AT(0, 0), AT(0, 3), QUIRE_SELECT_CELL), "one");
    CHECK_STR(set(&kit, AT(0, 3), AT(0, 0), QUIRE_SELECT_CELL), "one"); /* in any order */
    CHECK_INT(bounds(&kit).head.column, 0);
    CHECK_INT(bounds(&kit).anchor.column, 3);
    CHECK_STR(set(&kit, AT(0, 4), AT(1, 5), QUIRE_SELECT_CELL), "two three");
    CHECK_STR(set(&kit, AT(0, 4), AT(1, 0), QUIRE_SELECT_CELL), "two ");
    CHECK_STR(set(&kit, AT(1, 0), AT(2, 0), QUIRE_SELECT_CELL), "three\n");
    CHECK_STR(set(&kit, AT(1, 0), AT(3, 0), QUIRE_SELECT_CELL), "three\n\n");
    CHECK_STR(set(&kit, AT(2, 0), AT(3, 8), QUIRE_SELECT_CELL), "\nlast");
    CHECK_STR(set(&kit, AT(1, 8), AT(3, 1), QUIRE_SELECT_CELL), "\n\nl");
    CHECK_STR(set(&kit, AT(0, 5), AT(0, 6), QUIRE_SELECT_WORD), "two"); /* what the text between them is part of */
    CHECK_STR(set(&kit, AT(0, 5), AT(1, 1), QUIRE_SELECT_WORD), "two three");
    CHECK_STR(set(&kit, AT(0, 5), AT(2, 0), QUIRE_SELECT_LINE), "one two three");
    CHECK_STR(set(&kit, AT(0, 1), AT(1, 3), QUIRE_SELECT_BLOCK), "ne\nhr");
    CHECK_STR(set(&kit, AT(1, 1), AT(0, 3), QUIRE_SELECT_BLOCK), "ne\nhr");
    CHECK_STR(set(&kit, AT(0, 1), AT(0, 1), QUIRE_SELECT_CELL), "(none)"); /* empty, to be extended */
    CHECK_INT(bounds(&kit).range.from.column, 1);
    CHECK_INT(bounds(&kit).range.to.column, 1);
    quire_selection_extend(kit.terminal, kit.frame, 0, 3, false);
    CHECK_STR(selected(&kit), "ne");
    kit_close(&kit);
}

static void shown_in_the_frame(void) {
    struct kit kit;
    struct quire_frame_cell cells[8];
    kit_open(&kit, 8, 2);
    feed(&kit, "1\r\none two\r\nx");
    quire_frame_scroll_to(kit.frame, kit.terminal, 1);
    struct quire_place from = AT(1, 4), to = AT(1, 7);
    (void)set(&kit, from, to, QUIRE_SELECT_CELL);
    quire_frame_drawn(kit.frame);
    CHECK_INT(quire_frame_update(kit.frame, kit.terminal), QUIRE_OK);
    CHECK(quire_frame_row_changed(kit.frame, 1) && !quire_frame_row_changed(kit.frame, 0));
    CHECK_INT(quire_frame_row(kit.frame, 1, cells, 8), 8);
    for (uint32_t x = 0; x < 8; x++)
        CHECK_INT(cells[x].selected, x >= 4 && x < 7);
    kit_close(&kit);
}

static void errors_leave_it(void) {
    struct kit kit;
    struct quire_place gone = {9999, 0};
    struct quire_selected what = QUIRE_SELECTED_INIT;
    kit_open(&kit, 8, 3);
    feed(&kit, "one two");
    struct quire_place one = AT(0, 0);
    CHECK_INT(quire_selection_bounds(kit.terminal, kit.frame, &what), QUIRE_NOT_FOUND);
    CHECK_INT(quire_selection_move(kit.terminal, kit.frame, QUIRE_STEP_LEFT), QUIRE_NOT_FOUND);
    CHECK_STR(set(&kit, AT(0, 0), AT(0, 3), QUIRE_SELECT_CELL), "one");
    CHECK_INT(quire_selection_set(kit.terminal, kit.frame, &one, &gone, QUIRE_SELECT_CELL), QUIRE_NOT_FOUND);
    CHECK_INT(quire_selection_set(kit.terminal, kit.frame, &gone, &one, QUIRE_SELECT_CELL), QUIRE_NOT_FOUND);
    CHECK_INT(quire_selection_set(kit.terminal, kit.frame, &one, &one, (enum quire_selection_unit)4), QUIRE_INVALID);
    CHECK_INT(quire_selection_move(kit.terminal, kit.frame, (enum quire_selection_step)10), QUIRE_INVALID);
    what.size += 8;
    CHECK_INT(quire_selection_bounds(kit.terminal, kit.frame, &what), QUIRE_INVALID);
    CHECK_STR(selected(&kit), "one");
    kit_close(&kit);
}

static void bounds_of_units(void) {
    struct kit kit;
    kit_open(&kit, 8, 4);
    feed(&kit, "one two three\r\nlast");
    (void)set(&kit, AT(0, 5), AT(0, 6), QUIRE_SELECT_WORD);
    CHECK_INT(bounds(&kit).range.from.column, 4);
    CHECK_INT(bounds(&kit).range.to.column, 7);
    CHECK_INT(bounds(&kit).unit, QUIRE_SELECT_WORD);
    (void)set(&kit, AT(1, 3), AT(0, 2), QUIRE_SELECT_BLOCK);
    CHECK_INT(bounds(&kit).range.from.column, 2); /* the upper left corner and the lower right one */
    CHECK_INT(bounds(&kit).range.to.column, 11);
    CHECK_INT(bounds(&kit).head.column, 2);
    CHECK_INT(bounds(&kit).anchor.column, 11);
    kit_close(&kit);
}

static void all_of_it(void) {
    struct kit kit;
    struct quire_range all;
    kit_open(&kit, 8, 3);
    CHECK_INT(quire_selection_all(kit.terminal, kit.frame), QUIRE_OK);
    CHECK_STR(selected(&kit), "(none)");
    feed(&kit, "1\r\n2\r\n3\r\n4\r\n\xE6\xBC\xA2");
    CHECK_INT(quire_selection_all(kit.terminal, kit.frame), QUIRE_OK);
    CHECK_STR(selected(&kit), "1\n2\n3\n4\n\xE6\xBC\xA2");
    CHECK_INT(quire_terminal_range(kit.terminal, &all), QUIRE_OK);
    CHECK_INT(bounds(&kit).range.from.line, all.from.line);
    CHECK_INT(bounds(&kit).range.to.line, all.to.line);
    CHECK_INT(bounds(&kit).range.to.column, all.to.column);
    kit_close(&kit);
}

/* The text of a selection is that of its bounds, and setting the bounds selects the same, whatever the places. */
static void bounds_are_the_selection(void) {
    struct kit kit;
    struct random random = {3};
    struct text text = {0};
    kit_open(&kit, 9, 4);
    feed(&kit, "alpha beta \xE6\xBC\xA2\xE5\xAD\x97 gamma\r\n\r\n  x  \r\n123456789\r\nabcdefgh\xE6\xBC\xA2\r\nend.");
    for (uint32_t i = 0; i < 3000 && test_ok; i++) {
        quire_frame_scroll_to(kit.frame, kit.terminal, random_below(&random, 8));
        struct quire_place a = AT(random_below(&random, 4), random_below(&random, 10));
        quire_frame_scroll_to(kit.frame, kit.terminal, random_below(&random, 8));
        struct quire_place b = AT(random_below(&random, 4), random_below(&random, 10));
        enum quire_selection_unit unit = (enum quire_selection_unit)random_below(&random, 3);
        char first[256];
        (void)snprintf(first, sizeof first, "%s", set(&kit, a, b, unit));
        struct quire_selected what = bounds(&kit);
        if (strcmp(first, "(none)") == 0)
            continue;
        text_clear(&text);
        CHECK_INT(quire_format_write_range(kit.terminal, &what.range, QUIRE_FORMAT_TEXT, kit_collect, &text), QUIRE_OK);
        CHECK_STR(text.bytes, first);
        if (!*first) /* a line without text: by character nothing of it can be selected */
            continue;
        CHECK_STR(set(&kit, what.range.from, what.range.to, QUIRE_SELECT_CELL), first);
        CHECK_STR(set(&kit, what.anchor, what.head, QUIRE_SELECT_CELL), first);
        if (!test_ok)
            printf("step %u: %u,%u to %u,%u, unit %d\n", i, (unsigned)a.line, (unsigned)a.column, (unsigned)b.line,
                   (unsigned)b.column, (int)unit);
    }
    text_free(&text);
    kit_close(&kit);
}

/* --- keys --------------------------------------------------------------------------------------------------------- */

static void by_characters(void) {
    struct kit kit;
    kit_open(&kit, 8, 4);
    feed(&kit, "a\xE6\xBC\xA2"
               "e\xCC\x81z\r\nbc   \r\nlast");
    CHECK_STR(set(&kit, AT(0, 0), AT(0, 0), QUIRE_SELECT_CELL), "(none)");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "(none)"); /* there is nothing */
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "a");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "a\xE6\xBC\xA2");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "a\xE6\xBC\xA2"
                                            "e\xCC\x81");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "a\xE6\xBC\xA2");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "a");
    (void)set(&kit, AT(0, 5), AT(0, 5), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "\n"); /* at the end of a line to the next */
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "\nb");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "\nbc");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "\nbc\n");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "\nbc"); /* and back, not into the blanks */
    for (int i = 0; i < 20; i++)
        (void)move(&kit, QUIRE_STEP_RIGHT);
    CHECK_STR(selected(&kit), "\nbc\nlast"); /* no further */
    (void)set(&kit, AT(0, 1), AT(0, 1), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "a"); /* over the anchor */
    kit_close(&kit);
}

static void over_soft_wraps(void) {
    struct kit kit;
    kit_open(&kit, 5, 4);
    feed(&kit, "abcd\xE6\xBC\xA2xy");
    (void)set(&kit, AT(0, 3), AT(0, 3), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "d");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "d\xE6\xBC\xA2");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "d");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "(none)");
    CHECK_STR(move(&kit, QUIRE_STEP_LINE_END), "d\xE6\xBC\xA2xy");
    CHECK_STR(move(&kit, QUIRE_STEP_LINE_START), "abc");
    kit_close(&kit);
}

static void by_rows(void) {
    struct kit kit;
    kit_open(&kit, 10, 5);
    feed(&kit, "abcdef\r\ngh\r\nijklmn");
    (void)set(&kit, AT(0, 4), AT(0, 4), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "ef\ngh");
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "ef\ngh\nijkl");   /* the column where it began */
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "ef\ngh\nijklmn"); /* from the last row to its end */
    CHECK_STR(move(&kit, QUIRE_STEP_UP), "ef\ngh");
    CHECK_STR(move(&kit, QUIRE_STEP_UP), "(none)");
    CHECK_STR(move(&kit, QUIRE_STEP_UP), "abcd");
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "ef\ngh");
    CHECK_STR(move(&kit, QUIRE_STEP_LEFT), "ef\ng");
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "ef\ngh\ni"); /* begins anew */
    kit_close(&kit);
}

static void by_words(void) {
    struct kit kit;
    kit_open(&kit, 12, 8);
    feed(&kit, "one, two  thr\r\nfour\r\n\r\n\r\nfive");
    (void)set(&kit, AT(0, 1), AT(0, 1), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne,");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne, two");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne, two  thr"); /* over a soft wrap */
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne, two  thr\nfour");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "ne, two  thr\nfour\n"); /* one line end at most */
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_LEFT), "ne, two  thr\n");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_LEFT), "ne, two  ");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_LEFT), "ne, ");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_LEFT), "ne");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_LEFT), "o");
    kit_close(&kit);
}

/* What a word is says the setting word_characters. */
static void by_words_of_the_host(void) {
    struct kit kit;
    struct quire_terminal_settings settings = QUIRE_TERMINAL_SETTINGS_INIT;
    kit_open(&kit, 12, 3);
    feed(&kit, "a/b,c d");
    (void)set(&kit, AT(0, 0), AT(0, 0), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "a/b");
    settings.members = QUIRE_SETTING_WORD_CHARACTERS;
    strcpy(settings.word_characters, ",");
    CHECK_INT(quire_terminal_settings_set(kit.terminal, &settings), QUIRE_OK);
    (void)set(&kit, AT(0, 0), AT(0, 0), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "a");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "a/");
    CHECK_STR(move(&kit, QUIRE_STEP_WORD_RIGHT), "a/b,c");
    kit_close(&kit);
}

static void to_the_ends(void) {
    struct kit kit;
    kit_open(&kit, 8, 3);
    feed(&kit, "1\r\n2 two three\r\n3\r\nlast");
    (void)set(&kit, AT(0, 1), AT(0, 1), QUIRE_SELECT_CELL);
    CHECK_STR(move(&kit, QUIRE_STEP_START), "1\n2 two thr");
    CHECK_STR(move(&kit, QUIRE_STEP_END), "ee\n3\nlast");
    CHECK_STR(move(&kit, QUIRE_STEP_LINE_START), "ee\n3\n");
    kit_close(&kit);
}

/* A word or a line that was selected is extended from its edge, by character. */
static void from_units(void) {
    struct kit kit;
    kit_open(&kit, 20, 3);
    feed(&kit, "one two three");
    (void)set(&kit, AT(0, 5), AT(0, 5), QUIRE_SELECT_WORD);
    CHECK_STR(selected(&kit), "two");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "two ");
    CHECK_INT(bounds(&kit).unit, QUIRE_SELECT_CELL);
    (void)set(&kit, AT(0, 9), AT(0, 5), QUIRE_SELECT_WORD);
    CHECK_STR(selected(&kit), "two three");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "wo three"); /* the head is on the left */
    kit_close(&kit);
}

static void of_blocks(void) {
    struct kit kit;
    kit_open(&kit, 8, 3);
    feed(&kit, "abcdef\r\nghi\r\nmnopqr");
    (void)set(&kit, AT(0, 1), AT(0, 2), QUIRE_SELECT_BLOCK);
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "bc");
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "bc\nhi");
    CHECK_STR(move(&kit, QUIRE_STEP_RIGHT), "bcd\nhi"); /* columns, not text */
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "bcd\nhi\nnop");
    CHECK_STR(move(&kit, QUIRE_STEP_DOWN), "bcd\nhi\nnop");
    CHECK_STR(move(&kit, QUIRE_STEP_LINE_END), "bcdef\nhi\nnopqr");
    CHECK_STR(move(&kit, QUIRE_STEP_LINE_START), "a\ng\nm");
    CHECK_STR(move(&kit, QUIRE_STEP_UP), "a\ng");
    CHECK_INT(bounds(&kit).unit, QUIRE_SELECT_BLOCK);
    kit_close(&kit);
}

/* Right undoes left where there is a character to the left, and steps never pass by text. */
static void steps_are_undone(void) {
    struct kit kit;
    struct random random = {9};
    kit_open(&kit, 7, 3);
    feed(&kit, "alpha beta \xE6\xBC\xA2\xE5\xAD\x97 gamma\r\n\r\n  x  \r\n1234567\r\nabcdef\xE6\xBC\xA2\r\nend.");
    CHECK_INT(quire_selection_all(kit.terminal, kit.frame), QUIRE_OK);
    char all[256];
    (void)snprintf(all, sizeof all, "%s", selected(&kit));
    unsigned steps = 0;
    (void)move(&kit, QUIRE_STEP_START);
    for (size_t length = 0; strcmp(selected(&kit), all) != 0 && steps < 200 && test_ok; steps++) {
        struct quire_place before = bounds(&kit).head;
        (void)move(&kit, QUIRE_STEP_RIGHT);
        struct quire_place after = bounds(&kit).head;
        const char *text = strcmp(selected(&kit), "(none)") == 0 ? "" : selected(&kit);
        CHECK(strlen(text) > length && strncmp(text, all, strlen(text)) == 0);
        length = strlen(text);
        (void)move(&kit, QUIRE_STEP_LEFT);
        CHECK(bounds(&kit).head.line == before.line && bounds(&kit).head.column == before.column);
        (void)move(&kit, QUIRE_STEP_RIGHT);
        CHECK(bounds(&kit).head.line == after.line && bounds(&kit).head.column == after.column);
    }
    CHECK(steps > 40 && steps < 60);
    for (uint32_t i = 0; i < 2000 && test_ok; i++) {
        CHECK_INT(quire_selection_move(kit.terminal, kit.frame, (enum quire_selection_step)random_below(&random, 10)),
                  QUIRE_OK);
        CHECK(strcmp(selected(&kit), "(none)") == 0 || strstr(all, selected(&kit)) != NULL);
    }
    kit_close(&kit);
}

int main(void) {
    RUN(by_places);
    RUN(shown_in_the_frame);
    RUN(errors_leave_it);
    RUN(bounds_of_units);
    RUN(all_of_it);
    RUN(bounds_are_the_selection);
    RUN(by_characters);
    RUN(over_soft_wraps);
    RUN(by_rows);
    RUN(by_words);
    RUN(by_words_of_the_host);
    RUN(to_the_ends);
    RUN(from_units);
    RUN(of_blocks);
    RUN(steps_are_undone);
    return test_end();
}
