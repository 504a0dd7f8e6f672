/* glyph_atlas.h - tiles of one cell each in one RGBA picture.
 *
 * All tiles have the same size, so the atlas is a grid and needs no packer: tile n lies in column n % columns, row
 * n / columns. The picture has a fixed width and grows downwards by doubling; at its largest it is flushed: every tile
 * is forgotten and the generation goes up.
 *
 *     +----+----+----+----+
 *     | 0  | 1  | 2  | 3  |     tile 0 is blank and always there
 *     +----+----+----+----+
 *     | 4  | .. |    |    |     tiles are only ever appended: a renderer that has uploaded the first n tiles of a
 *     +----+----+----+----+     generation needs those from n on, nothing else
 *
 * A coverage tile holds (255, 255, 255, coverage); a colour tile holds premultiplied RGBA and has ATLAS_TILE_COLOR set
 * in its number. A tile's number carries its column and row in twelve bits each, which spares the shader a division. */
#ifndef GLYPH_ATLAS_H
#define GLYPH_ATLAS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ATLAS_TILE_BLANK 0u
#define ATLAS_TILE_COLOR 0x80000000u
#define ATLAS_TILE_COLUMN(tile) ((tile)&0xFFFu)
#define ATLAS_TILE_ROW(tile) ((tile) >> 12 & 0xFFFu)

struct glyph_atlas {
    uint8_t *pixels; /* RGBA, width * height */
    uint32_t width, height, height_max;
    uint32_t tile_width, tile_height;
    uint32_t columns, rows_max;
    uint32_t count;      /* tiles in use, the blank one included */
    uint32_t generation; /* another one with every flush, and in every atlas; never 0 */
};

/* False: no memory. */
bool glyph_atlas_init(struct glyph_atlas *atlas, uint32_t tile_width, uint32_t tile_height);
void glyph_atlas_finish(struct glyph_atlas *atlas);

/* Forgets all tiles, perhaps for another tile size. False: no memory, the atlas is unchanged. */
bool glyph_atlas_reset(struct glyph_atlas *atlas, uint32_t tile_width, uint32_t tile_height);

/* Whether `tiles` more fit without a flush. */
bool glyph_atlas_has_room(const struct glyph_atlas *atlas, uint32_t tiles);

/* Appends a tile: `coverage` has one byte a pixel, `stride` bytes from row to row. ATLAS_TILE_BLANK when full, out of
 * memory, or when there is nothing to see in it. */
uint32_t glyph_atlas_add_coverage(struct glyph_atlas *atlas, const uint8_t *coverage, size_t stride);

/* The same with premultiplied RGBA pixels; the number has ATLAS_TILE_COLOR set. stride in bytes. */
uint32_t glyph_atlas_add_color(struct glyph_atlas *atlas, const uint8_t *rgba, size_t stride);

#endif
