/* Lines of the view as text: joined over soft wraps, with the column of each byte. */
#include "view_line.h"

#include <stdlib.h>

#include <quire/terminal.h>

#include "test.h"

static struct quire_terminal *terminal;
static struct quire_frame *frame;
static struct view_line line;

static void show(uint32_t cols, uint32_t rows, const char *text) {
    struct quire_terminal_options options = QUIRE_TERMINAL_OPTIONS_INIT;
    options.cols = cols;
    options.rows = rows;
    CHECK(quire_terminal_create(&options, &terminal) == QUIRE_OK);
    CHECK(quire_frame_create(NULL, &frame) == QUIRE_OK);
    quire_terminal_feed(terminal, text, strlen(text));
    CHECK(quire_frame_update(frame, terminal) == QUIRE_OK);
}

static void end(void) {
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    view_line_finish(&line);
}

static bool text_is(const char *text) {
    bool same = line.length == strlen(text) && memcmp(line.text, text, line.length) == 0;
    if (!same) {
        printf("the line is '%.*s'\n", (int)line.length, line.text);
    }
    return same;
}

static void rows_of_a_line_are_one_text(void) {
    show(10, 5, "one\r\nabcdefghijklmnopqrstuvwxy\r\nz");
    CHECK(view_line_read(&line, frame, 2));
    CHECK(text_is("abcdefghijklmnopqrstuvwxy"));
    CHECK_INT(line.row, 1);
    CHECK_INT(line.rows, 3);
    CHECK(!line.cut_before && !line.cut_after);
    CHECK_INT(line.columns[12], 12);
    CHECK_INT(line.columns[25], 25);
    CHECK_INT(view_line_byte(&line, 12), 12);
    CHECK_INT(view_line_byte(&line, 25), 25);
    CHECK_INT(view_line_byte(&line, 1000), 25);
    CHECK(view_line_read(&line, frame, 0));
    CHECK(text_is("one"));
    CHECK(!view_line_read(&line, frame, 5));
    end();
}

static void wide_characters_have_two_columns(void) {
    show(5, 3, "a\xE4\xB8\xAD\xE6\x96\x87x\xE4\xB8\xAD"); /* the last one does not fit into the first row */
    CHECK(view_line_read(&line, frame, 0));
    CHECK(text_is("a\xE4\xB8\xAD\xE6\x96\x87x\xE4\xB8\xAD"));
    CHECK_INT(line.columns[1], 1);
    CHECK_INT(line.columns[4], 3);
    CHECK_INT(view_line_byte(&line, 1), 1);
    CHECK_INT(view_line_byte(&line, 2), 1);
    CHECK_INT(view_line_byte(&line, 3), 4);
    CHECK_INT(view_line_byte(&line, 4), 4);
    CHECK_INT(view_line_byte(&line, 5), 7);
    CHECK_INT(line.columns[line.length], line.columns[8] + 2);
    end();
}

/* What touches an end that is the view's and not the line's is a part of something. */
static void lines_that_the_view_cuts(void) {
    show(10, 2, "abcdefghijklmnopqrstuvwxyz");
    CHECK(view_line_read(&line, frame, 0));
    CHECK(text_is("klmnopqrstuvwxyz"));
    CHECK(line.cut_before && !line.cut_after);
    CHECK_INT(line.columns[0], 10);
    CHECK(view_line_is_cut(&line, 0, 3));
    CHECK(!view_line_is_cut(&line, 1, 3));
    CHECK(!view_line_is_cut(&line, 1, line.length));
    quire_frame_scroll(frame, terminal, 1);
    quire_frame_update(frame, terminal);
    CHECK(view_line_read(&line, frame, 1));
    CHECK(text_is("abcdefghijklmnopqrst"));
    CHECK(!line.cut_before && line.cut_after);
    CHECK(view_line_is_cut(&line, 1, line.length));
    CHECK(!view_line_is_cut(&line, 0, 3));
    end();
}

static void links_by_byte(void) {
    show(20, 2, "a\033]8;;https://x.org\033\\b\xC3\xA9\033]8;;\033\\c");
    CHECK(view_line_read(&line, frame, 0));
    CHECK(text_is("ab\xC3\xA9"
                  "c"));
    CHECK(line.links[0] == 0 && line.links[1] != 0 && line.links[3] == line.links[1] && line.links[4] == 0);
    end();
}

static void empty_lines_and_blanks(void) {
    show(8, 3, "\r\n  x  \r\n");
    CHECK(view_line_read(&line, frame, 0));
    CHECK(text_is(""));
    CHECK_INT(line.columns[0], 0);
    CHECK_INT(view_line_byte(&line, 0), 0);
    CHECK(view_line_read(&line, frame, 1));
    CHECK_INT(line.columns[2], 2);
    end();
}

int main(void) {
    RUN(rows_of_a_line_are_one_text);
    RUN(wide_characters_have_two_columns);
    RUN(lines_that_the_view_cuts);
    RUN(links_by_byte);
    RUN(empty_lines_and_blanks);
    return test_end();
}
