/* image_store.h - the store's own state and the steps that its files share: images.c (names, orders), image_room.c (the
 * budget), image_spare.c, image_frames.c, placements.c, strips.c, images_check.c. From outside it is images.h.
 *
 * Removing is done in two steps. What goes is taken out of every order and index and its cost given back at once;
 * placements then wait on a list, for their strips stand somewhere in one array, and taking them out one placement at a
 * time would move the array as often. qr_images_settle takes all of them out in one pass. Every function of images.h
 * and placements.h that removes ends with it, so nobody outside ever sees a strip without a placement. */
#ifndef QR_IMAGE_STORE_H
#define QR_IMAGE_STORE_H

#include <quire/set.h>

#include "image_pack.h"
#include "images.h"
#include "placements.h"

/* A content in the set. */
struct qr_kept {
    struct qr_content *content;
    uint64_t mark;  /* of the last count that met it (qr_images_own_bytes) */
    uint64_t tight; /* packing was tried and does not help */
};

static inline uint64_t qr_kept_hash(uint64_t seed, const struct qr_kept *kept) {
    return quire_set_hash_words(seed, kept->content->hash[0], kept->content->hash[1]);
}

void qr_kept_deleted(struct qr_images *images, const struct qr_kept *kept);

#define QUIRE_SET qr_kept_set
#define QUIRE_SET_VALUE struct qr_kept
#define QUIRE_SET_CONTEXT struct qr_images
#define QUIRE_SET_HASH(images, seed, kept) qr_kept_hash(seed, kept)
#define QUIRE_SET_EQUAL(images, a, b) qr_content_equal((a)->content, (b)->content)
#define QUIRE_SET_DELETED(images, kept) qr_kept_deleted(images, kept)
#include <quire/set.h>

/* Contents that were replaced and are kept for their memory. The first is often still held by a frame, or read by who
 * draws it, when the next image comes; the second is not. */
#define QR_SPARE_MAX 2u

/* Images in the order in which they were seen. */
struct qr_seen_order {
    struct qr_image *coldest, *warmest;
};

struct qr_images {
    struct quire_allocator allocator;
    uint64_t seed, budget;
    uint64_t bytes;    /* what counts, reserved ones among it */
    uint64_t reserved; /* for transfers */
    uint64_t clock, version, last_key, last_serial, last_mark;
    uint32_t last_id;         /* given to an image that a program named by number alone */
    struct qr_kept_set *kept; /* NULL: none yet */
    size_t kept_size;
    struct qr_index by_key, by_id, by_number, placements_by_id;
    struct qr_image *oldest, *newest;
    struct qr_seen_order full, empty; /* images with contents; placeholders */
    uint32_t count;
    struct qr_placement *first, *last; /* the oldest, the newest */
    uint32_t placements, kinds[QR_PLACEMENT_KINDS];
    struct qr_strip *strips;
    size_t strip_room; /* elements of `strips` */
    uint32_t strip_count;
    struct qr_placement *dying;             /* by links.newer */
    struct qr_image *packing;               /* where qr_images_pack goes on; NULL: at the beginning */
    uint64_t packed_until;                  /* what was not seen since is packed */
    struct qr_content *spare[QR_SPARE_MAX]; /* image_spare.c, the newest first; NULL: none */
};

static inline void qr_images_changed(struct qr_images *images) {
    images->version++;
}

/* It shows something else. */
static inline void qr_image_changed(struct qr_images *images, struct qr_image *image) {
    image->version = ++images->version;
}

/* --- images.c -------------------------------------------------------------------------------------------------- */

/* Goes out of its order of seen ones, and into the right one at the warm end. */
void qr_image_order(struct qr_images *images, struct qr_image *image);
/* Of an image that is complete: its names, its place among the others, its cost but that of contents. */
void qr_image_join(struct qr_images *images, struct qr_image *image);
/* The memory of one that is in no order. */
void qr_image_free(struct qr_images *images, struct qr_image *image);
/* As qr_images_remove, and not settled. */
void qr_image_drop(struct qr_images *images, struct qr_image *image);

/* --- image_room.c: contents and the budget ------------------------------------------------------------------------ */

/* A content that is about to come in (its hold passes over): an equal one that is there is used instead, and `content`
 * and `kept` say so. What it needs beyond that is in *need. OUT_OF_MEMORY: released. */
struct qr_incoming {
    struct qr_content *content;
    uint32_t kept; /* 0: it is new */
    uint64_t need;
};
enum quire_result qr_incoming_meet(struct qr_images *images, struct qr_content *content, struct qr_incoming *incoming);
/* It does not come. */
void qr_incoming_leave(struct qr_images *images, struct qr_incoming *incoming);
/* It comes: room was made. */
void qr_incoming_enter(struct qr_images *images, struct qr_incoming *incoming, struct qr_image_frame *frame);

/* Room for `need` bytes beside what `incoming` needs (NULL: nothing comes in), when `credit` bytes of what is there are
 * about to go. Evicts what was not seen for longest, never `keep` (NULL: all may go). LIMIT: there is none, and nothing
 * went. Not settled. */
enum quire_result qr_images_room(struct qr_images *images, const struct qr_incoming *incoming, uint64_t need,
                                 uint64_t credit, const struct qr_image *keep);
/* Its contents go, and where nothing shows it, it goes, too (that is not looked at for one that is kept). */
void qr_image_evict(struct qr_images *images, struct qr_image *image);

/* A frame lets go of its content. */
void qr_frame_release(struct qr_images *images, struct qr_image *image, struct qr_image_frame *frame);
/* What would be free if it did: the content's cost, where nobody else uses it. */
uint64_t qr_frame_credit(const struct qr_images *images, const struct qr_image_frame *frame);

uint64_t qr_content_cost(const struct qr_content *content);

/* --- image_spare.c ------------------------------------------------------------------------------------------------ */

/* The content of an image that is about to be replaced, which one holds from now on; NULL: others show it, too, or its
 * memory is not worth being kept. */
struct qr_content *qr_spare_of(const struct qr_images *images, const struct qr_image *image);
/* That content (the hold passes over), in no image any more, becomes a spare one where the budget has room for it, and
 * the oldest goes. NULL is allowed. */
void qr_spare_keep(struct qr_images *images, struct qr_content *content);
/* The oldest goes. False: there is none. */
bool qr_spare_evict(struct qr_images *images);

/* --- image_frames.c ------------------------------------------------------------------------------------------------
 */

/* Elements of an image's frames; false: no memory. */
bool qr_image_grow_frames(struct qr_images *images, struct qr_image *image, size_t count);

/* --- placements.c, strips.c ----------------------------------------------------------------------------------------
 */

/* One that is complete but for its strips takes its place among the others. */
void qr_placement_join(struct qr_images *images, struct qr_placement *placement);
void qr_placement_drop(struct qr_images *images, struct qr_placement *placement);
/* Is there something that holds it: strips, a parent, or nothing that could go? */
bool qr_placement_is_held(const struct qr_images *images, const struct qr_placement *placement);
/* Strips of dropped placements go, and the placements' memory. */
void qr_images_settle(struct qr_images *images);

/* The first strip that does not come before this place. */
uint32_t qr_strips_search(const struct qr_images *images, bool alternate, uint64_t line, uint64_t column);
/* Room for so many more elements, used or not. */
bool qr_strips_grow(struct qr_images *images, size_t more);
/* Puts the strips of a new placement in; twice their number fits. */
void qr_strips_insert(struct qr_images *images, struct qr_placement *placement, const struct qr_strip_place *places,
                      uint32_t first, uint32_t count);
/* So many more are to come: beyond QR_STRIPS_ALL the placements in the oldest lines are dropped. */
void qr_strips_crowded(struct qr_images *images, uint32_t more);
/* Is `a` to stand before `b`? */
bool qr_strip_before(const struct qr_strip *a, const struct qr_strip *b);

#endif
