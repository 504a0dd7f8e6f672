/* pane_images.h - what a user does with an image in a pane: copies it, or opens it in the desktop's viewer.
 *
 * The image is the uppermost one under the pointer. Both make a PNG file of it (image_export.h) and go on when that is
 * done: a second wish takes the place of one under way. Main thread. */
#ifndef PANE_IMAGES_H
#define PANE_IMAGES_H

#include <stdbool.h>

struct image_export;
struct pane;

struct pane_images {
    struct pane *pane;
    struct image_export *under_way; /* NULL: none */
};

void pane_images_init(struct pane_images *images, struct pane *pane);
void pane_images_finish(struct pane_images *images);

/* Is there one under the pointer whose pixels can be had? */
bool pane_images_under_pointer(struct pane_images *images);

/* Puts it on the clipboard as a picture; says so where that fails. False: there is none under the pointer. */
bool pane_images_copy(struct pane_images *images);

/* Opens it with image-opener of the settings. False: likewise. */
bool pane_images_open(struct pane_images *images);

#endif
