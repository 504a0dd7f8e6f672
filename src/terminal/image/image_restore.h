/* image_restore.h - for image_table_read.c: things come into a store as they were in another one, with their numbers.
 *
 * Images by rising key, then their ages, then placements by rising serial, then all strips at once, sorted. The store
 * counts on behind the greatest of each. Values were validated before; the budget is one that has room for all. */
#ifndef QR_IMAGE_RESTORE_H
#define QR_IMAGE_RESTORE_H

#include "placements.h"

/* An image like this one, frames and all; its contents are held, not taken over. OUT_OF_MEMORY. */
enum quire_result qr_images_restore_image(struct qr_images *images, const struct qr_image *like);
/* They are in the order in which they were seen. OUT_OF_MEMORY. */
enum quire_result qr_images_restore_ages(struct qr_images *images);
/* A placement without strips. OUT_OF_MEMORY. */
enum quire_result qr_images_restore_placement(struct qr_images *images, struct qr_image *image,
                                              const struct qr_placement_look *look, uint64_t serial,
                                              struct qr_placement **placement);
/* Copies them. OUT_OF_MEMORY. */
enum quire_result qr_images_restore_strips(struct qr_images *images, const struct qr_strip *strips, uint32_t count);

#endif
