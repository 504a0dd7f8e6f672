/* cell_build.h - a row of a frame becomes the records that a backend draws.
 *
 * All decisions about colour are made here, once for each cell that changed: inverse, dim, invisible, blinking,
 * selection, cursor. A backend only lays tiles over a background (cell_record.h).
 *
 * A row of double size has cells that cover two columns: two records each, and the tiles that the font floor draws for
 * them. Records are counted in columns, cells and glyphs in cells of the row.
 *
 * No GL in here. */
#ifndef CELL_BUILD_H
#define CELL_BUILD_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/frame.h>

#include "cell_record.h"
#include "font_set.h"
#include "overlay.h"
#include "renderer_settings.h"

enum cell_cursor { CELL_CURSOR_NONE, CELL_CURSOR_BLOCK, CELL_CURSOR_HOLLOW, CELL_CURSOR_UNDERLINE, CELL_CURSOR_BAR };

/* What a row is built from, the same for all rows of a draw. */
struct cell_view {
    struct font_set *fonts;
    const struct quire_frame *frame;
    uint32_t cols;
    uint32_t foreground, background;                     /* defaults of the frame */
    uint32_t selection_foreground, selection_background; /* or CELL_COLOR_...; NONE: swap */
    uint32_t hover_link;
    struct renderer_settings settings;
    bool blinked_out; /* of cells that blink there is the background alone */
    enum cell_cursor cursor;
    bool cursor_stands;                /* it is there, if only between two blinks: ligatures under it are broken */
    uint32_t cursor_row, cursor_col;   /* col: a cell of its row */
    uint32_t cursor_color;             /* or CELL_COLOR_...; NONE: the cell's, swapped */
    uint32_t cursor_text;              /* likewise; NONE: as the cursor's color gives it */
    const struct overlay *overlays[2]; /* the second one may cover a row of double size, which is single then */
};

/* Arrays for one row, grown as needed. */
struct cell_scratch {
    uint32_t capacity;
    enum font_line_size size; /* of the row built last, as the following */
    uint32_t count, scale;    /* cells, and how many columns each of them takes */
    struct quire_frame_cell *cells;
    struct font_cell *text;
    const struct font_glyph **glyphs;
    struct cell_record *records;
    struct rich_record *rich;
    uint32_t rich_count;
    struct cell_color_memory readable;
};

/* False: no memory. */
bool cell_scratch_reserve(struct cell_scratch *scratch, uint32_t cols);
void cell_scratch_finish(struct cell_scratch *scratch);

/* Fills scratch->records, scratch->rich and rich_count. Rich records of cells that are not rich are zero. */
void cell_build_row(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch);

#endif
