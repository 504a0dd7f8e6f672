/* image_table.h - images, placements and strips as bytes, for snapshots and history files, and back.
 *
 * Contents are not part of it: whoever keeps a table keeps them beside it, each once, and numbers them from 1. Pixels
 * that went have number 0. All numbers are little-endian. docs/format.md has every field.
 *
 *     | counts | images, by age, each with its frames | placements, by age | strips, sorted as the store has them |
 *
 * Writing is a walk that takes no memory. Reading trusts nothing: every number has a range,
 * every name a thing that it names, ages rise, strips are sorted and of kinds that have some, parents lead somewhere.
 * What is read comes into an empty store as it was: keys, versions and ages stay, so that what is made next is younger.
 * Transfers under way are not part of a table, nor is what host's clock an animation has come to. */
#ifndef QR_IMAGE_TABLE_H
#define QR_IMAGE_TABLE_H

#include "placements.h"

/* What is written: everything, or what outlives the screens and has a place in the text: images of the primary screen
 * with placements. */
enum qr_table_part { QR_TABLE_ALL, QR_TABLE_LASTING };

/* Who takes the bytes, and numbers the contents. */
struct qr_table_writer {
    void (*put)(void *user, const void *bytes, size_t length);
    uint32_t (*number)(void *user, const struct qr_content *content);
    void *user;
};

void qr_image_table_write(const struct qr_images *images, enum qr_table_part part,
                          const struct qr_table_writer *writer);
/* Is an image part of it? */
bool qr_image_table_has(const struct qr_image *image, enum qr_table_part part);

/* Contents by their numbers: [0] is number 1. Borrowed. */
struct qr_table_contents {
    struct qr_content *const *list;
    uint32_t count;
};

/* Fills an empty store. `why` names what is wrong: CORRUPT. OUT_OF_MEMORY; LIMIT: it has no room in the budget. Then
 * the store means nothing and is to be destroyed. */
enum quire_result qr_image_table_read(struct qr_images *images, const struct qr_table_contents *contents,
                                      const uint8_t *bytes, size_t length, const char **why);

#endif
