/* cell_cursor.h - a cursor in a row of cells: its shape, place and colours. */
#ifndef CELL_CURSOR_H
#define CELL_CURSOR_H

#include <stdbool.h>
#include <stdint.h>

enum cell_cursor { CELL_CURSOR_NONE, CELL_CURSOR_BLOCK, CELL_CURSOR_HOLLOW, CELL_CURSOR_UNDERLINE, CELL_CURSOR_BAR };

struct cell_cursor_at {
    enum cell_cursor shape;
    bool stands;       /* it is there, if only between two blinks: ligatures under it are broken */
    uint32_t row, col; /* col: a cell of its row */
    uint32_t color;    /* or CELL_COLOR_...; NONE: the cell's, swapped */
    uint32_t text;     /* likewise; NONE: as `color` gives it */
};

static inline bool cell_cursor_equal(const struct cell_cursor_at *a, const struct cell_cursor_at *b) {
    return a->shape == b->shape && a->stands == b->stands && a->row == b->row && a->col == b->col &&
           a->color == b->color && a->text == b->text;
}

#endif
