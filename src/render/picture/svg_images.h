/* svg_images.h - images over cells in an SVG document: as PNG within it, once each, and drawn where they are seen. */
#ifndef SVG_IMAGES_H
#define SVG_IMAGES_H

#include <stdbool.h>
#include <stdio.h>

#include "backend_image.h"
#include "font_set.h"
#include "picture_crop.h"
#include "scene.h"

/* The pixels of all images of the grid, to be used below. What has none, or no memory for them, is left out. */
void svg_put_images(FILE *file, const struct scene_grid *grid);

/* Draws those of one level, from the top left of the cells. */
void svg_use_images(FILE *file, const struct scene_grid *grid, enum backend_image_level level,
                    const struct picture_extent *extent, const struct font_metrics *metrics);

#endif
