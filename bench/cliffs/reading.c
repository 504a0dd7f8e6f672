/* reading.c - row 20: text of a selection, text of a terminal, rows as cells. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <quire/format.h>
#include <quire/frame.h>
#include <quire/selection.h>

#include "cliffs.h"

#define ROWS 160000u

static bool add_length(void *user, const char *bytes, size_t length) {
    (void)bytes;
    *(size_t *)user += length;
    return true;
}

/* A view with everything selected, and the bytes of it that were written last. */
struct view {
    struct quire_frame *frame;
    size_t length;
};

static struct view select_all(struct quire_terminal *terminal) {
    struct view view = {NULL, 0};
    cliff_must(quire_frame_create(NULL, &view.frame) == QUIRE_OK, "no frame");
    quire_frame_scroll_to(view.frame, terminal, UINT64_MAX);
    cliff_must(quire_frame_update(view.frame, terminal) == QUIRE_OK, "no frame");
    quire_selection_start(terminal, view.frame, 0, 0, false, QUIRE_SELECT_CELL);
    quire_frame_scroll_to(view.frame, terminal, 0);
    cliff_must(quire_frame_update(view.frame, terminal) == QUIRE_OK, "no frame");
    quire_selection_extend(terminal, view.frame, 23, 79, true);
    return view;
}

static void write_selection(struct quire_terminal *terminal, void *user) {
    struct view *view = user;
    view->length = 0;
    cliff_must(quire_selection_write(terminal, view->frame, add_length, &view->length) == QUIRE_OK, "no selection");
}

static void ask_length(struct quire_terminal *terminal, void *user) {
    struct view *view = user;
    (void)quire_selection_text(terminal, view->frame, NULL, 0, &view->length);
}

/* Seconds a byte of what a selection of everything costs. */
static double least_selected(void (*work)(struct quire_terminal *, void *), struct quire_terminal *terminal) {
    struct view view = select_all(terminal);
    double seconds = cliff_least(work, terminal, &view);
    quire_frame_destroy(view.frame);
    return seconds / (double)view.length;
}

static void write_text(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    *(size_t *)user = 0;
    cliff_must(quire_format_write(terminal, &options, add_length, user) == QUIRE_OK, "no text");
}

/* What quire dump does with it. */
static bool to_stream(void *user, const char *bytes, size_t length) {
    return fwrite(bytes, 1, length, user) == length;
}

static void write_stream(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    cliff_must(quire_format_write(terminal, &options, to_stream, user) == QUIRE_OK && fflush(user) == 0, "no text");
}

static void write_rows(struct quire_terminal *terminal, void *user) {
    struct quire_format_options options = QUIRE_FORMAT_OPTIONS_INIT;
    options.format = QUIRE_FORMAT_VT;
    options.history_rows = ROWS;
    *(size_t *)user = 0;
    cliff_must(quire_format_write(terminal, &options, add_length, user) == QUIRE_OK, "no rows");
}

/* Rows that are made into cells, one after the other: those of a long line, and of pages of many lines, against those
 * of usual lines. */
static void rows_in_order(void) {
    size_t length = 0;
    struct quire_terminal *terminal = cliff_lines((size_t)ROWS * 80, 79);
    double usual = cliff_least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    terminal = cliff_lines((size_t)ROWS * 80, SIZE_MAX);
    double line = cliff_least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    terminal = cliff_lines((size_t)ROWS * 2, 1);
    double letters = cliff_least(write_rows, terminal, &length);
    quire_terminal_destroy(terminal);
    cliff_most(20, "rows as cells: one line of 160,000 rows against lines of 79 columns", line / usual, 1.5);
    cliff_most(20, "rows as cells: lines of one letter against lines of 79 columns", letters / usual, 1.5);
}

static void text_out(void) {
    size_t length = 0;
    FILE *nowhere = fopen("/dev/null", "w");
    cliff_must(nowhere != NULL, "/dev/null");
    struct quire_terminal *terminal = cliff_lines(cliff_large, 79);
    double selected = least_selected(write_selection, terminal);
    double asked = least_selected(ask_length, terminal);
    double written = cliff_least(write_text, terminal, &length) / (double)length;
    double streamed = cliff_least(write_stream, terminal, nowhere) / (double)length;
    quire_terminal_destroy(terminal);
    cliff_rate(20, "text of a selection, lines of 79 columns", 1e-6 / selected, 400);
    cliff_rate(20, "length of a selection, lines of 79 columns", 1e-6 / asked, 400);
    cliff_rate(20, "quire_format_write text, lines of 79 columns", 1e-6 / written, 400);
    cliff_rate(20, "the same to a stream, as quire dump does", 1e-6 / streamed, 400);

    terminal = cliff_lines(cliff_large / 20, 1);
    double short_selected = least_selected(write_selection, terminal);
    double short_written = cliff_least(write_text, terminal, &length) / (double)length;
    quire_terminal_destroy(terminal);
    cliff_most(20, "selection of lines of one letter, time a byte against 400 MB/s", short_selected / 2.5e-9, 3);
    cliff_most(20, "text of lines of one letter, time a byte against 400 MB/s", short_written / 2.5e-9, 3);
    cliff_most(20, "text of lines of one letter, time a byte against lines of 79", short_written / written, 1e3);

    terminal = cliff_lines(cliff_large, SIZE_MAX);
    double long_selected = least_selected(write_selection, terminal);
    double long_written = cliff_least(write_text, terminal, &length) / (double)length;
    quire_terminal_destroy(terminal);
    cliff_most(20, "selection of one line, time a byte against lines of 79", long_selected / selected, 1.5);
    cliff_most(20, "text of one line, time a byte against lines of 79", long_written / written, 1.5);
    (void)fclose(nowhere);
}

void cliff_row_reading(void) {
    rows_in_order();
    text_out();
}
