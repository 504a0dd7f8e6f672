/* image_cover.h - over which cells of a grid images lie: what the building of a row has to know of them. */
#ifndef IMAGE_COVER_H
#define IMAGE_COVER_H

#include <stdbool.h>
#include <stdint.h>

#include "scene_image.h"

/* Cells that an image reaches into, each at least with a line of pixels. */
struct image_span {
    struct scene_image_cells cells;
    bool above_text;
};

struct image_cover {
    struct image_span *spans;
    uint32_t count, capacity;
    uint64_t *rows; /* by row: of all that lies over it a hash; 0: nothing does */
};

/* NULL is allowed: there are no images. */
static inline bool image_cover_row(const struct image_cover *cover, uint32_t row) {
    return cover && cover->rows[row];
}

#endif
