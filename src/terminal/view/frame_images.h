/* frame_images.h - the images that a frame shows.
 *
 * At an update each row of the view is asked which strips of placements stand in it (placements.h). What it says is a
 * *stripe*: in this row, in these columns, this placement is seen, and its upper left cell is there. Placements without
 * strips are found by their cells (placeholder.h) or by their parents. Sorted by what is drawn first, the stripes
 * of a placement lie together; those that agree about the place of its corner become one *piece*, which is what a host
 * gets. So a placement that nothing happened to is one piece, whatever its kind, and one whose lines were parted is
 * several.
 *
 *     overlay    stripes do not say where the rows below the first one are: it is one piece, from its first row in view
 *                to its last
 *     inline     as many stripes a row as there are runs of cells with QR_CELL_PICTURED on a screen; in history strips
 *                have been cut already
 *     virtual    as many as there are runs of placeholder cells
 *     relative   the whole of it, where its parent is in view; where the parent is virtual, from the uppermost and
 *                leftmost cell that stands for it
 *
 * A piece holds its content, so that it can be drawn when the terminal has gone on. Rows get a hash of the pieces over
 * them, for damage (frame_damage.c). Without images an update costs one look at a pointer.
 *
 * Cost: a binary search a row, the stripes and their sorting, at most QR_STRIPES_MAX of them; where there are
 * placeholders, a look at each cell; where there are relative placements, a search for each, at most QR_RELATIVE_STEPS
 * steps an update: what is beyond these is not seen. Failure: without memory a frame has no images until the next
 * update; its text is not touched. */
#ifndef QR_FRAME_IMAGES_H
#define QR_FRAME_IMAGES_H

#include <quire/image.h>

#include "placements.h"

struct qr_engine;
struct qr_frame;

#define QR_RELATIVE_STEPS 65536u
/* Stripes of one view; what a program piles up beyond them is not seen. */
#define QR_STRIPES_MAX 65536u
/* A chain of relative placements; kitty asks for 8. */
#define QR_RELATIVE_DEPTH 16u

struct qr_stripe {
    struct qr_placement *placement;
    int32_t top, left;   /* of the view: where its upper left cell is, for this row's sake */
    uint32_t y, x, cols; /* where it is seen */
};

struct qr_image_piece {
    struct quire_frame_image shown;
    struct qr_content *content; /* held; NULL: there is none */
};

struct qr_frame_images {
    struct qr_image_piece *pieces;
    struct qr_stripe *stripes; /* of the last update: only the memory is used again */
    size_t piece_capacity, stripe_capacity;
    uint32_t piece_count, stripe_count;
    uint64_t due;
    bool lacked_memory; /* in this update */
};

/* What is in view of the rows that the frame has just taken. Images in view go on to what is due. */
void qr_frame_images_update(struct qr_frame *frame, struct qr_engine *engine);
/* Lets go of everything. */
void qr_frame_images_finish(struct qr_frame *frame);

/* Adds a stripe, cut to the view's columns; one outside of them is none. */
void qr_stripes_add(struct qr_frame *frame, const struct qr_stripe *stripe);
/* frame_placeholders.c: those of virtual placements. */
void qr_stripes_of_placeholders(struct qr_frame *frame, const struct qr_images *images, bool alternate);
/* frame_relative.c: those of relative placements. The others are there and sorted, which they need not be after. */
void qr_stripes_of_relatives(struct qr_frame *frame, const struct qr_images *images, bool alternate);
void qr_stripes_sort(struct qr_frame_images *images);
/* The first stripe of a placement among sorted ones; NULL: it has none. */
const struct qr_stripe *qr_stripes_find(const struct qr_frame_images *images, const struct qr_placement *placement);

#endif
