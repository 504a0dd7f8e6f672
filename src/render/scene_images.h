/* scene_images.h - the images of a frame, as a scene lists them.
 *
 *     quire_frame_get_image -> struct scene_image, in pixels of the font's cells     each picture, all of them
 *     fetch -> quire_frame_hold_image -> its pixels: where they lie, or read         when the renderer has no copy
 *
 * Pixels that lie in memory as RGBA are had where they are, without a copy. Others are read: RGB at once, files (PNG)
 * by a reader where there is one, that may answer later, else at once, too. What was held and read for a picture is let
 * go of with the next one. */
#ifndef SCENE_IMAGES_H
#define SCENE_IMAGES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/frame.h>
#include <quire/image.h>

#include "font_set.h"
#include "scene_image.h"

/* Who reads files of images in a time of his own. */
struct scene_image_reader {
    void *context;

    /* As scene_image_source.fetch; the image is borrowed, and to be held by who needs it longer. */
    enum scene_fetch (*read)(void *context, struct quire_image *content, uint64_t image, uint64_t version,
                             struct scene_image_pixels *pixels);
};

struct scene_images {
    struct scene_image_source source;
    const struct scene_image_reader *reader;
    const struct quire_frame *frame;
    struct scene_image *list; /* in the order of the frame: image i of the frame is list[i] */
    size_t count, capacity;
    struct quire_image *held; /* that was fetched last */
    uint8_t *rgba;            /* its pixels, where they were read */
};

void scene_images_finish(struct scene_images *images);

/* Lists those of the frame, which is borrowed until the scene is drawn. id: that of the source (scene_image.h). Without
 * memory there are none. Cost: a few divisions for each; without images a comparison. */
void scene_images_take(struct scene_images *images, const struct quire_frame *frame, const struct font_metrics *metrics,
                       uint64_t id, const struct scene_image_reader *reader);

#endif
