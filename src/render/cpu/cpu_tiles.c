#include "cpu_tiles.h"

#include <stdlib.h>
#include <string.h>

#include "cpu_blend.h"

#define FIRST_CAPACITY 256u

void cpu_tiles_finish(struct cpu_tiles *tiles) {
    free(tiles->coverage);
    free(tiles->lines);
    memset(tiles, 0, sizeof *tiles);
}

static bool reserve(struct cpu_tiles *tiles, uint32_t count) {
    uint32_t capacity = tiles->capacity ? tiles->capacity : FIRST_CAPACITY;
    while (capacity < count)
        capacity *= 2;
    if (capacity == tiles->capacity)
        return true;
    uint8_t *coverage = realloc(tiles->coverage, capacity * tiles->tile_bytes + CPU_BLEND_BEHIND);
    if (!coverage)
        return false;
    tiles->coverage = coverage;
    struct cpu_tile_lines *lines = realloc(tiles->lines, capacity * sizeof *lines);
    if (!lines)
        return false;
    tiles->lines = lines;
    tiles->capacity = capacity;
    return true;
}

/* Copies one line; returns whether there is anything in it. */
static bool take_line(uint8_t *to, const uint8_t *rgba, uint32_t width) {
    uint8_t any = 0;
    for (uint32_t x = 0; x < width; x++) {
        to[x] = rgba[(size_t)x * 4 + 3];
        any |= to[x];
    }
    return any != 0;
}

static void take_tile(struct cpu_tiles *tiles, uint32_t index) {
    const struct glyph_atlas *atlas = tiles->atlas;
    const uint8_t *from = cpu_tiles_picture(tiles, index % atlas->columns | index / atlas->columns << 12);
    uint8_t *to = tiles->coverage + index * tiles->tile_bytes;
    struct cpu_tile_lines *lines = &tiles->lines[index];
    *lines = (struct cpu_tile_lines){0, 0};
    for (uint32_t y = 0; y < atlas->tile_height; y++) {
        if (!take_line(to + (size_t)y * atlas->tile_width, from + (size_t)y * atlas->width * 4, atlas->tile_width))
            continue;
        if (!lines->bottom)
            lines->top = (uint16_t)y;
        lines->bottom = (uint16_t)(y + 1);
    }
}

bool cpu_tiles_take(struct cpu_tiles *tiles, const struct glyph_atlas *atlas) {
    if (tiles->atlas != atlas || tiles->generation != atlas->generation) {
        cpu_tiles_finish(tiles);
        tiles->atlas = atlas;
        tiles->generation = atlas->generation;
        tiles->tile_bytes = (size_t)atlas->tile_width * atlas->tile_height;
    }
    if (!reserve(tiles, atlas->count))
        return false;
    for (; tiles->count < atlas->count; tiles->count++)
        take_tile(tiles, tiles->count);
    return true;
}

size_t cpu_tiles_bytes(const struct cpu_tiles *tiles) {
    return tiles->capacity * (tiles->tile_bytes + sizeof *tiles->lines);
}
