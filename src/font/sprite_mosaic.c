/* Mosaics: the cell as a grid of equal blocks of which some are filled. A character is a set of blocks, one bit each,
 * in the order that names count them: from the upper left, row by row. Edges lie on whole pixels and are the same in
 * all grids, so a picture and its inverse fill the cell, and neighbours meet. */
#include <stddef.h>

#include "sprite.h"

struct grid {
    unsigned columns, rows;
};

/* One block; with a gap, its left and lower edges stay free, as teletext separates its mosaics. */
static void fill_block(struct sprite_canvas *canvas, struct grid grid, unsigned index, uint32_t gap) {
    unsigned column = index % grid.columns, row = index / grid.columns;
    int left = sprite_part(canvas->width, column, grid.columns);
    int right = sprite_part(canvas->width, column + 1, grid.columns);
    int top = sprite_part(canvas->height, row, grid.rows);
    int bottom = sprite_part(canvas->height, row + 1, grid.rows);
    sprite_fill(canvas, left + (int)gap, top, right, bottom - (int)gap, 255);
}

static void fill_blocks(struct sprite_canvas *canvas, struct grid grid, unsigned bits, uint32_t gap) {
    for (unsigned i = 0; i < grid.columns * grid.rows; i++) {
        if (bits >> i & 1)
            fill_block(canvas, grid, i, gap);
    }
}

/* The `index`th set of a list of all sets in the order of their bits, from which those in `elsewhere` are left out. */
static unsigned set_of(unsigned index, const uint8_t *elsewhere, size_t count) {
    unsigned bits = index;
    for (size_t i = 0; i < count && elsewhere[i] <= bits; i++)
        bits++;
    return bits;
}

/* U+1FB00 to 1FB3B. Blank, the two halves and the full block have other code points. */
bool sprite_sextant(struct sprite_canvas *canvas, uint32_t code_point) {
    static const uint8_t elsewhere[] = {0x00, 0x15, 0x2A};
    fill_blocks(canvas, (struct grid){2, 3}, set_of(code_point - 0x1FB00, elsewhere, sizeof elsewhere), 0);
    return true;
}

/* U+1CD00 to 1CDE5. What halves, quadrants, quarters and legacy computing have is left out. */
bool sprite_octant(struct sprite_canvas *canvas, uint32_t code_point) {
    static const uint8_t elsewhere[] = {0x00, 0x01, 0x02, 0x03, 0x05, 0x0A, 0x0F, 0x14, 0x28, 0x3F, 0x40, 0x50, 0x55,
                                        0x5A, 0x5F, 0x80, 0xA0, 0xA5, 0xAA, 0xAF, 0xC0, 0xF0, 0xF5, 0xFA, 0xFC, 0xFF};
    fill_blocks(canvas, (struct grid){2, 4}, set_of(code_point - 0x1CD00, elsewhere, sizeof elsewhere), 0);
    return true;
}

/* Narrow cells have less room than a light line between their blocks. */
static uint32_t gap_of(const struct sprite_canvas *canvas) {
    uint32_t most = canvas->width / 4;
    return canvas->light < most ? canvas->light : most;
}

/* U+1CC21 to 1CC2F */
bool sprite_separated_quadrant(struct sprite_canvas *canvas, uint32_t code_point) {
    fill_blocks(canvas, (struct grid){2, 2}, code_point - 0x1CC20, gap_of(canvas));
    return true;
}

/* U+1CE51 to 1CE8F */
bool sprite_separated_sextant(struct sprite_canvas *canvas, uint32_t code_point) {
    fill_blocks(canvas, (struct grid){2, 3}, code_point - 0x1CE50, gap_of(canvas));
    return true;
}

/* U+1FB95 and its inverse: an even number of squares each way, so that the board goes on in the next cell. */
bool sprite_checker_board(struct sprite_canvas *canvas, uint32_t code_point) {
    const struct grid grid = {4, 8};
    unsigned odd = code_point - 0x1FB95;
    for (unsigned i = 0; i < grid.columns * grid.rows; i++) {
        if ((i % grid.columns + i / grid.columns) % 2 == odd)
            fill_block(canvas, grid, i, 0);
    }
    return true;
}
