/* backend_image.h - what a backend is told of an image over cells: pixels of the size they have on the screen, and
 * where they lie among a cell's layers.
 *
 *     cell's ground | images below grounds | images below text | text | images above text
 *
 * A large image comes in several of these, none larger than BACKEND_IMAGE_MAX either way, which any GL can have as a
 * texture. What a cell does to the images in it stands in the flags of its record (cell_record.h). An image's pixel
 * is laid over what is there as `pixel + below * (255 - alpha) / 255`, rounded, so both backends get the same bytes. */
#ifndef BACKEND_IMAGE_H
#define BACKEND_IMAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "area.h"

#define BACKEND_IMAGE_MAX 1024u

/* Of 255: how much of an image's colour gives way to that of the highlight that lies over its cell. */
#define BACKEND_IMAGE_TINT 112u

enum backend_image_level { IMAGE_BELOW_GROUNDS, IMAGE_BELOW_TEXT, IMAGE_ABOVE_TEXT };

struct backend_image {
    struct backend_area area; /* of the window, where it is seen: not empty, within the cells of its grid */
    int32_t x, y;             /* of its first pixel, in the window or outside */
    uint32_t width, height;
    const uint32_t *pixels; /* premultiplied 0xAARRGGBB, `width` a line; NULL: none, a placeholder of its size */
    uint64_t serial;        /* of the pixels: the same number, the same pixels */
    bool is_opaque;
    enum backend_image_level level;
    uint32_t
        line; /* of a placeholder, which a backend without memory for the pixels draws, too: how thick its lines are */
    uint32_t frame, hatch; /* and its pixels */
};

/* Pixel of a placeholder, from its top left: a frame, and stripes inside of it. In the shader: image.frag. */
static inline uint32_t backend_image_placeholder(const struct backend_image *image, uint32_t x, uint32_t y) {
    uint32_t line = image->line;
    if (x < line || y < line || x + line >= image->width || y + line >= image->height)
        return image->frame;
    return (x + y) / line % 12 == 0 ? image->hatch : 0;
}

#endif
