/* geometry.h - size and place of a window as X11 programs take them: COLSxROWS, +X+Y, or both. Pure.
 *
 * +X and +Y are pixels from the left and the top edge of the screen to those of the window's frame, -X and -Y from the
 * right and the bottom edge; a second sign gives places outside of the screen (+-5), as XParseGeometry has it. */
#ifndef GEOMETRY_H
#define GEOMETRY_H

#include <stdbool.h>
#include <stdint.h>

/* Sizes are bounded by the settings cols and rows, places by this. */
#define GEOMETRY_PLACE_MAX 32767

struct geometry {
    uint32_t cols, rows; /* 0: none was given */
    bool is_placed;
    int32_t x_px, y_px; /* from the edge */
    bool from_right, from_bottom;
};

/* False: that is none. */
bool geometry_parse(const char *text, struct geometry *geometry);

#endif
