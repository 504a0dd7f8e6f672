/* font_set.h - text of cells in, atlas tiles out.
 *
 * A font set is a family in four styles at one size, with everything that is needed to show any text in its cells:
 * fallback fonts for what the family lacks, a colour font for emoji, and drawn sprites for box drawing and its kin.
 *
 * How it works. A cell's text becomes a *glyph*: a picture that was cut into tiles of exactly cell_width x cell_height
 * pixels. Most glyphs have one tile; wide characters have two; an italic that leans over its cell or a ligature that is
 * drawn by its last cell has tiles to its right or left. Tiles lie in a grid atlas (glyph_atlas.h), and a renderer
 * needs nothing but their numbers:
 *
 *     cells of a row -> runs -> sprite?  -> sprite.c draws the tile
 *                            -> face     -> font_fallback.c chooses it, font_shape.c shapes, font_raster.c draws and
 * cuts
 *
 * Fonts that the family does not have are found on a thread (font_finder.h). Until then their cells are blank, and the
 * options' `found` is called when it is worth to look again; without that callback, layouts wait.
 *
 * What it is not: it knows no colours, no GL and no frames. One thread uses it. */
#ifndef FONT_SET_H
#define FONT_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "font_options.h"
#include "glyph_atlas.h"

struct font_set;

/* Whole pixels. Positions count down from the top of the cell to the top of the line. */
struct font_metrics {
    uint32_t cell_width, cell_height;
    uint32_t baseline;
    uint32_t underline_top, underline_thickness;
    uint32_t strikeout_top, strikeout_thickness;
    uint32_t cursor_thickness; /* of bars and underlines */
    uint32_t light, heavy;     /* thickness of box drawing lines */
    double em_px;              /* the font's size */
};

enum font_style { FONT_REGULAR = 0, FONT_BOLD = 1, FONT_ITALIC = 2, FONT_BOLD_ITALIC = 3, FONT_STYLES = 4 };

/* How large a line is drawn. In a line of double size a cell is two columns of tiles wide, and everything is drawn at
 * that size, not stretched; of double height there are two lines, which show one half of it each. */
enum font_line_size { FONT_SINGLE, FONT_DOUBLE_WIDTH, FONT_DOUBLE_TOP, FONT_DOUBLE_BOTTOM, FONT_LINE_SIZES };

/* Columns of tiles that a narrow cell of such a line takes. */
static inline uint32_t font_size_columns(enum font_line_size size) {
    return size == FONT_SINGLE ? 1 : 2;
}

/* Rows of tiles that what is drawn for it takes, of which the line shows one. */
static inline uint32_t font_size_rows(enum font_line_size size) {
    return size >= FONT_DOUBLE_TOP ? 2 : 1;
}

/* At most this many tiles belong to one glyph; longer ligatures are cut. */
#define FONT_GLYPH_TILES 8

/* What marks of a letter have in the row above or below: tiles as those of the glyph. */
#define FONT_REACH_TILES 4
enum { FONT_REACH_UP, FONT_REACH_DOWN, FONT_REACHES };

struct font_reach {
    int8_t first;
    uint8_t count; /* 0: nothing, of nearly all glyphs */
    uint32_t tile[FONT_REACH_TILES];
};

/* The picture of one cell. tile[i] belongs into the column of tiles `first + i`, counted from the first one of the
 * glyph's own cell. Owned by the font set; valid until the generation of the atlas changes. */
struct font_glyph {
    int8_t first;
    uint8_t count;                   /* 0: nothing to see */
    uint32_t tile[FONT_GLYPH_TILES]; /* atlas tiles; ATLAS_TILE_BLANK for an empty one */
    struct font_reach reach[FONT_REACHES];
};

/* One cell of a run. */
struct font_cell {
    const uint32_t *text; /* code points */
    uint32_t length;      /* 0: blank */
    uint8_t width;        /* columns: 1 or 2; 0: the second column of a wide cell, gets no glyph */
};

/* Tiles that are drawn over or under text. */
enum font_decoration {
    FONT_UNDERLINE_SINGLE,
    FONT_UNDERLINE_DOUBLE,
    FONT_UNDERLINE_CURLY,
    FONT_UNDERLINE_DOTTED,
    FONT_UNDERLINE_DASHED,
    FONT_STRIKE,
    FONT_OVERLINE,
    FONT_STRIKE_OVERLINE,
    FONT_CURSOR_BAR,
    FONT_CURSOR_UNDERLINE,
    FONT_CURSOR_HOLLOW,
    FONT_CURSOR_HOLLOW_LEFT,  /* the left cell of a wide one */
    FONT_CURSOR_HOLLOW_RIGHT, /* and its right cell */
    FONT_DECORATIONS
};

/* Opens the family. NULL on failure, with one line in `error`: what failed, where, what to do. A family that is not
 * installed is no failure: fontconfig's substitute is taken and font_set_warning says so. */
struct font_set *font_set_create(const struct font_options *options, char *error, size_t error_size);

/* NULL is allowed. */
void font_set_destroy(struct font_set *set);

/* Another size: drops all glyphs and starts a new generation of the atlas. An error leaves everything as it was. */
bool font_set_resize(struct font_set *set, double size_pt, double dpi, char *error, size_t error_size);

const struct font_metrics *font_set_metrics(const struct font_set *set);

/* The family that is really used. */
const char *font_set_family(const struct font_set *set);

/* The i-th line about what is not as it was asked for, or NULL behind the last one. font_set_take_found may add some.
 */
const char *font_set_warning(const struct font_set *set, size_t i);

double font_set_size_pt(const struct font_set *set);

/* Begins to sort the fonts of the machine, on the font thread where there is one. Costs nothing when it was done. */
void font_set_prepare(struct font_set *set);

/* Takes what the font thread has found. True: cells that were left blank can be shown now, and the epoch is another:
 * rows that were laid out before are to be laid out again. */
bool font_set_take_found(struct font_set *set);
uint32_t font_set_epoch(const struct font_set *set);

/* How often the thread of the set has waited for fontconfig or a file since the family was opened; for tests. */
unsigned font_set_waits(const struct font_set *set);

/* The cells of a row, all of them. */
struct font_row {
    const struct font_cell *cells;
    size_t count;
    size_t cursor; /* the cell that the cursor is on; beyond the end: none */
};

#define FONT_NO_CURSOR ((size_t)-1)

/* Finds the glyphs of `count` cells of a row from `first` on, which have the same style; ligatures form within them, so
 * a caller splits where colours change, and only in lines of single size. What stands around them in the row decides
 * which fallback font they take, and whether a wide symbol may reach into the blank cell behind it: it does when it
 * stands alone and would have to shrink below FONT_SYMBOL_SHARE of its size. glyphs[0] is that of the first cell; none
 * is NULL. A full atlas is flushed: the caller must compare the atlas' generation and lay out everything again if it
 * changed. */
void font_set_layout_part(struct font_set *set, enum font_style style, enum font_line_size size,
                          const struct font_row *row, size_t first, size_t count, const struct font_glyph **glyphs);

/* The same for cells that are a row of their own, without a cursor. */
void font_set_layout(struct font_set *set, enum font_style style, enum font_line_size size,
                     const struct font_cell *cells, size_t count, const struct font_glyph **glyphs);

#define FONT_SYMBOL_SHARE 0.8

/* The tile of a decoration for one of the columns of a cell, from the left. */
uint32_t font_set_decoration(struct font_set *set, enum font_decoration decoration, enum font_line_size size,
                             uint32_t column);

/* Tiles that may have ink in a column of an underline: those of the letter there, and of two that reach over. */
#define FONT_UNDERLINE_INKS 3

/* An underline below one of the columns of a cell. */
struct font_underline {
    enum font_decoration decoration; /* FONT_UNDERLINE_SINGLE to FONT_UNDERLINE_DASHED */
    enum font_line_size size;
    uint32_t column;                    /* of the row, where the cell begins: patterns go on from cell to cell */
    uint32_t side;                      /* which of the cell's columns */
    uint32_t inks[FONT_UNDERLINE_INKS]; /* it keeps clear of what these have at its height; ATLAS_TILE_BLANK: nothing */
};

/* The tile of an underline: see font_underline.h. */
uint32_t font_set_underline(struct font_set *set, const struct font_underline *underline);

const struct glyph_atlas *font_set_atlas(const struct font_set *set);

/* Calls `each` for every monospace family that is installed, sorted, once each. False and one line in `error` when
 * fontconfig does not work or there is none. */
bool font_list_families(void (*each)(void *user, const char *family), void *user, char *error, size_t error_size);

#endif
