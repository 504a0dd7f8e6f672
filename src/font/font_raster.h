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
 * everything else, fallback fonts and colour bitmaps, is scaled and centred to lie inside its own one or two cells.
 * Both are clipped at the top and the bottom of the row. */
#ifndef FONT_RASTER_H
#define FONT_RASTER_H

#include "font_face.h"
#include "font_set.h"

#define FONT_RASTER_ORIGIN 4 /* columns of the canvas left of the glyph's own cell */

struct font_stamp {
    uint32_t glyph;
    int32_t x, y; /* 1/64 pixel from the origin of the cell on the baseline; y upwards */
};

struct font_raster {
    uint32_t cell_width, cell_height, baseline;
    uint32_t width;    /* of the canvas */
    uint8_t *coverage; /* width * cell_height */
    uint8_t *rgba;     /* the same with four bytes, premultiplied */
    bool colored;      /* the present glyph is in rgba */
};

/* Takes cell sizes from the metrics. False: no memory, nothing changed. */
bool font_raster_init(struct font_raster *raster, const struct font_metrics *metrics);
void font_raster_finish(struct font_raster *raster);

/* Draws the stamps of one cell, all of one face, into `columns` cells and appends the tiles to the atlas. `advance` is
 * what the stamps take together, in 1/64 pixel. */
void font_raster_draw(struct font_raster *raster, struct glyph_atlas *atlas, struct font_face *face,
                      const struct font_stamp *stamps, size_t count, int32_t advance, unsigned columns,
                      enum font_style style, struct font_glyph *glyph);

#endif
