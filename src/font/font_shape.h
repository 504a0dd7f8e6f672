/* font_shape.h - HarfBuzz between the text of cells and the glyphs of one face.
 *
 * The grid is the law: whatever advances a font has, the glyphs of a cell start at the cell. A glyph is placed relative
 * to the start of its cluster, and a cluster belongs to the cell where its text begins. */
#ifndef FONT_SHAPE_H
#define FONT_SHAPE_H

#include "font_raster.h"

/* Cells of a run at most; longer ones are shaped in pieces. */
#define FONT_RUN_MAX 64u
/* Glyphs of one cell at most. */
#define FONT_STAMPS_MAX 16u

/* What one cell shows. */
struct font_shaped_cell {
    struct font_stamp stamps[FONT_STAMPS_MAX];
    uint32_t count;
    int32_t advance; /* 1/64 pixel */
};

struct font_shaper {
    hb_buffer_t *buffer;
};

/* False: no memory. */
bool font_shaper_init(struct font_shaper *shaper);
void font_shaper_finish(struct font_shaper *shaper);

/* Shapes up to FONT_RUN_MAX cells with a face and its features. */
void font_shape(struct font_shaper *shaper, const struct font_face *face, const struct font_cell *cells, size_t count,
                struct font_shaped_cell *shaped);

/* For a cell that is a letter and marks of it. Marks of monospace fonts are often drawn inside a cell of their own, and
 * those that the font does not attach stand beside the letter: they are centred over it. */
void font_shape_gather_marks(const struct font_face *face, struct font_shaped_cell *cell);

/* Characters that choose a presentation or join others and need no glyph of their own. */
bool font_shape_ignorable(uint32_t code_point);

#endif
