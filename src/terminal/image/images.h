/* images.h - the images that programs sent to one terminal, and one budget for all that they cost.
 *
 *     struct qr_images    the store of one terminal: made when a program sends the first image; until then none exists
 *       contents          a reference-counted set (<quire/set.h>): by hash, then compared; sent twice is kept once
 *       images            what programs name: by id, by number; each of one of the two screens, as kitty has it
 *         frames          contents with gaps; an image that does not move has one
 *         placements      where it is shown (placements.h); strips (strips.h)
 *
 * The budget counts bytes: of contents (once, however many images and frames show them), of images, frames, placements
 * and strips by fixed costs (below), of transfers under way, whose memory is reserved before it is taken, and of memory
 * that is kept for the next content (qr_images_take_spare), which goes first. When something new has no room, the images
 * that were not seen for the longest time lose their content first: those that nothing shows go altogether, those with
 * placements stay as placeholders, which have a size and nothing to show (`content` NULL); when that is not enough,
 * placeholders go, too. What is to come in is refused (LIMIT) when it would have no room though all else went, and then
 * nothing goes. The budget is never exceeded, not for a moment.
 *
 * So whatever asks for room may remove other images: a pointer to one is good until something is put, reserved or
 * placed, but for the image that this is done to. The key is good for ever.
 *
 * An *overlay* image (kitty) lives until it is deleted or has to go. A *transient* one (sixel, iTerm2, kitty without an
 * id) cannot be named by a program: it goes with its last placement.
 *
 * "Seen" is counted, not timed: `clock` rises with every use. Animation is by the host's clock (now_ms), for the
 * library has none. Thread rule: the terminal's. Errors leave everything as it was, but for what was evicted to make
 * room. */
#ifndef QR_IMAGES_H
#define QR_IMAGES_H

#include "image_content.h"
#include "image_index.h"

#define QR_IMAGE_BUDGET (UINT64_C(320) << 20) /* bytes, where the host says nothing */

/* What the parts of the store count, beside the bytes of contents: what they take, with room that arrays have to
 * spare. */
#define QR_COST_CONTENT 96u
#define QR_COST_IMAGE 512u
#define QR_COST_FRAME 64u
#define QR_COST_PLACEMENT 320u
#define QR_COST_STRIP 112u

#define QR_IMAGES_MAX (1u << 20)
#define QR_FRAMES_MAX 32768u /* of one image */

struct qr_images;
struct qr_placement;

struct qr_image_frame {
    struct qr_content *content; /* the whole image as it looks while the frame is shown; NULL: it went */
    uint32_t id;                /* numbers of kitty: the root frame is 1 */
    int32_t gap_ms;             /* how long it is shown; below 0: it is passed over (kitty's gapless frames) */
    uint32_t kept;              /* the content's id in the set; 0: none */
};

enum qr_animation { QR_ANIMATION_STOPPED, QR_ANIMATION_LOADING, QR_ANIMATION_RUNNING };

/* What the store knows an image by. */
struct qr_image_links {
    struct qr_index_node by_key, by_id, by_number;
    struct qr_image *older, *newer;   /* in the order in which they were made */
    struct qr_seen_order *order;      /* of those with contents, or of those without: */
    struct qr_image *colder, *warmer; /* in the order in which they were seen */
    size_t frame_room;                /* elements of `frames` */
    uint32_t contents;                /* frames that have theirs */
    uint32_t placements, strips;
    struct qr_placement *nameless; /* the oldest placement that has no id */
    bool marked;                   /* it is to go when nothing shows it (qr_images_remove_marked) */
};

/* Read it; only the functions below write. */
struct qr_image {
    uint64_t key;        /* no other image of the terminal has or had it */
    uint64_t version;    /* changes with what it shows: a frame that is edited, another one that is current */
    uint32_t id, number; /* as the program named it; 0: it did not */
    bool alternate;      /* of the alternate screen */
    bool transient;
    bool awaited;                  /* a foreign content that the host is decoding (qr_images_decoded) */
    uint32_t width, height;        /* pixels; stay when the content goes */
    struct qr_image_frame *frames; /* frame_count of them, at least 1 */
    uint32_t frame_count, current;
    enum qr_animation animation;
    uint32_t loops;                  /* 0: for ever; else so many times in all */
    uint32_t loops_done;             /* so far */
    uint64_t since_ms;               /* when the current frame was first shown; 0: not yet */
    uint64_t seen;                   /* the store's clock */
    struct qr_placement *placements; /* the newest first: placements.h */
    struct qr_image_links links;
};

/* What names an image to a program. */
struct qr_image_name {
    uint32_t id, number; /* 0: none */
    bool alternate;
    bool transient;
};

/* Makes an empty store. `seed`: of the set, secret. OUT_OF_MEMORY. */
enum quire_result qr_images_create(const struct quire_allocator *allocator, uint64_t budget, uint64_t seed,
                                   struct qr_images **images);
/* NULL is allowed. Contents that others hold stay with them. */
void qr_images_destroy(struct qr_images *images);

/* Another budget; what is too much is evicted at once. */
void qr_images_set_budget(struct qr_images *images, uint64_t bytes);
uint64_t qr_images_budget(const struct qr_images *images);
/* What counts against it. */
uint64_t qr_images_bytes(const struct qr_images *images);
uint32_t qr_images_count(const struct qr_images *images);
const struct quire_allocator *qr_images_allocator(const struct qr_images *images);

/* Room for a transfer: `bytes` more are reserved, evicting as needed. LIMIT: they would not fit into an empty store.
 * Given back by its opposite, or before the content that was made of it is put. */
enum quire_result qr_images_reserve(struct qr_images *images, uint64_t bytes);
void qr_images_unreserve(struct qr_images *images, uint64_t bytes);

/* A large content that another one of its id has replaced is kept for the next of its size while there is room, for
 * video: the system takes longer to make 30 MB ready than to fill them. It counts, is the first to go, and can be had
 * when nobody else holds it any more; by then its cost counts no more. NULL: there is none such. */
struct qr_content *qr_images_take_spare(struct qr_images *images, enum qr_content_kind kind, uint32_t width,
                                        uint32_t height, size_t length);
/* Nothing comes at the moment. */
void qr_images_drop_spare(struct qr_images *images);

/* Takes a content in (the caller's hold passes over, whatever the result) as an image of this name. One that had the id
 * on that screen is removed first, with all its placements; a number may be had by several, the newest is found. An id
 * of 0 with a number gets an id that none has. LIMIT, OUT_OF_MEMORY: there is none, and none was removed. */
enum quire_result qr_images_put(struct qr_images *images, const struct qr_image_name *name, struct qr_content *content,
                                struct qr_image **image);
/* NULL: there is none. By number: the newest one. */
struct qr_image *qr_images_by_id(const struct qr_images *images, bool alternate, uint32_t id);
struct qr_image *qr_images_by_number(const struct qr_images *images, bool alternate, uint32_t number);
struct qr_image *qr_images_by_key(const struct qr_images *images, uint64_t key);
/* All of them, the oldest first: NULL is the end. An image may be removed once the next one is known. */
struct qr_image *qr_images_first(const struct qr_images *images);
struct qr_image *qr_images_next(const struct qr_images *images, const struct qr_image *image);
/* With its placements. */
void qr_images_remove(struct qr_images *images, struct qr_image *image);
/* Many at once: those that were marked since the last time go, where they have no placement. */
void qr_images_mark(struct qr_images *images, struct qr_image *image);
void qr_images_remove_marked(struct qr_images *images);
/* Those of a screen, or of both. */
enum qr_image_screens { QR_IMAGES_PRIMARY = 1, QR_IMAGES_ALTERNATE = 2, QR_IMAGES_BOTH = 3 };
void qr_images_clear(struct qr_images *images, enum qr_image_screens screens);

/* It is in view: it goes last. The content of its current frame, or NULL where that went. */
struct qr_content *qr_images_look(struct qr_images *images, struct qr_image *image);

/* A host has decoded a foreign content: frames of RGBA (holds pass over), all of the image's size; count 0: it could
 * not, the image stays a placeholder. Gaps as of GIF; loops as in struct qr_image. LIMIT, OUT_OF_MEMORY: it is a
 * placeholder. No image of that key: nothing happens. */
enum quire_result qr_images_decoded(struct qr_images *images, uint64_t key, struct qr_content *const *contents,
                                    const int32_t *gaps_ms, uint32_t count, uint32_t loops);

/* Packs contents that were not seen lately, until about `bytes` were looked at. True: there is more to do. */
bool qr_images_pack(struct qr_images *images, uint64_t bytes);

/* Does all that the store keeps agree with itself: the set, the orders, the sums, the strips? NULL: it does; else a
 * word on what does not. Cost: all of it, and the bytes of contents. */
const char *qr_images_check(const struct qr_images *images);

/* --- frames (image_frames.c) ------------------------------------------------------------------------------------ */

/* Puts a frame in the place of number `frame` (from 0), or behind the last one where that is the count; the hold passes
 * over. LIMIT: another size than the image, or no such place; LIMIT, OUT_OF_MEMORY. */
enum quire_result qr_image_set_frame(struct qr_images *images, struct qr_image *image, uint32_t frame,
                                     struct qr_content *content, int32_t gap_ms);
/* LIMIT: it is the last one. */
enum quire_result qr_image_remove_frame(struct qr_images *images, struct qr_image *image, uint32_t frame);
void qr_image_set_gap(struct qr_images *images, struct qr_image *image, uint32_t frame, int32_t gap_ms);
void qr_image_set_current(struct qr_images *images, struct qr_image *image, uint32_t frame);
/* Starts, stops, and says how often it runs. Looping begins anew. */
void qr_image_animate(struct qr_images *images, struct qr_image *image, enum qr_animation animation, uint32_t loops);
/* An image that is in view goes on to the frame that is due at now_ms. Returns when the next one is: UINT64_MAX, never.
 * Bounded: what was missed while nobody looked is not caught up with, it goes on from now. */
uint64_t qr_image_advance(struct qr_images *images, struct qr_image *image, uint64_t now_ms);

#endif
