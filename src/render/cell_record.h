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
 * Layers from the lowest: background, underline, a, b, the cell's own tile, line, cursor.
 *
 * In rows that images lie over (backend_image.h), records say what their cells do to them. */
#ifndef CELL_RECORD_H
#define CELL_RECORD_H

#include <stdint.h>

#define CELL_RICH 0x80000000u

/* Of images in the cell. Only rows with images have these flags. */
#define CELL_IMAGE_UNDER 0x01000000u  /* one lies below the cell's text, which is drawn over its pixels */
#define CELL_IMAGE_GROUND 0x02000000u /* the background hides those below grounds */
#define CELL_IMAGE_HIDE 0x04000000u   /* the cell hides all of them: a block cursor */
#define CELL_IMAGE_TINT 0x08000000u   /* they are tinted with the background */
#define CELL_IMAGE_CURSOR 0x10000000u /* all of them are drawn below the text */

struct cell_record {
    uint32_t background, foreground; /* a ground, 0xRRGGBB */
    uint32_t tile;
    uint32_t rich; /* CELL_RICH and flags, in the lower 24 bits the colour of the cursor tile */
};

struct rich_record {
    uint32_t tile_a, color_a, tile_b, color_b;
    uint32_t underline_tile, underline_color, line_tile, cursor_tile;
};

#endif
