/* layer_images.h - the images of one grid: where they are, their pixels, and in which rows they differ from the last
 * picture's.
 *
 *     scene_image --place, cut into pieces--> backend_image, pixels out of image_cache.h or made now
 *                 --by row of cells-> hash of what lies over it, compared with that of the last picture
 *
 * A row's pixels depend on its records and on the slices of images in it: which pixels, where in the row, in which
 * order. The hash has all of that, and whether the pixels were there. So an image that came, went, moved, changed or
 * got its pixels is drawn in the rows it was and is in, and rows that scroll together with their slices are moved as
 * they are.
 *
 * Nothing fails here: an image without memory is a placeholder, and without memory for the lists there are none, and
 * all of the layer is drawn. A grid that never had images costs one comparison. */
#ifndef LAYER_IMAGES_H
#define LAYER_IMAGES_H

#include "backend_image.h"
#include "font_set.h"
#include "image_cache.h"
#include "image_cover.h"
#include "sheet.h"

/* Where the grid is. */
struct layer_images_place {
    struct backend_area cells; /* that are seen, in the window */
    struct backend_area seen;  /* what of them is in the window */
    uint32_t cut, cell_width, cell_height, cols, rows;
    uint32_t foreground; /* of placeholders */
};

struct layer_images {
    struct backend_image *images; /* of this picture, the lowest first */
    uint32_t count, capacity;
    struct image_cover cover;
    uint64_t *last_rows; /* its rows, as the last picture had them; with them one block of 2 * rows */
    uint32_t rows;
    bool was_any; /* in the last picture */
    bool is_lost; /* no memory: the layer is to be drawn whole */
};

void layer_images_finish(struct layer_images *images);

/* The images of this picture: `count` of the scene, the lowest first. Cost: of each a look into
 * the cache for each piece that is seen; for what is not there fetching and scaling. */
void layer_images_take(struct layer_images *images, const struct scene_image *list, size_t count,
                       const struct layer_images_place *place, struct image_cache *cache);

/* Rows of the last picture were moved in it. */
void layer_images_move(struct layer_images *images, const struct sheet_move *move);

/* Marks the rows in which images differ: they are built, and drawn as a whole. */
void layer_images_mark(const struct layer_images *images, struct sheet *sheet);

/* What rows are built with; NULL: without images. */
const struct image_cover *layer_images_cover(const struct layer_images *images);

/* The picture was drawn. */
void layer_images_settle(struct layer_images *images);

size_t layer_images_bytes(const struct layer_images *images);

#endif
