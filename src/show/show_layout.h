/* show_layout.h - how large a picture is drawn, in pixels and in cells. Pure.
 *
 * Without a word about it a picture has its own size, and is made smaller where it would not fit into the window. A
 * width or height that is asked for is one that it gets, larger or smaller, with the other side as its shape wants it.
 * The side that limits it is whole cells wherever that was asked for in cells, or is the window's: then a terminal can
 * be told in cells and need not know our pixels. */
#ifndef SHOW_LAYOUT_H
#define SHOW_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>

enum show_unit { SHOW_NOT_GIVEN, SHOW_CELLS, SHOW_PIXELS, SHOW_PERCENT };

struct show_length {
    enum show_unit unit;
    uint32_t value;
};

/* Inside the area; as wide as it at most, however high; both sides as asked for; its own size, whatever the window's.
 */
enum show_fit { SHOW_FIT_INSIDE, SHOW_FIT_WIDTH, SHOW_FIT_STRETCH, SHOW_FIT_NONE };
enum show_align { SHOW_LEFT, SHOW_CENTER, SHOW_RIGHT };

/* A rectangle of cells to show a picture in, counted from 0. */
struct show_place {
    bool given;
    uint32_t cols, rows, col, row;
};

struct show_wish {
    struct show_length width, height;
    enum show_fit fit;
    enum show_align align;
    bool no_scale_up;
    struct show_place place;
};

/* The window, in cells and what a cell measures. */
struct show_grid {
    uint32_t cols, rows, cell_w_px, cell_h_px;
    uint32_t most_w_px, most_h_px; /* no picture may be larger; 0: no such limit */
};

struct show_layout {
    uint32_t width_px, height_px;  /* at least 1 each */
    uint32_t cols, rows;           /* the cells that it touches */
    uint32_t told_cols, told_rows; /* what to tell who scales by cells: 0 for the side that follows from the other; both
                                    * 0: no number of cells gives this size */
    bool scaled;                   /* not its own size */
    uint32_t indent;               /* cells left of it */
};

/* "40" or "40c" cells, "300px", "50%"; false: none of these, or 0, or too large. */
bool show_length_parse(const char *text, struct show_length *length);
/* "40x20@3x4", as icat has it; false: it is not that. */
bool show_place_parse(const char *text, struct show_place *place);

void show_layout_make(const struct show_wish *wish, const struct show_grid *grid, uint32_t width_px, uint32_t height_px,
                      struct show_layout *layout);

#endif
