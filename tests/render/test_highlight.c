/* Highlights against a naive model: for every cell of random views, every range of every kind is asked. The rows of the
 * view are made up here, in the place of a frame. */
#include <stdlib.h>

#include "highlight.h"
#include "test.h"

#define COLS 12u
#define ROWS 9u
#define LINES 6u
#define RANGES 40u
#define TURNS 3000u

static struct quire_frame_line view[ROWS];
static struct highlight highlights[HIGHLIGHT_KINDS];
static struct highlight_list lists[HIGHLIGHT_KINDS];
static uint32_t random_state = 1;

static uint32_t below(uint32_t limit) {
    random_state = random_state * 1664525u + 1013904223u;
    return (uint32_t)(((uint64_t)random_state * limit) >> 32);
}

enum quire_result quire_frame_get_line(const struct quire_frame *frame, uint32_t row, struct quire_frame_line *line) {
    (void)frame;
    if (row >= ROWS)
        return QUIRE_INVALID;
    *line = view[row];
    return QUIRE_OK;
}

/* Rows of lines in no order, wrapped now and then, some of them in front of a wide character. */
static void make_view(void) {
    uint64_t line = below(LINES), column = below(3) * COLS;
    for (uint32_t row = 0; row < ROWS; row++) {
        bool wrapped = below(2);
        view[row] = (struct quire_frame_line){sizeof *view, line, column, 0, false, wrapped, 1};
        column = wrapped ? column + COLS - (below(4) == 0) : 0;
        line = wrapped ? line : (line + 1 + below(LINES - 1)) % LINES;
    }
}

/* Ranges that do not overlap, in any order. */
static void make_ranges(void) {
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++) {
        lists[kind].count = 0;
        for (uint64_t at = 0; at < LINES && below(3); at++) {
            uint64_t line = (at * 5 + kind) % LINES, from = below(COLS * 2);
            while (from < COLS * 4 && below(4)) {
                const struct highlight_range range = {line, from, from + 1 + below(COLS)};
                CHECK(highlight_list_add(&lists[kind], &range));
                from = range.to + below(5);
            }
        }
        highlights[kind].ranges = lists[kind].ranges;
        highlights[kind].count = lists[kind].count;
    }
}

static bool is_column(uint32_t row, uint32_t col) {
    const struct quire_frame_line *line = &view[row], *next = row + 1 < ROWS ? line + 1 : NULL;
    bool goes_on = next && line->wrapped && next->line == line->line;
    return !goes_on || line->column + col < next->column;
}

static bool is_in(const struct highlight *highlight, uint64_t line, uint64_t column) {
    bool in = false;
    for (size_t i = 0; i < highlight->count; i++) {
        const struct highlight_range *range = &highlight->ranges[i];
        in |= range->line == line && range->from <= column && column < range->to;
    }
    return in;
}

static uint8_t naive_marks(uint32_t row, uint32_t col) {
    unsigned marks = 0;
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS && is_column(row, col); kind++)
        marks |= (unsigned)is_in(&highlights[kind], view[row].line, view[row].column + col) << kind;
    return (uint8_t)marks;
}

static void marks_are_those_of_the_model(void) {
    uint32_t marked = 0;
    for (uint32_t turn = 0; turn < TURNS; turn++) {
        uint8_t marks[COLS];
        make_view();
        make_ranges();
        for (uint32_t row = 0; row < ROWS; row++) {
            memset(marks, 0xFF, sizeof marks);
            highlight_mark_row(highlights, NULL, row, marks, COLS);
            for (uint32_t col = 0; col < COLS; col++) {
                CHECK_INT(marks[col], naive_marks(row, col));
                marked += marks[col] != 0;
            }
        }
    }
    CHECK(marked > TURNS);
}

/* Behind the list, in front of it and in between: what comes out is in order. */
static void lists_are_in_order(void) {
    struct highlight_list list = {0};
    for (uint64_t i = 0; i < 200; i++) {
        const struct highlight_range range = {i * 37 % 20, i / 20 * 10, i / 20 * 10 + 10};
        CHECK(highlight_list_add(&list, &range));
    }
    CHECK_INT(list.count, 200);
    for (size_t i = 1; i < list.count; i++) {
        const struct highlight_range *a = &list.ranges[i - 1], *b = &list.ranges[i];
        CHECK(a->line < b->line || (a->line == b->line && a->to <= b->from));
    }
    highlight_list_finish(&list);
}

/* Colours come from one kind, the highest that has any; an underline from the highest that has one. */
static void the_higher_kind_wins(void) {
    const uint32_t none = HIGHLIGHT_COLOR_NONE;
    const struct highlight_look looks[HIGHLIGHT_KINDS] = {[HIGHLIGHT_LINK] = {none, none, false, 1},
                                                          [HIGHLIGHT_FOUND] = {none, 0x111111, false, 0},
                                                          [HIGHLIGHT_FOUND_CURRENT] = {0x222222, 0x222220, false, 3},
                                                          [HIGHLIGHT_SELECTION] = {none, none, true, 0},
                                                          [HIGHLIGHT_HINT] = {0x444444, none, false, 0}};
    for (unsigned marks = 0; marks < 1u << HIGHLIGHT_KINDS; marks++) {
        struct highlight_look want = {none, none, false, 0};
        for (unsigned kind = HIGHLIGHT_FOUND; kind < HIGHLIGHT_KINDS; kind++)
            want = marks >> kind & 1 ? looks[kind] : want;
        bool current = marks >> HIGHLIGHT_FOUND_CURRENT & 1;
        want.underline = current ? 3 : (uint8_t)(marks >> HIGHLIGHT_LINK & 1);
        struct highlight_look look = highlight_look_of(looks, (uint8_t)marks);
        CHECK(highlight_look_equal(&look, &want));
    }
}

int main(void) {
    RUN(marks_are_those_of_the_model);
    RUN(lists_are_in_order);
    RUN(the_higher_kind_wins);
    for (unsigned kind = 0; kind < HIGHLIGHT_KINDS; kind++)
        highlight_list_finish(&lists[kind]);
    return test_end();
}
