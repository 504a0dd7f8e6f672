/* Motions of copy mode in texts that are wrapped at a width, against what is written down and against a search in one
 * string. */
#include <stdlib.h>

#include "copy_motion.h"
#include "test.h"

enum { COLS_MAX = 40, ROWS_MAX = 400, FLAT_MAX = 8000 };

/* A text as rows, and as one string: where each of its characters is. A line end is a character there. */
static struct copy_cell cells[ROWS_MAX][COLS_MAX];
static struct copy_row rows[ROWS_MAX];
static int64_t row_count;
static char flat[FLAT_MAX];
static struct copy_point places[FLAT_MAX];
static size_t flat_count;
static uint32_t seed = 3;

static uint32_t below(uint32_t limit) {
    seed = seed * 1664525u + 1013904223u;
    return (seed >> 8) % limit;
}

static bool give_row(void *user, int64_t number, struct copy_row *row) {
    (void)user;
    if (number < 0 || number >= row_count) {
        return false;
    }
    *row = rows[number];
    return true;
}

static const struct copy_source source = {NULL, give_row};

static void trim(void) {
    struct copy_row *row = &rows[row_count];
    while (!row->wraps && row->count > 0 && row->cells[row->count - 1].character == ' ') {
        row->count--;
    }
}

static void add_flat(char c, uint32_t col) {
    flat[flat_count] = c;
    places[flat_count++] = (struct copy_point){row_count, col};
}

/* A '#' is as wide as two columns. */
static void set_text(const char *text, uint32_t cols) {
    uint32_t col = 0;
    row_count = 0;
    flat_count = 0;
    rows[0] = (struct copy_row){cells[0], 0, false};
    for (; *text != '\0'; text++) {
        uint32_t width = *text == '#' ? 2 : 1;
        if (*text == '\n') {
            trim();
            add_flat('\n', col);
        }
        if (*text == '\n' || col + width > cols) {
            rows[row_count].wraps = *text != '\n';
            row_count++;
            rows[row_count] = (struct copy_row){cells[row_count], 0, false};
            col = 0;
        }
        for (uint32_t i = 0; *text != '\n' && i < width; i++) {
            cells[row_count][col + i] = (struct copy_cell){(uint32_t)*text, (uint8_t)(i == 0 ? width : 0)};
        }
        if (*text != '\n') {
            add_flat(*text, col);
            col += width;
            rows[row_count].count = col;
        }
    }
    trim();
    add_flat('\n', col);
    flat[flat_count] = '\0';
    row_count++;
}

/* Where motions lead, as the text from there on. */
static const char *there(const struct copy_point *at) {
    static char text[20];
    for (size_t i = 0; i < flat_count; i++) {
        if (places[i].row == at->row && places[i].col == at->col) {
            snprintf(text, sizeof text, "%.6s", flat + i);
            return text;
        }
    }
    return "?";
}

static struct copy_memory memory;

static const char *after(struct copy_point *at, enum copy_move move, unsigned count) {
    copy_motion(&source, &memory, at, move, 0, count);
    return there(at);
}

static const char *to_character(struct copy_point *at, enum copy_move move, char c, unsigned count) {
    copy_motion(&source, &memory, at, move, (uint32_t)c, count);
    return there(at);
}

static void words_go_over_wraps_and_lines(void) {
    set_text("one two.three  four\n\n  five six\n", 8);
    struct copy_point at = {0, 0};
    CHECK_STR(after(&at, COPY_WORD, 1), "two.th");
    CHECK_STR(after(&at, COPY_WORD, 1), ".three");
    CHECK_STR(after(&at, COPY_WORD, 2), "four\n\n");
    CHECK_STR(after(&at, COPY_WORD, 1), "\n  fiv"); /* an empty line is a word */
    CHECK_STR(after(&at, COPY_WORD, 1), "five s");
    CHECK_STR(after(&at, COPY_WORD_BACK, 1), "\n  fiv");
    CHECK_STR(after(&at, COPY_WORD_BACK, 3), ".three");
    CHECK_STR(after(&at, COPY_BIG_WORD_BACK, 1), "two.th");
    CHECK_STR(after(&at, COPY_BIG_WORD, 1), "four\n\n");
    CHECK_STR(after(&at, COPY_WORD_END, 1), "r\n\n  f");
    CHECK_STR(after(&at, COPY_WORD_END, 1), "e six\n");
    CHECK_STR(after(&at, COPY_BIG_WORD_BACK, 99), "one tw");
    CHECK_STR(after(&at, COPY_BIG_WORD_END, 2), "e  fou");
}

static void lines_are_logical(void) {
    set_text("  a line that wraps\nb", 7);
    struct copy_point at = {1, 3};
    CHECK_STR(after(&at, COPY_LINE_END, 1), "s\nb\n");
    CHECK_STR(after(&at, COPY_LINE_START, 1), "  a li");
    CHECK_STR(after(&at, COPY_LINE_TEXT, 1), "a line");
    CHECK_STR(after(&at, COPY_LEFT, 9), "  a li"); /* no further than the line */
    CHECK_STR(after(&at, COPY_RIGHT, 8), " that ");
    CHECK_STR(after(&at, COPY_RIGHT, 99), "s\nb\n");
}

static void rows_keep_the_column(void) {
    set_text("abcdefgh\nx\n\nab##gh\nabcdefgh", 20);
    struct copy_point at = {0, 5};
    CHECK_STR(after(&at, COPY_DOWN, 1), "x\n\nab#");
    CHECK_STR(after(&at, COPY_DOWN, 1), "\nab##g");
    CHECK_STR(after(&at, COPY_DOWN, 1), "#gh\nab"); /* the first column of a wide one */
    CHECK_STR(after(&at, COPY_DOWN, 1), "fgh\n");
    CHECK_STR(after(&at, COPY_DOWN, 1), "fgh\n");
    CHECK_STR(after(&at, COPY_LINE_END, 1), "h\n");
    CHECK_STR(after(&at, COPY_UP, 4), "h\nx\n\na"); /* at the ends from there on */
}

static void paragraphs_end_at_empty_lines(void) {
    set_text("a\nb\n\n\nc\nd\n\ne", 9);
    struct copy_point at = {0, 0};
    CHECK_STR(after(&at, COPY_PARAGRAPH, 1), "\n\nc\nd\n");
    CHECK_STR(after(&at, COPY_PARAGRAPH, 1), "\ne\n");
    CHECK_STR(after(&at, COPY_PARAGRAPH, 1), "e\n");
    CHECK_STR(after(&at, COPY_PARAGRAPH_BACK, 2), "\nc\nd\n\n");
    CHECK_STR(after(&at, COPY_PARAGRAPH_BACK, 1), "a\nb\n\n\n");
}

static void brackets_find_their_other(void) {
    set_text("if (a[(b)] <\n c) { x }", 6);
    struct copy_point at = {0, 0};
    CHECK_STR(after(&at, COPY_BRACKET, 1), ") { x ");
    CHECK_STR(after(&at, COPY_BRACKET, 1), "(a[(b)");
    CHECK_STR(after(&at, COPY_RIGHT, 2), "[(b)] ");
    CHECK_STR(after(&at, COPY_BRACKET, 1), "] <\n c");
    set_text("none here", 20);
    at = (struct copy_point){0, 2};
    CHECK(!copy_motion(&source, &memory, &at, COPY_BRACKET, 0, 1) && at.col == 2);
    set_text("( open", 20);
    CHECK(!copy_motion(&source, &memory, &at, COPY_BRACKET, 0, 1) && at.col == 2);
}

static void characters_are_found_in_their_line(void) {
    set_text("a.b.c.d.e\n.", 4);
    struct copy_point at = {0, 0};
    CHECK_STR(to_character(&at, COPY_FIND, '.', 2), ".c.d.e");
    copy_find_again(&source, &memory, &at, false, 1);
    CHECK_STR(there(&at), ".d.e\n.");
    copy_find_again(&source, &memory, &at, true, 2);
    CHECK_STR(there(&at), ".b.c.d");
    CHECK_STR(to_character(&at, COPY_TILL, '.', 1), "b.c.d.");
    copy_find_again(&source, &memory, &at, false, 1);
    CHECK_STR(there(&at), "c.d.e\n");
    CHECK_STR(to_character(&at, COPY_TILL_BACK, 'a', 1), ".b.c.d");
    CHECK_STR(to_character(&at, COPY_FIND, 'x', 1), ".b.c.d");
    CHECK_STR(to_character(&at, COPY_FIND, '.', 9), ".b.c.d"); /* not over the line's end */
}

/* --- against one string ---------------------------------------------------------------------------------------- */

static int kind_of(size_t i) {
    char c = flat[i];
    return c == ' ' || c == '\n' ? 0 : c == '.' || c == '(' || c == '#' ? 1 : 2;
}

static bool is_empty_line(size_t i) {
    return flat[i] == '\n' && (i == 0 || flat[i - 1] == '\n');
}

static size_t model_word(size_t i) {
    int kind = kind_of(i);
    bool skipped = kind == 0;
    while (kind != 0 && i < flat_count && kind_of(i) == kind) {
        i++;
    }
    for (i += skipped; i < flat_count && kind_of(i) == 0 && !is_empty_line(i); i++) {
    }
    return i;
}

static size_t model_end(size_t i) {
    for (i++; i < flat_count && kind_of(i) == 0; i++) {
    }
    while (i + 1 < flat_count && kind_of(i + 1) == kind_of(i)) {
        i++;
    }
    return i;
}

static size_t model_back(size_t i) {
    if (i == 0) {
        return SIZE_MAX;
    }
    for (i--; kind_of(i) == 0 && !is_empty_line(i); i--) {
        if (i == 0) {
            return SIZE_MAX;
        }
    }
    while (i > 0 && kind_of(i) != 0 && kind_of(i - 1) == kind_of(i)) {
        i--;
    }
    return i;
}

static void random_text(void) {
    static const char letters[] = "ab.( \n#aa  a\n";
    char text[400];
    size_t length = 1 + below(sizeof text - 2);
    for (size_t i = 0; i < length; i++) {
        text[i] = letters[below(sizeof letters - 1)];
        if (text[i] == '\n' && i > 0 && text[i - 1] == ' ') {
            text[i] = 'a'; /* blanks at a line's end are no text, of which the string knows nothing */
        }
    }
    text[length - 1] = 'z';
    text[length] = '\0';
    set_text(text, 2 + below(12));
}

static void words_are_those_of_one_string(void) {
    for (int round = 0; round < 3000 && test_ok; round++) {
        random_text();
        size_t from = below((uint32_t)flat_count);
        if (flat[from] == '\n' && !is_empty_line(from)) {
            continue; /* nobody stands there */
        }
        static const enum copy_move moves[] = {COPY_WORD, COPY_WORD_END, COPY_WORD_BACK};
        int which = (int)below(3);
        size_t to = which == 0 ? model_word(from) : which == 1 ? model_end(from) : model_back(from);
        struct copy_point at = places[from];
        bool moved = copy_motion(&source, &memory, &at, moves[which], 0, 1);
        const struct copy_point *expected =
            to < flat_count && (flat[to] != '\n' || is_empty_line(to)) ? &places[to] : &places[from];
        CHECK(at.row == expected->row && at.col == expected->col);
        CHECK(moved == (expected != &places[from]) || to == from);
    }
}

/* Whatever is done, a point stands on a character. */
static void every_motion_ends_on_a_character(void) {
    for (int round = 0; round < 2000 && test_ok; round++) {
        random_text();
        struct copy_point at = {0, 0};
        for (int i = 0; i < 20; i++) {
            copy_motion(&source, &memory, &at, (enum copy_move)below(COPY_TILL_BACK + 1), (uint32_t) "ab.(#"[below(5)],
                        1 + below(3));
            CHECK(at.row >= 0 && at.row < row_count);
            const struct copy_row *row = &rows[at.row];
            CHECK(row->count == 0 ? at.col == 0 : at.col < row->count && row->cells[at.col].width > 0);
        }
    }
}

/* A line without an end: rows that wrap, of one character. */
struct endless {
    struct copy_cell cell;
    int64_t farthest;
};

static bool give_endless(void *user, int64_t number, struct copy_row *row) {
    struct endless *endless = user;
    int64_t far = number < 0 ? -number : number;
    endless->farthest = far > endless->farthest ? far : endless->farthest;
    *row = (struct copy_row){&endless->cell, 1, true};
    return far < 5 * (int64_t)COPY_ROWS_MAX;
}

/* No motion goes on in a line that has no end (a log in one line): the session waits for it. */
static void motions_are_bounded(void) {
    for (int move = COPY_LEFT; move <= COPY_TILL_BACK; move++) {
        for (int blank = 0; blank < 2; blank++) {
            struct endless endless = {{blank ? ' ' : 'a', 1}, 0};
            const struct copy_source line = {&endless, give_endless};
            struct copy_memory own = {0};
            struct copy_point at = {0, 0};
            copy_motion(&line, &own, &at, (enum copy_move)move, 'z', 1);
            CHECK(endless.farthest <= 2 * (int64_t)COPY_ROWS_MAX + 2);
        }
    }
}

int main(void) {
    RUN(words_go_over_wraps_and_lines);
    RUN(lines_are_logical);
    RUN(rows_keep_the_column);
    RUN(paragraphs_end_at_empty_lines);
    RUN(brackets_find_their_other);
    RUN(characters_are_found_in_their_line);
    RUN(words_are_those_of_one_string);
    RUN(every_motion_ends_on_a_character);
    RUN(motions_are_bounded);
    return test_end();
}
