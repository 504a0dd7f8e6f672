/* font_underline.h - the tile of an underline below one column: in phase with its neighbours, and open where letters
 * reach down into it.
 *
 * A pattern of dots does not divide every cell, so a dot's place is counted from the row's first pixel, and a column
 * has the tile of its phase; neighbours join at any width. Where letters are to be kept clear of (what typographers
 * call skipping ink), the line is left out where they have ink within its rows, and as far beside as it is thick. Tiles
 * are remembered by what they were made of; letters that nowhere reach it share one. */
#ifndef FONT_UNDERLINE_H
#define FONT_UNDERLINE_H

#include "font_cache.h"
#include "font_set.h"
#include "glyph_atlas.h"

/* What tiles are made with and kept in; `canvas` has room for a cell of double size. */
struct font_underline_maker {
    struct font_cache *cache;
    struct glyph_atlas *atlas;
    const struct font_metrics *metrics;
    uint8_t *canvas;
};

/* A tile of the atlas. ATLAS_TILE_BLANK: nothing is left of it, or the atlas is full. Cost: a search by a key of
 * six words; the first time a cell is drawn. */
uint32_t font_underline_tile(const struct font_underline_maker *maker, const struct font_underline *underline);

#endif
