/* cell_build.h - a row of a frame, or a line of a bar, becomes the records that a backend draws.
 *
 * All decisions about colour are made here, once for each cell that changed: inverse, dim, invisible, blinking,
 * highlights, cursor. A backend only lays tiles over a background (cell_record.h).
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

#include "bar_line.h"
#include "cell_cursor.h"
#include "cell_record.h"
#include "font_set.h"
#include "highlight.h"
#include "image_cover.h"
#include "renderer_settings.h"

/* Cells [from, to) of a row; to 0: none. */
struct cell_span {
    uint32_t row, from, to;
};

/* What a row is built from, the same for all rows of a draw. */
struct cell_view {
    struct font_set *fonts;
    const struct quire_frame *frame; /* NULL: the cells are those of a line */
    const struct bar_line *line;
    enum quire_row_size line_size;
    uint32_t cols;
    uint32_t foreground, background; /* defaults of the frame */
    uint32_t clear;                  /* what makes the latter a ground: renderer_settings_clear */
    struct renderer_settings settings;
    struct highlight_look looks[HIGHLIGHT_KINDS];
    uint8_t underlining;  /* the kinds of highlights that there may be and that underline, as bits */
    const uint8_t *marks; /* of highlights, `cols` for each row; NULL: none but what the frame has selected */
    bool blinked_out;     /* of cells that blink there is the background alone */
    struct cell_span covered;
    struct cell_cursor_at cursor;
    const struct image_cover *images; /* over its cells; NULL: none */
};

/* Arrays for one row, grown as needed. */
struct cell_scratch {
    uint32_t capacity;
    enum font_line_size size; /* of the row built last, as the following */
    uint32_t count, scale;    /* cells, and how many columns each of them takes */
    struct quire_frame_cell *cells;
    uint8_t *marks; /* by cell: the kinds of highlight_kind that lie over it; not those of the frame itself */
    bool is_marked; /* they are of this row */
    struct font_cell *text;
    const struct font_glyph **glyphs;
    struct cell_record *records;
    struct rich_record *rich;
    uint32_t rich_count;
    struct cell_color_memory readable;
    uint32_t reach[FONT_REACHES]; /* hashes of what the row has for the rows above and below; 0: nothing */
};

/* False: no memory. */
bool cell_scratch_reserve(struct cell_scratch *scratch, uint32_t cols);
void cell_scratch_finish(struct cell_scratch *scratch);

/* Fills scratch->records, scratch->rich and rich_count. Rich records of cells that are not rich are zero. */
void cell_build_row(const struct cell_view *view, uint32_t row, struct cell_scratch *scratch);

/* Lays over a row that was built what the row below reaches up into it (FONT_REACH_UP), or the row above down. `beside`
 * is as large as the scratch, and for the other row. Cost: laying out the other row. */
void cell_build_reach(const struct cell_view *view, uint32_t row, int direction, struct cell_scratch *scratch,
                      struct cell_scratch *beside);

#endif
