/* selection.c - row 24: a frame with a selection over one wrapped line that fills the screen, against the same in
 * lines. */
#include <stdio.h>
#include <string.h>

#include <quire/frame.h>
#include <quire/selection.h>

#include "cliffs.h"

#define COLS 80u
#define ROWS 200u
#define FRAMES 500

/* A screen full of letters, as one line or a line a row. */
static struct quire_terminal *screen(bool one_line) {
    struct quire_terminal *terminal = cliff_terminal(COLS, ROWS);
    char row[COLS];
    for (uint32_t y = 0; y < ROWS; y++) {
        memset(row, 'a' + (int)(y % 26), sizeof row);
        cliff_feed(terminal, row, y + 1 < ROWS ? sizeof row : sizeof row - 1);
        if (!one_line && y + 1 < ROWS)
            cliff_feed(terminal, "\r\n", 2);
    }
    return terminal;
}

static void draw(struct quire_terminal *terminal, void *user) {
    struct quire_frame *frame = user;
    for (int i = 0; i < FRAMES; i++) {
        cliff_feed(terminal, "\033[1;1H", 6);
        cliff_must(quire_frame_update(frame, terminal) == QUIRE_OK, "no frame");
    }
}

static double frame_time(bool one_line, enum quire_selection_unit unit) {
    struct quire_terminal *terminal = screen(one_line);
    struct quire_frame *frame;
    cliff_must(quire_frame_create(NULL, &frame) == QUIRE_OK && quire_frame_update(frame, terminal) == QUIRE_OK,
               "no frame");
    quire_selection_start(terminal, frame, 0, 0, false, unit);
    quire_selection_extend(terminal, frame, ROWS - 1, COLS - 2, true);
    cliff_must(quire_selection_exists(terminal, frame), "no selection");
    double time = cliff_least(draw, terminal, frame);
    quire_frame_destroy(frame);
    quire_terminal_destroy(terminal);
    return time;
}

void cliff_row_selection(void) {
    static const struct {
        enum quire_selection_unit unit;
        const char *what;
    } units[] = {{QUIRE_SELECT_CELL, "a frame with a selection by cell over one line of 16,000 cells, against lines"},
                 {QUIRE_SELECT_WORD, "the same by word"},
                 {QUIRE_SELECT_LINE, "the same by line"}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        cliff_most(24, units[i].what, frame_time(true, units[i].unit) / frame_time(false, units[i].unit), 2);
}
