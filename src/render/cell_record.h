/* cell_record.h - what a cell looks like: the records that the upper half of render writes and the backends draw.
 *
 * A cell's picture depends on its own record only. A cell is *rich* when it has more layers than its own glyph; only
 * rich cells have a rich record.
 *
 *     cell_record   | background | foreground | tile | rich bit, cursor colour |                one RGBA32UI texel
 *     rich_record   | tile colour tile colour of neighbours reaching over | underline tile colour, line tile, cursor
 *                                                                           tile |              two texels
 *
 * Colours are 0xRRGGBB. Backgrounds, and other *grounds*, are 0xTTRRGGBB: TT says how much of what is behind the window
 * shows through, 255 all of it. What is drawn over a ground hides it as far as it covers it.
 *
 * Layers from the lowest: background, underline, a, b, the cell's own tile, line, cursor. */
#ifndef CELL_RECORD_H
#define CELL_RECORD_H

#include <stdint.h>

#define CELL_RICH 0x80000000u

struct cell_record {
    uint32_t background, foreground; /* a ground, 0xRRGGBB */
    uint32_t tile;
    uint32_t rich; /* CELL_RICH and, in the lower bits, the colour of the cursor tile */
};

struct rich_record {
    uint32_t tile_a, color_a, tile_b, color_b;
    uint32_t underline_tile, underline_color, line_tile, cursor_tile;
};

#endif
