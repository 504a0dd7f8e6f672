#include "glyph_atlas.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#define FIRST_HEIGHT 256u
#define LARGEST_HEIGHT 8192u
#define WIDTH_SMALL 1024u
#define WIDTH_LARGE 2048u
#define LARGE_TILE 48u
#define TILE_AXIS_MAX 4096u

static uint32_t min_u32(uint32_t a, uint32_t b) {
    return a < b ? a : b;
}

static bool grow(struct glyph_atlas *atlas, uint32_t height) {
    size_t old_bytes = (size_t)atlas->width * atlas->height * 4;
    size_t bytes = (size_t)atlas->width * height * 4;
    uint8_t *pixels = realloc(atlas->pixels, bytes);
    if (!pixels)
        return false;
    memset(pixels + old_bytes, 0, bytes - old_bytes);
    atlas->pixels = pixels;
    atlas->height = height;
    return true;
}

/* No two atlases of the process ever have the same: who has taken tiles of one (backends) sees that another one is
 * drawn with, also where it lies at the same address. */
static uint32_t fresh_generation(void) {
    static atomic_uint last;
    uint32_t generation = 0;
    while (generation == 0) {
        generation = atomic_fetch_add(&last, 1) + 1;
    }
    return generation;
}

bool glyph_atlas_init(struct glyph_atlas *atlas, uint32_t tile_width, uint32_t tile_height) {
    memset(atlas, 0, sizeof *atlas);
    return glyph_atlas_reset(atlas, tile_width, tile_height);
}

void glyph_atlas_finish(struct glyph_atlas *atlas) {
    free(atlas->pixels);
    memset(atlas, 0, sizeof *atlas);
}

bool glyph_atlas_reset(struct glyph_atlas *atlas, uint32_t tile_width, uint32_t tile_height) {
    struct glyph_atlas fresh = {.tile_width = tile_width,
                                .tile_height = tile_height,
                                .width = tile_width > LARGE_TILE ? WIDTH_LARGE : WIDTH_SMALL,
                                .height_max = LARGEST_HEIGHT,
                                .count = 1,
                                .generation = fresh_generation()};
    uint32_t height = tile_height > FIRST_HEIGHT ? LARGEST_HEIGHT : FIRST_HEIGHT;
    if (!tile_width || !tile_height || tile_width > fresh.width || tile_height > fresh.height_max)
        return false;
    if (!grow(&fresh, height))
        return false;
    fresh.columns = min_u32(fresh.width / tile_width, TILE_AXIS_MAX);
    fresh.rows_max = min_u32(fresh.height_max / tile_height, TILE_AXIS_MAX);
    free(atlas->pixels);
    *atlas = fresh;
    return true;
}

bool glyph_atlas_has_room(const struct glyph_atlas *atlas, uint32_t tiles) {
    return (uint64_t)atlas->count + tiles <= (uint64_t)atlas->columns * atlas->rows_max;
}

/* The next free tile, or ATLAS_TILE_BLANK. *target points at its first pixel. */
static uint32_t take(struct glyph_atlas *atlas, uint8_t **target) {
    if (!glyph_atlas_has_room(atlas, 1))
        return ATLAS_TILE_BLANK;
    uint32_t column = atlas->count % atlas->columns, row = atlas->count / atlas->columns;
    while ((row + 1) * atlas->tile_height > atlas->height) {
        if (!grow(atlas, min_u32(atlas->height * 2, atlas->height_max)))
            return ATLAS_TILE_BLANK;
    }
    atlas->count++;
    *target =
        atlas->pixels + ((size_t)row * atlas->tile_height * atlas->width + (size_t)column * atlas->tile_width) * 4;
    return column | row << 12;
}

static bool all_zero(const uint8_t *bytes, size_t row_bytes, size_t rows, size_t stride) {
    for (size_t y = 0; y < rows; y++) {
        for (size_t x = 0; x < row_bytes; x++) {
            if (bytes[y * stride + x])
                return false;
        }
    }
    return true;
}

uint32_t glyph_atlas_add_coverage(struct glyph_atlas *atlas, const uint8_t *coverage, size_t stride) {
    uint8_t *target;
    if (all_zero(coverage, atlas->tile_width, atlas->tile_height, stride))
        return ATLAS_TILE_BLANK;
    uint32_t tile = take(atlas, &target);
    if (tile == ATLAS_TILE_BLANK)
        return tile;
    for (uint32_t y = 0; y < atlas->tile_height; y++) {
        uint8_t *out = target + (size_t)y * atlas->width * 4;
        for (uint32_t x = 0; x < atlas->tile_width; x++) {
            memset(out + x * 4, 255, 3);
            out[x * 4 + 3] = coverage[y * stride + x];
        }
    }
    return tile;
}

uint32_t glyph_atlas_add_color(struct glyph_atlas *atlas, const uint8_t *rgba, size_t stride) {
    uint8_t *target;
    if (all_zero(rgba, (size_t)atlas->tile_width * 4, atlas->tile_height, stride))
        return ATLAS_TILE_BLANK;
    uint32_t tile = take(atlas, &target);
    if (tile == ATLAS_TILE_BLANK)
        return tile;
    for (uint32_t y = 0; y < atlas->tile_height; y++)
        memcpy(target + (size_t)y * atlas->width * 4, rgba + y * stride, (size_t)atlas->tile_width * 4);
    return tile | ATLAS_TILE_COLOR;
}
