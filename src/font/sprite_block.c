/* Blocks: every one is a few rectangles on a grid of eighths of the cell, rounded to whole pixels in the same way
 * everywhere, so that a block and its complement never overlap and never leave a gap. */
#include <stddef.h>

#include "sprite.h"

/* A rectangle in eighths of the cell; in cells of less than eight pixels, a line is one pixel all the same. */
static void eighths(struct sprite_canvas *canvas, unsigned x0, unsigned y0, unsigned x1, unsigned y1, uint8_t value) {
    int left = sprite_part(canvas->width, x0, 8), right = sprite_part(canvas->width, x1, 8);
    int top = sprite_part(canvas->height, y0, 8), bottom = sprite_part(canvas->height, y1, 8);
    right += right == left && x1 > x0;
    bottom += bottom == top && y1 > y0;
    sprite_fill(canvas, left, top, right, bottom, value);
}

/* U+2596 to 259F: quadrants, bits 1 upper left, 2 upper right, 4 lower left, 8 lower right. */
static const uint8_t quadrants[] = {4, 8, 1, 13, 9, 7, 11, 2, 6, 14};

bool sprite_block(struct sprite_canvas *canvas, uint32_t code_point) {
    unsigned index = code_point - 0x2580;
    if (index == 0) {
        eighths(canvas, 0, 0, 8, 4, 255);
    } else if (index <= 0x08) {
        eighths(canvas, 0, 8 - index, 8, 8, 255);
    } else if (index <= 0x0F) {
        eighths(canvas, 0, 0, 0x10 - index, 8, 255);
    } else if (index == 0x10) {
        eighths(canvas, 4, 0, 8, 8, 255);
    } else if (index <= 0x13) {
        eighths(canvas, 0, 0, 8, 8, (uint8_t)((index - 0x10) * 64));
    } else if (index == 0x14) {
        eighths(canvas, 0, 0, 8, 1, 255);
    } else if (index == 0x15) {
        eighths(canvas, 7, 0, 8, 8, 255);
    } else {
        for (unsigned bit = 0; bit < 4; bit++) {
            unsigned x = bit % 2 * 4, y = bit / 2 * 4;
            if (quadrants[index - 0x16] >> bit & 1)
                eighths(canvas, x, y, x + 4, y + 4, 255);
        }
    }
    return true;
}

/* U+1FB7C to 1FB8B in eighths: up to two rectangles. */
static const uint8_t eighth_blocks[][2][4] = {
    {{0, 0, 1, 8}, {0, 7, 8, 8}}, {{0, 0, 1, 8}, {0, 0, 8, 1}}, {{7, 0, 8, 8}, {0, 0, 8, 1}},
    {{7, 0, 8, 8}, {0, 7, 8, 8}}, {{0, 0, 8, 1}, {0, 7, 8, 8}}, {{0, 0, 8, 1}, {0, 2, 8, 3}},
    {{0, 0, 8, 2}, {0}},          {{0, 0, 8, 3}, {0}},          {{0, 0, 8, 5}, {0}},
    {{0, 0, 8, 6}, {0}},          {{0, 0, 8, 7}, {0}},          {{6, 0, 8, 8}, {0}},
    {{5, 0, 8, 8}, {0}},          {{3, 0, 8, 8}, {0}},          {{2, 0, 8, 8}, {0}},
    {{1, 0, 8, 8}, {0}},
};

/* U+1FB70 to 1FB8B */
bool sprite_eighths(struct sprite_canvas *canvas, uint32_t code_point) {
    unsigned index = code_point - 0x1FB70;
    if (index < 6) {
        eighths(canvas, index + 1, 0, index + 2, 8, 255);
    } else if (index < 12) {
        eighths(canvas, 0, index - 5, 8, index - 4, 255);
    } else {
        for (int i = 0; i < 2; i++) {
            const uint8_t *block = eighth_blocks[index - 12][i];
            eighths(canvas, block[0], block[1], block[2], block[3], 255);
        }
    }
    /* HORIZONTAL ONE EIGHTH BLOCK-1358 has four lines. */
    if (code_point == 0x1FB81) {
        eighths(canvas, 0, 4, 8, 5, 255);
        eighths(canvas, 0, 7, 8, 8, 255);
    }
    return true;
}

/* U+23BA to 23BD: lines 1, 3, 7 and 9 of the nine that a cell of a VT100 has. Line 5 is U+2500. */
bool sprite_scan_line(struct sprite_canvas *canvas, uint32_t code_point) {
    static const uint8_t above[] = {0, 2, 6, 8};
    uint32_t room = canvas->height > canvas->light ? canvas->height - canvas->light : 0;
    int top = (int)(room * above[code_point - 0x23BA] / 8);
    sprite_fill(canvas, 0, top, (int)canvas->width, top + (int)canvas->light, 255);
    return true;
}

struct dot {
    double x, y, radius;
};

static bool in_dot(double x, double y, const void *data) {
    const struct dot *dot = data;
    return (x - dot->x) * (x - dot->x) + (y - dot->y) * (y - dot->y) <= dot->radius * dot->radius;
}

/* Dots are squares of whole pixels while they are small, discs from five pixels on; the grid of dots is even across
 * the borders of cells. */
bool sprite_braille(struct sprite_canvas *canvas, uint32_t code_point) {
    static const uint8_t place[8][2] = {{0, 0}, {0, 1}, {0, 2}, {1, 0}, {1, 1}, {1, 2}, {0, 3}, {1, 3}};
    uint32_t bits = code_point & 0xFF;
    int across = (int)canvas->width / 4, down = (int)canvas->height / 8;
    int size = across < down ? across : down;
    size = size < 1 ? 1 : size;
    for (int i = 0; i < 8; i++) {
        int x = sprite_part(canvas->width, place[i][0] * 2u + 1, 4) - (size + 1) / 2;
        int y = sprite_part(canvas->height, place[i][1] * 2u + 1, 8) - (size + 1) / 2;
        if (!(bits >> i & 1))
            continue;
        struct dot dot = {x + size / 2.0, y + size / 2.0, size / 2.0 + 0.1};
        if (size < 5)
            sprite_fill(canvas, x, y, x + size, y + size, 255);
        else
            sprite_shape(canvas, in_dot, &dot);
    }
    return true;
}
