/* font_raster.h - shaped glyphs drawn, fitted and cut into tiles.
 *
 * The canvas is FONT_GLYPH_TILES cells wide; the glyph's own cell is the one in the middle:
 *
 *       -4   -3   -2   -1    0   +1   +2   +3
 *     +----+----+----+----+----+----+----+----+
 *     |    |    | <----------- | -> |    |    |      a ligature drawn by its last cell reaches to the left,
 *     +----+----+----+----+----+----+----+----+      an italic to the right
 *
 * Two rules of fitting: glyphs of the family keep their place and may reach over (their tiles go to the neighbours);
 * everything else, fallback fonts and colour bitmaps, is scaled and centred to lie inside its own one or two cells, or
 * reaches into the blank cell behind it when it would have to shrink below FONT_SYMBOL_SHARE. None shrinks below
 * FONT_SCALE_LEAST, letters not below FONT_LETTER_LEAST: what is wider still is squeezed. Both are clipped at the top
 * and the bottom of the row.
 *
 * Letters with marks: a fallback font's is fitted by the letter alone. Then marks of other fonts are laid over the
 * letter's ink (font_marks.h). All that reaches out of the cell is kept, to the sides and, in lines of single size,
 * into the rows above and below, for which the canvas has a row of tiles more on either side.
 *
 * Lines of double size: the glyph's own cell is two tiles wide and, of double height, two tiles tall; the outlines are
 * drawn at that size, and one row of tiles is cut out. */
#ifndef FONT_RASTER_H
#define FONT_RASTER_H

#include "font_face.h"
#include "font_set.h"

#define FONT_SCALE_LEAST 0.7 /* of the size of the text */
#define FONT_LETTER_LEAST 0.95
#define FONT_RASTER_ORIGIN 4 /* tiles of the canvas left of the glyph's own cell */

struct font_stamp {
    uint32_t glyph;
    int32_t x, y; /* 1/64 pixel from the origin of the cell on the baseline; y upwards */
};

enum font_mark_place {
    FONT_MARK_ABOVE,
    FONT_MARK_BELOW,
    FONT_MARK_OVER,      /* through the middle of the letter */
    FONT_MARK_AROUND,    /* enclosing it */
    FONT_MARK_TIE_ABOVE, /* between this cell and the next */
    FONT_MARK_TIE_BELOW,
};

/* A mark that is set by its ink. */
struct font_mark {
    struct font_face *face; /* NULL: it is drawn, and has a code point instead of a glyph */
    uint32_t glyph;
    enum font_mark_place place;
};

/* What is to be drawn: the stamps of one cell, all of one face. */
struct font_picture {
    struct font_face *face;
    const struct font_stamp *stamps;
    size_t count;
    int32_t advance;  /* what the stamps take together, in 1/64 pixel */
    unsigned columns; /* of the text: 1 or 2 */
    bool may_reach;   /* into the cell behind, which is blank */
    enum font_style style;
    enum font_line_size size;
    bool is_marked;                /* all stamps but the first are marks of it */
    bool is_letter;                /* of a script: squeezed rather than made small, so that all are of one height */
    const struct font_mark *marks; /* laid over what the stamps give, one over the other */
    size_t mark_count;
};

struct font_raster {
    uint32_t tile_width, tile_height, tile_baseline;
    uint32_t cell_width, cell_height, baseline; /* of the present glyph's cell: those of a tile, or twice as much */
    uint32_t grow_x, grow_y;                    /* how much that is */
    uint32_t light;                             /* thickness of drawn lines, in single size */
    uint32_t width;                             /* of the canvas */
    uint32_t margin;                            /* rows of pixels above and below the cell that are drawn, too */
    uint8_t *canvas;                            /* width * 4 * tile_height */
    uint8_t *coverage;                          /* of the canvas, from its second row of tiles on */
    uint8_t *rgba;                              /* width * 2 * tile_height, four bytes each, premultiplied */
    bool colored;                               /* the present glyph is in rgba */
};

/* Takes cell sizes from the metrics. False: no memory, nothing changed. */
bool font_raster_init(struct font_raster *raster, const struct font_metrics *metrics);
void font_raster_finish(struct font_raster *raster);

/* Draws a picture and appends its tiles to the atlas. */
void font_raster_draw(struct font_raster *raster, struct glyph_atlas *atlas, const struct font_picture *picture,
                      struct font_glyph *glyph);

#endif
