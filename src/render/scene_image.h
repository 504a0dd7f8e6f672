/* scene_image.h - images over the cells of a grid, as a scene lists them.
 *
 * An image stands at a cell of the grid, or outside of it, has a size in pixels of the screen, and is seen in a
 * rectangle of cells only: what lines are gone, and what text was written over, is cut off by whoever makes the list,
 * in several rectangles where one will not do. Its pixels are asked for (`fetch`) when the renderer has no copy of them
 * at that size; while there are none, and where there is no memory for them, a hatched frame stands in their place.
 *
 * Where an image lies among the cells, from the lowest, is said by its z as in kitty's protocol:
 *
 *     z < -2^30   over the ground of the grid, below the backgrounds of cells that have one of their own
 *     z < 0       over the backgrounds of all cells, below their text
 *     else        over the text
 *
 * A block cursor hides images in its cell, of which the text is seen; any other cursor stands over them, with the
 * text of its cell. In cells that are selected, or highlighted with a colour, images are tinted with that colour. */
#ifndef SCENE_IMAGE_H
#define SCENE_IMAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "area.h"
#include "backend_image.h"

/* What comes of asking for pixels. */
enum scene_fetch {
    SCENE_FETCH_DONE,
    SCENE_FETCH_LATER, /* they are being decoded: asked again with each picture */
    SCENE_FETCH_NEVER  /* they are gone, or none can be made of what there is; asked again, too */
};

/* The pixels of an image: red, green, blue, alpha, not multiplied. */
struct scene_image_pixels {
    const uint8_t *rgba;
    size_t stride_bytes;
    uint32_t width, height;
};

/* Whose images they are. */
struct scene_image_source {
    uint64_t id; /* pixels are known by it: no two that a renderer sees have the same, not even one after the other */
    void *context;

    /* Gives the pixels of an image as a whole. They are borrowed until the next fetch from this source, or the end of
     * the draw. It must be cheap unless it gives them: it is asked in each picture. */
    enum scene_fetch (*fetch)(void *context, uint64_t image, uint64_t version, struct scene_image_pixels *pixels);
};

/* Cells [row_from, row_to) x [col_from, col_to). */
struct scene_image_cells {
    uint32_t row_from, row_to, col_from, col_to;
};

struct scene_image {
    const struct scene_image_source *source;
    uint64_t image, version;          /* the same source and the same pair are the same pixels */
    struct backend_area crop;         /* in pixels of the image: the part that is drawn */
    int32_t row, col;                 /* of its upper left corner, of the grid or outside of it */
    int32_t offset_x_px, offset_y_px; /* inside of that cell */
    uint32_t width_px, height_px;     /* of the screen, that the part is drawn in */
    struct scene_image_cells seen;    /* what is outside is not drawn */
    int32_t z;
};

static inline enum backend_image_level scene_image_level(const struct scene_image *image) {
    return image->z < -0x40000000 ? IMAGE_BELOW_GROUNDS : image->z < 0 ? IMAGE_BELOW_TEXT : IMAGE_ABOVE_TEXT;
}

/* Is the crop a part of what was fetched? */
static inline bool scene_image_holds(const struct scene_image_pixels *pixels, const struct backend_area *crop) {
    return pixels->rgba && !area_is_empty(crop) && crop->x <= pixels->width && crop->y <= pixels->height &&
           crop->width <= pixels->width - crop->x && crop->height <= pixels->height - crop->y;
}

#endif
