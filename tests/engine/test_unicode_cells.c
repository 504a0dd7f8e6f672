/* What the engine makes of Unicode's own data: every code point moves the cursor by its width, GraphemeBreakTest's
 * texts share cells where their clusters say so, and emoji sequences are one wide cell. The expectations are those of
 * tests/unicode, which derive.py wrote. */
#include "engine_kit.h"
#include "expected.h"

#define COLUMNS 200u

static void open_as(struct kit *kit, bool ambiguous_wide) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = COLUMNS;
    options.rows = 24;
    options.scrollback_lines = 0;
    options.ambiguous_wide = ambiguous_wide;
    kit_open_with(kit, options);
}

static bool is_control(uint32_t c) {
    return c < 0x20 || (c >= 0x7F && c < 0xA0);
}

/* Columns that the cursor moves by when the code points are printed into an empty row. */
static uint32_t moved_by(struct kit *kit, const uint32_t *code_points, size_t count) {
    text_clear(&kit->scratch);
    text_add(&kit->scratch, "\r\033[K", 4);
    for (size_t i = 0; i < count; i++)
        text_code_point(&kit->scratch, code_points[i]);
    CHECK_INT(quire_terminal_feed(kit->terminal, kit->scratch.bytes, kit->scratch.length), QUIRE_OK);
    struct quire_terminal_info info = QUIRE_TERMINAL_INFO_INIT;
    (void)quire_terminal_get_info(kit->terminal, &info);
    return info.cursor_col;
}

/* Alone, and three times, where runs go another way than single characters. Some join each other then (leading jamo,
 * regional indicators, spacing marks, prepended signs): what they make together is in the other tests. */
static void every_code_point(void) {
    for (unsigned ambiguous = 1; ambiguous <= 2; ambiguous++) {
        struct kit kit;
        size_t range = 0;
        unsigned wrong = 0, joined = 0;
        open_as(&kit, ambiguous == 2);
        for (uint32_t c = 0x20; c < END; c++) {
            unsigned want = expected_width(c, &range, ambiguous);
            if (is_control(c) || (c >= 0xD800 && c < 0xE000))
                continue;
            uint32_t have = moved_by(&kit, &c, 1), thrice = moved_by(&kit, (uint32_t[]){c, c, c}, 3);
            joined += thrice != 3 * want;
            if ((have != want || thrice < want || thrice > 3 * want) && wrong++ < 10)
                printf("U+%04X moves by %u and %u, not by %u\n", (unsigned)c, have, thrice, want);
        }
        CHECK_INT(wrong, 0);
        CHECK(joined > 26 && joined < 1000);
        kit_close(&kit);
    }
}

/* --- cells ----------------------------------------------------------------------------------------------------- */

#define CELLS_MAX 64

struct cells {
    uint32_t text[CELLS_MAX][32], length[CELLS_MAX], width[CELLS_MAX];
    uint32_t count;
};

/* The cells of a row that hold something. */
static void add_row(struct kit *kit, uint32_t row, struct cells *to) {
    static struct quire_frame_cell cells[COLUMNS];
    uint32_t columns = quire_frame_row(kit->frame, row, cells, COLUMNS);
    for (uint32_t x = 0; x < columns && to->count < CELLS_MAX; x++) {
        if (cells[x].text_length == 0)
            continue;
        memcpy(to->text[to->count], cells[x].text, cells[x].text_length * sizeof(uint32_t));
        to->length[to->count] = cells[x].text_length;
        to->width[to->count++] = cells[x].width;
    }
}

static struct cells cells_of(struct kit *kit, uint32_t rows) {
    struct cells cells = {0};
    CHECK_INT(quire_frame_update(kit->frame, kit->terminal), QUIRE_OK);
    for (uint32_t row = 0; row < rows; row++)
        add_row(kit, row, &cells);
    return cells;
}

static void want_append(struct cells *cells, uint32_t c) {
    cells->text[cells->count - 1][cells->length[cells->count - 1]++] = c;
}

/* The rule of the engine on top of the standard's: a code point of no width has no cell of its own. It joins the cell
 * before it whatever the standard says of the two, and is lost where there is none. */
static struct cells wanted(const uint32_t *line, size_t length, struct text *input, uint32_t *rows) {
    struct cells cells = {0};
    bool row_has_cell = false;
    *rows = 1;
    text_addf(input, "\033c");
    for (size_t i = 0; i < length; i++) {
        uint32_t c = line[i] & ~BOUNDARY;
        size_t range = 0;
        unsigned width = expected_width(c, &range, 1);
        text_code_point(input, c);
        if (is_control(c)) { /* the text goes on in a row of its own, so that nothing is overwritten */
            text_addf(input, "\r\n");
            *rows += c == '\n' ? 2 : 1;
            row_has_cell = false;
        } else if (row_has_cell && (width == 0 || !(line[i] & BOUNDARY))) {
            want_append(&cells, c);
        } else if (width > 0) {
            cells.count++;
            want_append(&cells, c);
            row_has_cell = true;
        }
    }
    return cells;
}

static bool cells_same(const struct cells *have, const struct cells *want) {
    bool same = have->count == want->count;
    for (uint32_t i = 0; same && i < want->count; i++)
        same = have->length[i] == want->length[i] &&
               memcmp(have->text[i], want->text[i], want->length[i] * sizeof(uint32_t)) == 0;
    return same;
}

static void print_cells(const char *whose, const struct cells *cells) {
    printf("  %s:", whose);
    for (uint32_t i = 0; i < cells->count; i++) {
        printf(" [");
        for (uint32_t j = 0; j < cells->length[i]; j++)
            printf("%s%04X", j > 0 ? " " : "", (unsigned)cells->text[i][j]);
        printf("]");
    }
    printf("\n");
}

static void grapheme_break_test(void) {
    struct kit kit;
    struct text input = {0};
    unsigned lines = 0, wrong = 0;
    open_as(&kit, false);
    for (size_t i = 0, from = 0; i < COUNT(break_tests); i++) {
        if (break_tests[i] != LINE_END)
            continue;
        uint32_t rows;
        text_clear(&input);
        struct cells want = wanted(break_tests + from, i - from, &input, &rows);
        CHECK_INT(quire_terminal_feed(kit.terminal, input.bytes, input.length), QUIRE_OK);
        struct cells have = cells_of(&kit, rows);
        if (!cells_same(&have, &want) && wrong++ < 10) {
            printf("line %u\n", lines + 1);
            print_cells("have", &have);
            print_cells("want", &want);
        }
        lines++;
        from = i + 1;
    }
    printf("%u lines of GraphemeBreakTest\n", lines);
    CHECK(lines > 700);
    CHECK_INT(wrong, 0);
    text_free(&input);
    kit_close(&kit);
}

/* --- sequences ------------------------------------------------------------------------------------------------- */

/* One cell, with all of it, as wide as the cursor moved; `width` 0 is any. */
static bool one_cell(struct kit *kit, const uint32_t *text, size_t count, uint32_t width) {
    uint32_t moved = moved_by(kit, text, count);
    struct cells have = cells_of(kit, 1);
    return have.count == 1 && have.length[0] == count && memcmp(have.text[0], text, count * sizeof *text) == 0 &&
           have.width[0] == moved && (width == 0 || moved == width);
}

static unsigned check_sequences(const uint32_t *list, size_t length, uint32_t width) {
    struct kit kit;
    unsigned sequences = 0, wrong = 0;
    open_as(&kit, false);
    for (size_t i = 0; i < length; i++) {
        uint32_t mask = list[i++];
        for (unsigned number = 0; number < 25; number++) {
            uint32_t text[32];
            if (mask >> number & 1) {
                wrong += !one_cell(&kit, text, with_tones(text, list + i, number), width);
                sequences++;
            }
        }
        while (list[i] != 0)
            i++;
    }
    CHECK_INT(wrong, 0);
    kit_close(&kit);
    return sequences;
}

/* ZWJ sequences, flags, keycaps, skin tones: wide. Those in which VS16 was left out are one cell of any width. */
static void emoji_sequences(void) {
    CHECK(check_sequences(qualified, COUNT(qualified), 2) > 2500);
    CHECK(check_sequences(unqualified, COUNT(unqualified), 0) > 500);
}

static void variation_selectors(void) {
    for (unsigned ambiguous = 1; ambiguous <= 2; ambiguous++) {
        struct kit kit;
        unsigned wrong = 0;
        open_as(&kit, ambiguous == 2);
        for (size_t i = 0; i < COUNT(variations); i++) {
            uint32_t c = variations[i].first, text = variations[i].value == AMBIGUOUS ? ambiguous : variations[i].value;
            wrong += !one_cell(&kit, (uint32_t[]){c, 0xFE0F}, 2, 2);
            wrong += !one_cell(&kit, (uint32_t[]){c, 0xFE0E}, 2, text);
        }
        CHECK_INT(wrong, 0);
        kit_close(&kit);
    }
}

int main(void) {
    RUN(every_code_point);
    RUN(grapheme_break_test);
    RUN(emoji_sequences);
    RUN(variation_selectors);
    return test_end();
}
