/* Places and ranges of text. quire/place.h and format.h say each: places and the view, text, VT and HTML of ranges. */
#define _GNU_SOURCE /* memmem */
#include <quire/place.h>

#include "program_kit.h"

static struct quire_range all_of(struct kit *kit) {
    struct quire_range range = {{0, 0}, {0, 0}};
    CHECK_INT(quire_terminal_range(kit->terminal, &range), QUIRE_OK);
    return range;
}

static struct quire_place place_at(struct kit *kit, uint32_t row, uint32_t col) {
    struct quire_place place = {0, 0};
    CHECK_INT(quire_frame_place(kit->frame, row, col, &place), QUIRE_OK);
    return place;
}

static enum quire_result write_range(struct kit *kit, enum quire_format format, struct quire_place from,
                                     struct quire_place to, struct text *text) {
    struct quire_range range = {from, to};
    return quire_format_write_range(kit->terminal, &range, format, kit_collect, text);
}

static const char *text_between(struct kit *kit, struct quire_place from, struct quire_place to) {
    text_clear(&kit->scratch);
    CHECK_INT(write_range(kit, QUIRE_FORMAT_TEXT, from, to, &kit->scratch), QUIRE_OK);
    return kit->scratch.bytes;
}

/* --- by hand ----------------------------------------------------------------------------------------------------- */

static void places_of_the_view(void) {
    struct kit kit;
    struct quire_place place = {0, 0};
    uint32_t row = 9, col = 9;
    kit_open(&kit, 5, 4);
    CHECK_INT(quire_frame_place(kit.frame, 0, 0, &place), QUIRE_INVALID); /* before the first update */
    CHECK_INT(quire_frame_find(kit.frame, &place, &row, &col), QUIRE_NOT_FOUND);
    feed(&kit, "0123456\r\nab\r\nABCDE");
    CHECK_STR(kit_view(&kit), "01234|56|ab|ABCDE");
    struct quire_place first = place_at(&kit, 0, 0), second = place_at(&kit, 1, 1);
    CHECK_INT(second.line, first.line);
    CHECK_INT(second.column, 6); /* counted over soft wraps */
    CHECK_INT(place_at(&kit, 0, 5).column, 5);
    CHECK_INT(quire_frame_find(kit.frame, &second, &row, &col), QUIRE_OK);
    CHECK_INT(row * 10 + col, 11);
    place = place_at(&kit, 0, 5); /* the end of a row is the beginning of the next where the line goes on */
    CHECK_INT(quire_frame_find(kit.frame, &place, &row, &col), QUIRE_OK);
    CHECK_INT(row * 10 + col, 10);
    place = (struct quire_place){place_at(&kit, 2, 0).line, UINT64_MAX}; /* the end of a line */
    CHECK_INT(quire_frame_find(kit.frame, &place, &row, &col), QUIRE_OK);
    CHECK_INT(row * 10 + col, 25);
    CHECK_INT(quire_frame_place(kit.frame, 4, 0, &place), QUIRE_INVALID);
    CHECK_INT(quire_frame_place(kit.frame, 0, 6, &place), QUIRE_INVALID);
    feed(&kit, "\r\nx\r\ny");
    (void)kit_view(&kit);
    CHECK_INT(quire_frame_find(kit.frame, &first, &row, &col), QUIRE_NOT_FOUND); /* scrolled out of view */
    CHECK_STR(text_between(&kit, first, second), "012345");                      /* but it is that text */
    kit_close(&kit);
}

static void text_by_places(void) {
    struct kit kit;
    kit_open(&kit, 6, 3);
    feed(&kit, "one  two\r\nab   \r\n\xE6\xBC\xA2\xE6\xBC\xA2\r\nlast");
    struct quire_range all = all_of(&kit);
    CHECK_STR(text_between(&kit, all.from, all.to), "one  two\nab\n\xE6\xBC\xA2\xE6\xBC\xA2\nlast");
    quire_frame_scroll_to(kit.frame, kit.terminal, UINT64_MAX);
    CHECK_STR(kit_view(&kit), "one  t|wo|ab");
    struct quire_place one = place_at(&kit, 0, 0), wo = place_at(&kit, 1, 0), ab = place_at(&kit, 2, 0);
    CHECK_STR(text_between(&kit, one, wo), "one  t");
    CHECK_STR(text_between(&kit, wo, ab), "wo\n"); /* a line's end belongs to what comes before the next one */
    CHECK_STR(text_between(&kit, wo, (struct quire_place){wo.line, UINT64_MAX}), "wo");
    CHECK_STR(text_between(&kit, (struct quire_place){wo.line, UINT64_MAX}, ab), "\n");
    CHECK_STR(text_between(&kit, one, (struct quire_place){one.line, 4}), "one ");
    CHECK_STR(text_between(&kit, ab, ab), "");
    quire_frame_scroll_to(kit.frame, kit.terminal, 0);
    (void)kit_view(&kit);
    struct quire_place han = place_at(&kit, 1, 0); /* a wide character belongs to its first column */
    CHECK_STR(text_between(&kit, han, (struct quire_place){han.line, 1}), "\xE6\xBC\xA2");
    CHECK_STR(text_between(&kit, (struct quire_place){han.line, 1}, (struct quire_place){han.line, 2}), "");
    kit_close(&kit);
}

static bool stop(void *user, const char *bytes, size_t length) {
    (void)user;
    (void)bytes;
    (void)length;
    return false;
}

static void what_cannot_be(void) {
    struct kit kit;
    struct text text = {0};
    kit_open(&kit, 10, 2);
    feed(&kit, "one\r\ntwo");
    struct quire_range all = all_of(&kit);
    CHECK_INT(quire_format_write_range(kit.terminal, &all, QUIRE_FORMAT_JSON, kit_collect, &text), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(kit.terminal, &all, (enum quire_format)9, kit_collect, &text), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(kit.terminal, &all, QUIRE_FORMAT_TEXT, NULL, NULL), QUIRE_INVALID);
    CHECK_INT(quire_format_write_range(kit.terminal, &all, QUIRE_FORMAT_TEXT, stop, NULL), QUIRE_LIMIT);
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, all.to, all.from, &text), QUIRE_INVALID);
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, all.from, (struct quire_place){99, 0}, &text), QUIRE_NOT_FOUND);
    feed(&kit, "\033[?1049h\033[Hother");
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, all.from, all.to, &text), QUIRE_NOT_FOUND);
    struct quire_range other = all_of(&kit);
    CHECK_STR(text_between(&kit, other.from, other.to), "other");
    feed(&kit, "\033[?1049l\033[H\033[J\033[3J");
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, all.from, all.to, &text), QUIRE_NOT_FOUND); /* erased */
    all = all_of(&kit);
    CHECK_STR(text_between(&kit, all.from, all.to), ""); /* nothing there */
    CHECK_INT(text.length, 0);
    text_free(&text);
    kit_close(&kit);
}

static void html_of_a_range(void) {
    struct kit kit;
    struct text page = {0};
    kit_open(&kit, 20, 3);
    feed(&kit, "a\033[31mred\033[mz\r\nnext");
    (void)kit_view(&kit);
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_HTML, place_at(&kit, 0, 2), place_at(&kit, 1, 2), &page), QUIRE_OK);
    CHECK(strstr(page.bytes, "<!DOCTYPE html>") == page.bytes);
    CHECK(strstr(page.bytes, ">ed</span>z\nne</pre>") != NULL);
    text_free(&page);
    kit_close(&kit);
}

static void vt_of_a_range(void) {
    struct kit kit;
    struct text vt = {0};
    kit_open(&kit, 10, 4);
    feed(&kit, "ab\033[31mcd\033[m\r\nefgh\r\nijkl");
    (void)kit_view(&kit);
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_VT, place_at(&kit, 0, 3), place_at(&kit, 1, 2), &vt), QUIRE_OK);
    CHECK_STR(vt.bytes, "\033[4G\033[0;38:5:1md\033[0m\r\nef");
    text_clear(&vt);
    CHECK_INT(write_range(&kit, QUIRE_FORMAT_VT, place_at(&kit, 1, 0), place_at(&kit, 2, 0), &vt), QUIRE_OK);
    CHECK_STR(vt.bytes, "efgh\r\n");
    text_free(&vt);
    kit_close(&kit);
}

/* --- rules, by chance ----------------------------------------------------------------------------------------------
 */

/* A place of the view, and which of its rows and columns it is. */
struct spot {
    struct quire_place place;
    uint64_t row;
    uint32_t col;
};

static bool spot_before(struct spot a, struct spot b) {
    return a.row < b.row || (a.row == b.row && a.col < b.col);
}

/* Somewhere in history or on the screen. The row is counted from the top of history. */
static struct spot some_spot(struct kit *kit, struct random *random) {
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    struct spot spot;
    quire_frame_scroll_to(kit->frame, kit->terminal, random_below(random, 2) ? random_below(random, 30) : 0);
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    uint32_t row = random_below(random, info.rows);
    static struct quire_frame_cell cells[64];
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    CHECK_INT(quire_frame_get_line(kit->frame, row, &line), QUIRE_OK);
    uint32_t cols = quire_frame_row(kit->frame, row, cells, 64);
    spot.col = random_below(random, cols + 1);
    spot.col += spot.col < cols && cells[spot.col].width == 0; /* inside a wide character is behind it */
    spot.place = place_at(kit, row, spot.col);
    spot.row = info.scroll_total - info.scroll_offset + row;
    if (line.wrapped && spot.place.column == place_at(kit, row, info.cols).column) { /* where the next row begins */
        spot.row++;
        spot.col = 0;
    }
    return spot;
}

static void make_program(struct kit *kit, struct random *random, bool limited) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    struct text input = {0};
    options.cols = random_between(random, 2, 14);
    options.rows = random_between(random, 1, 6);
    options.scrollback_lines = limited ? 8 : 10000;
    kit_open_with(kit, options);
    for (uint32_t i = random_between(random, 10, 60); i > 0; i--)
        add_piece(random, &input, options.cols, options.rows);
    CHECK_INT(quire_terminal_feed(kit->terminal, input.bytes, input.length), QUIRE_OK);
    if (random_below(random, 3) == 0) {
        uint32_t cols = random_between(random, 2, 14), rows = random_between(random, 1, 6);
        CHECK_INT(quire_terminal_resize(kit->terminal, cols, rows, 0, 0), QUIRE_OK);
    }
    text_free(&input);
}

/* The text of a row of the view is that between its ends. */
static void rows_are_ranges(struct kit *kit, uint32_t rows, uint32_t cols) {
    static char row_text[1024];
    struct text text = {0};
    for (uint32_t row = 0; row < rows; row++) {
        size_t length = 0;
        text_clear(&text);
        CHECK_INT(write_range(kit, QUIRE_FORMAT_TEXT, place_at(kit, row, 0), place_at(kit, row, cols), &text),
                  QUIRE_OK);
        CHECK_INT(quire_frame_row_text(kit->frame, row, row_text, sizeof row_text, &length, NULL), QUIRE_OK);
        CHECK(length == text.length && memcmp(row_text, text.bytes, length) == 0);
    }
    text_free(&text);
}

static void trim_end(struct text *text) {
    while (text->length > 0 && text->bytes[text->length - 1] == ' ')
        text->length--;
}

/* The text of [a, c) is that of [a, b) and of [b, c). All of it is what the format of all writes, but its last line
 * end, and but blanks before it, where the last line goes on in a row that is empty. */
static void texts_that_meet(void) {
    for (uint64_t seed = 1; seed <= 600 && test_ok; seed++) {
        struct random random = {seed * UINT64_C(0x9E3779B97F4A7C15)};
        struct text whole = {0}, parts = {0}, format = {0};
        struct kit kit;
        make_program(&kit, &random, seed % 2 == 0);
        struct quire_range all = all_of(&kit);
        CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, all.from, all.to, &whole), QUIRE_OK);
        kit_format(&kit, QUIRE_FORMAT_TEXT, &format);
        format.length -= format.length > 0;
        trim_end(&whole);
        trim_end(&format);
        CHECK(text_same(&whole, &format));
        for (uint32_t i = 0; i < 4; i++) {
            (void)some_spot(&kit, &random);
            rows_are_ranges(&kit, kit_info(&kit).rows, kit_info(&kit).cols);
        }
        for (uint32_t i = 0; i < 20 && test_ok; i++) {
            struct spot spots[3];
            for (int k = 0; k < 3; k++) {
                spots[k] = some_spot(&kit, &random);
                for (int j = k; j > 0 && spot_before(spots[j], spots[j - 1]); j--) {
                    struct spot other = spots[j];
                    spots[j] = spots[j - 1];
                    spots[j - 1] = other;
                }
            }
            text_clear(&whole);
            text_clear(&parts);
            CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, spots[0].place, spots[2].place, &whole), QUIRE_OK);
            CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, spots[0].place, spots[1].place, &parts), QUIRE_OK);
            CHECK_INT(write_range(&kit, QUIRE_FORMAT_TEXT, spots[1].place, spots[2].place, &parts), QUIRE_OK);
            CHECK(text_same(&whole, &parts));
            if (!test_ok)
                printf("seed %u: [%s], in parts [%s]\n", (unsigned)seed, whole.bytes, parts.bytes);
        }
        text_free(&whole);
        text_free(&parts);
        text_free(&format);
        kit_close(&kit);
    }
}

/* The cells of a row from the top of history. True: its line goes on in the next row. */
static bool take_looks(struct kit *kit, uint64_t row, struct cell_look *looks, uint32_t *cols) {
    static struct quire_frame_cell cells[64];
    struct quire_frame_line line = QUIRE_FRAME_LINE_INIT;
    struct quire_frame_info info = QUIRE_FRAME_INFO_INIT;
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    CHECK_INT(quire_frame_get_info(kit->frame, &info), QUIRE_OK);
    uint64_t offset = row < info.scroll_total ? info.scroll_total - row : 0;
    quire_frame_scroll_to(kit->frame, kit->terminal, offset);
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    uint32_t y = (uint32_t)(row - (info.scroll_total - offset));
    *cols = quire_frame_row(kit->frame, y, cells, 64);
    for (uint32_t x = 0; x < *cols; x++)
        looks[x] = look_of(&cells[x]);
    CHECK_INT(quire_frame_get_line(kit->frame, y, &line), QUIRE_OK);
    return line.wrapped;
}

static bool same_look(const struct cell_look *a, const struct cell_look *b) {
    return a->count == b->count && memcmp(a->text, b->text, a->count * sizeof *a->text) == 0 &&
           a->cell.width == b->cell.width && a->cell.foreground == b->cell.foreground &&
           a->cell.background == b->cell.background && a->cell.attributes == b->cell.attributes &&
           a->cell.underline == b->cell.underline;
}

static bool is_blank_look(const struct cell_look *look) {
    return look->count == 1 && look->text[0] == ' ' && look->cell.default_background && look->cell.attributes == 0 &&
           look->cell.underline == 0;
}

/* Printed on a fresh terminal, the VT of a range shows each of its cells in its column, and nothing besides. */
static void vt_shows_the_range(void) {
    static struct cell_look have[64], want[64];
    for (uint64_t seed = 1; seed <= 400 && test_ok; seed++) {
        struct random random = {seed * UINT64_C(0xD1B54A32D192ED03)};
        struct kit kit, fresh;
        struct text vt = {0};
        make_program(&kit, &random, false);
        struct spot from = some_spot(&kit, &random), to = some_spot(&kit, &random);
        if (spot_before(to, from)) {
            struct spot other = from;
            from = to;
            to = other;
        }
        struct quire_terminal_info info = kit_info(&kit);
        kit_open(&fresh, info.cols, info.rows);
        CHECK_INT(write_range(&kit, QUIRE_FORMAT_VT, from.place, to.place, &vt), QUIRE_OK);
        CHECK_INT(quire_terminal_feed(fresh.terminal, vt.bytes, vt.length), QUIRE_OK);
        for (uint64_t row = from.row; row <= to.row && test_ok; row++) {
            uint32_t cols, others, begin = row == from.row ? from.col : 0, end = row == to.row ? to.col : 64;
            bool wrapped = take_looks(&kit, row, want, &cols);
            if (begin >= cols || end == 0)
                continue;
            (void)take_looks(&fresh, row - from.row, have, &others);
            CHECK_INT(others, cols);
            for (uint32_t x = 0; x < cols && test_ok; x++) {
                bool tail = want[x].cell.width == 0;
                bool inside = x - tail >= begin && x - tail < end && !(tail && x == begin);
                /* A column that a wide character beyond the range left free is no text of it. */
                bool left = wrapped && row + (to.col == 0) == to.row && x + 1 == cols && is_blank_look(&have[x]);
                CHECK(left || (inside ? same_look(&have[x], &want[x]) : is_blank_look(&have[x])));
                if (!test_ok)
                    printf("row %u, column %u\n", (unsigned)row, x);
            }
        }
        if (!test_ok) {
            printf("seed %u: rows %u to %u, columns %u and %u: ", (unsigned)seed, (unsigned)from.row, (unsigned)to.row,
                   from.col, to.col);
            print_escaped(&vt);
        }
        text_free(&vt);
        kit_close(&kit);
        kit_close(&fresh);
    }
}

int main(void) {
    RUN(places_of_the_view);
    RUN(text_by_places);
    RUN(what_cannot_be);
    RUN(html_of_a_range);
    RUN(vt_of_a_range);
    RUN(texts_that_meet);
    RUN(vt_shows_the_range);
    return test_end();
}
