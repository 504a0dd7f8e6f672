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
 * FONT_SCALE_LEAST: what is wider still is squeezed. Both are clipped at the top and the bottom of the row.
 *
 * Lines of double size: the glyph's own cell is two tiles wide and, of double height, two tiles tall; the outlines are
 * drawn at that size, and one row of tiles is cut out. */
#ifndef FONT_RASTER_H
#define FONT_RASTER_H

#include "font_face.h"
#include "font_set.h"

#define FONT_SCALE_LEAST 0.5 /* of the size of the text */
#define FONT_RASTER_ORIGIN 4 /* tiles of the canvas left of the glyph's own cell */

struct font_stamp {
    uint32_t glyph;
    int32_t x, y; /* 1/64 pixel from the origin of the cell on the baseline; y upwards */
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
};

struct font_raster {
    uint32_t tile_width, tile_height, tile_baseline;
    uint32_t cell_width, cell_height, baseline; /* of the present glyph's cell: those of a tile, or twice as much */
    uint32_t grow_x, grow_y;                    /* how much that is */
    uint32_t width;                             /* of the canvas */
    uint8_t *coverage;                          /* width * 2 * tile_height */
    uint8_t *rgba;                              /* the same with four bytes, premultiplied */
    bool colored;                               /* the present glyph is in rgba */
};

/* Takes cell sizes from the metrics. False: no memory, nothing changed. */
bool font_raster_init(struct font_raster *raster, const struct font_metrics *metrics);
void font_raster_finish(struct font_raster *raster);

/* Draws a picture and appends its tiles to the atlas. */
void font_raster_draw(struct font_raster *raster, struct glyph_atlas *atlas, const struct font_picture *picture,
                      struct font_glyph *glyph);

#endif
