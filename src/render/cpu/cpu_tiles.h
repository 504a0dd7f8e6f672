/* cpu_tiles.h - the coverage of the atlas' tiles, each one by itself in memory.
 *
 * The atlas has four bytes a pixel, in one wide picture, as GL wants it. The CPU wants one byte, and a tile in as few
 * cache lines as it has: a tile of 10 x 20 is 200 bytes here, four lines, instead of 20. Colour tiles are read in the
 * atlas. A tile also says which of its lines have anything to see: most letters leave a third of them blank. */
#ifndef CPU_TILES_H
#define CPU_TILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "glyph_atlas.h"

struct cpu_tile_lines {
    uint16_t top, bottom; /* lines [top, bottom) have coverage */
};

struct cpu_tiles {
    const struct glyph_atlas *atlas;
    uint32_t generation, count; /* what was taken */
    uint32_t capacity;          /* tiles that fit */
    size_t tile_bytes;
    uint8_t *coverage; /* capacity * tile_bytes, and CPU_BLEND_BEHIND */
    struct cpu_tile_lines *lines;
};

void cpu_tiles_finish(struct cpu_tiles *tiles);

/* Takes the tiles that the atlas got since the last call. False: no memory; what was taken stays. */
bool cpu_tiles_take(struct cpu_tiles *tiles, const struct glyph_atlas *atlas);

/* The place of a tile in both arrays. */
static inline uint32_t cpu_tiles_index(const struct cpu_tiles *tiles, uint32_t tile) {
    return ATLAS_TILE_ROW(tile) * tiles->atlas->columns + ATLAS_TILE_COLUMN(tile);
}

/* The pixels of a tile in the atlas, RGBA; one line is atlas->width pixels. */
static inline const uint8_t *cpu_tiles_picture(const struct cpu_tiles *tiles, uint32_t tile) {
    const struct glyph_atlas *atlas = tiles->atlas;
    size_t x = (size_t)ATLAS_TILE_COLUMN(tile) * atlas->tile_width,
           y = (size_t)ATLAS_TILE_ROW(tile) * atlas->tile_height;
    return atlas->pixels + (y * atlas->width + x) * 4;
}

size_t cpu_tiles_bytes(const struct cpu_tiles *tiles);

#endif
