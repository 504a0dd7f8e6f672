/* picture_crop.h - how much of a frame has something to show. */
#ifndef PICTURE_CROP_H
#define PICTURE_CROP_H

#include <stdbool.h>
#include <stdint.h>

#include <quire/frame.h>

struct picture_extent {
    uint32_t cols, rows;
};

/* The columns and rows from the top left up to the last cell with text, a line or a background of its own, or below
 * an image; and up to the cursor, where that is shown. At least one of each, unless the frame has none. False: no
 * memory. */
bool picture_crop(const struct quire_frame *frame, bool has_cursor, struct picture_extent *extent);

#endif
