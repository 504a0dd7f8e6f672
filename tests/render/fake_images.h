/* fake_images.h - images for tests of drawing: made of their numbers, and images at random places. */
#ifndef FAKE_IMAGES_H
#define FAKE_IMAGES_H

#include "scene.h"

#define FAKE_IMAGES 24u

/* A source of images. Image n: its size, and what of it lets something through, depend on n alone; its pixels on the
 * version, too. Every fourth is opaque, the others have edges and parts of every alpha. Number 4 has 80 x 50
 * pixels. */
struct fake_images {
    struct scene_image_source source; /* to be given to scene_image */
    uint8_t *pixels;
    uint32_t fetches;      /* asked for, and given */
    uint64_t given[64];    /* by image, bits by version: those that were given once always are */
    uint64_t later, never; /* bits by image: not there yet, or gone */
    struct scene_image list[FAKE_IMAGES];
    uint32_t count;
};

void fake_images_init(struct fake_images *images);
void fake_images_finish(struct fake_images *images);

void fake_image_size(uint64_t image, uint32_t *width, uint32_t *height);
/* One pixel as RGBA. */
void fake_image_pixel(uint64_t image, uint64_t version, uint32_t x, uint32_t y, uint8_t rgba[4]);

/* All of an image at its own size, with its top left corner at a cell; seen everywhere. */
struct scene_image fake_image_at(const struct fake_images *images, uint64_t image, int32_t row, int32_t col, int32_t z);

/* Puts it where its z belongs: behind all that are not above it. Nothing where the list is full. */
void fake_images_add(struct fake_images *images, const struct scene_image *image);
void fake_images_remove(struct fake_images *images, uint32_t index);

/* Puts them over the cells of the scene's first grid, until it is made anew. */
void fake_images_show(const struct fake_images *images, struct scene *scene);

#endif
