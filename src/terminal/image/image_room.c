/* image_room.c - contents in the set, and the budget that they and all else have. */
#include "image_store.h"

#include <string.h>

#include "image_hash.h"
#include "qr_assert.h"
#include "qr_memory.h"

uint64_t qr_content_cost(const struct qr_content *content) {
    return (uint64_t)qr_content_bytes(content) + QR_COST_CONTENT;
}

/* --- the set ------------------------------------------------------------------------------------------------------ */

void qr_kept_deleted(struct qr_images *images, const struct qr_kept *kept) {
    images->bytes -= qr_content_cost(kept->content);
    qr_content_release(kept->content);
}

/* A set of at least so many places, with what lives. False: no memory. */
static bool rebuild_set(struct qr_images *images, uint32_t capacity) {
    struct quire_set_layout layout;
    struct qr_kept_set *made = NULL;
    if (!qr_kept_set_layout(capacity, &layout))
        return false;
    void *memory = qr_alloc_zeroed(&images->allocator, layout.size);
    if (!memory)
        return false;
    if (!images->kept)
        made = qr_kept_set_init(memory, &layout, images->seed);
    else if (qr_kept_set_rebuild(images->kept, images, memory, &layout, &made) != QUIRE_OK)
        made = NULL;
    if (!made) {
        qr_free(&images->allocator, memory, layout.size);
        return false;
    }
    qr_free(&images->allocator, images->kept, images->kept_size);
    images->kept = made;
    images->kept_size = layout.size;
    return true;
}

/* Room in the set for one more. */
static bool set_has_room(struct qr_images *images) {
    if (!images->kept)
        return rebuild_set(images, 32);
    if (qr_kept_set_count(images->kept) < qr_kept_set_capacity(images->kept))
        return true;
    return images->kept->table_capacity < QUIRE_SET_CAPACITY_MAX &&
           rebuild_set(images, 2 * images->kept->table_capacity);
}

static void hash_content(const struct qr_images *images, struct qr_content *content) {
    struct qr_image_hash hash;
    if (content->hash[0] != 0 || content->hash[1] != 0)
        return;
    uint64_t sizes = (uint64_t)content->width << 32 | (uint64_t)content->height << 8 | content->kind;
    qr_image_hash_begin(&hash, quire_set_hash_words(images->seed, sizes, 0));
    qr_image_hash_feed(&hash, content->bytes, content->length);
    qr_image_hash_end(&hash, content->hash);
}

enum quire_result qr_incoming_meet(struct qr_images *images, struct qr_content *content, struct qr_incoming *incoming) {
    hash_content(images, content);
    struct qr_kept kept = {.content = content};
    *incoming = (struct qr_incoming){content, 0, 0};
    if (images->kept)
        incoming->kept = qr_kept_set_lookup(images->kept, images, &kept);
    if (incoming->kept != 0 && qr_kept_set_use(images->kept, incoming->kept) == QUIRE_OK) {
        incoming->content = qr_kept_set_get(images->kept, incoming->kept)->content;
        qr_content_release(content);
        return QUIRE_OK;
    }
    if (incoming->kept != 0 || !set_has_room(images)) {
        qr_content_release(content);
        return QUIRE_OUT_OF_MEMORY;
    }
    incoming->need = qr_content_cost(content);
    return QUIRE_OK;
}

static void unkeep(struct qr_images *images, uint32_t kept) {
    enum quire_result result = qr_kept_set_release(images->kept, kept);
    qr_assert(result == QUIRE_OK);
    (void)result;
    qr_kept_set_drop_dead(images->kept, images);
}

void qr_incoming_leave(struct qr_images *images, struct qr_incoming *incoming) {
    if (incoming->kept != 0)
        unkeep(images, incoming->kept);
    else
        qr_content_release(incoming->content);
}

/* The set has room, so this fails only where no seed places the value: with hashes of 64 secret bits it does not. */
static uint32_t keep_new(struct qr_images *images, struct qr_content *content) {
    const struct qr_kept kept = {.content = content};
    uint32_t id = 0;
    enum quire_result result = qr_kept_set_add(images->kept, images, &kept, &id);
    if (result == QUIRE_NEEDS_REHASH && qr_kept_set_reseed(images->kept, images) == QUIRE_OK)
        result = qr_kept_set_add(images->kept, images, &kept, &id);
    return result == QUIRE_OK ? id : 0;
}

void qr_incoming_enter(struct qr_images *images, struct qr_incoming *incoming, struct qr_image_frame *frame) {
    qr_assert(!frame->content);
    if (incoming->kept == 0) {
        incoming->kept = keep_new(images, incoming->content);
        if (incoming->kept == 0) {
            qr_content_release(incoming->content); /* a placeholder, then */
            return;
        }
        images->bytes += qr_content_cost(incoming->content);
    }
    frame->content = incoming->content;
    frame->kept = incoming->kept;
}

void qr_frame_release(struct qr_images *images, struct qr_image *image, struct qr_image_frame *frame) {
    if (!frame->content)
        return;
    unkeep(images, frame->kept);
    frame->content = NULL;
    frame->kept = 0;
    image->links.contents--;
}

uint64_t qr_frame_credit(const struct qr_images *images, const struct qr_image_frame *frame) {
    bool alone = frame->content && qr_kept_set_ref_count(images->kept, frame->kept) == 1;
    return alone ? qr_content_cost(frame->content) : 0;
}

/* --- the budget --------------------------------------------------------------------------------------------------- */

/* A content's cost, where this count has not met it yet. */
static uint64_t count_content(struct qr_images *images, uint32_t id) {
    struct qr_kept *kept = &qr_kept_set_items(images->kept)[id].value;
    if (kept->mark == images->last_mark)
        return 0;
    kept->mark = images->last_mark;
    return qr_content_cost(kept->content);
}

/* What an image costs with all that belongs to it, and would if it were alone. */
static uint64_t cost_of(struct qr_images *images, const struct qr_image *image) {
    const struct qr_image_links *links = &image->links;
    uint64_t bytes = QR_COST_IMAGE + (uint64_t)image->frame_count * QR_COST_FRAME +
                     (uint64_t)links->placements * QR_COST_PLACEMENT + (uint64_t)links->strips * QR_COST_STRIP;
    for (uint32_t i = 0; i < image->frame_count; i++)
        bytes += image->frames[i].content ? count_content(images, image->frames[i].kept) : 0;
    return bytes;
}

/* What cannot be evicted. */
static uint64_t staying(struct qr_images *images, const struct qr_incoming *incoming, const struct qr_image *keep) {
    images->last_mark++;
    uint64_t bytes = images->reserved + (keep ? cost_of(images, keep) : 0);
    return bytes + (incoming && incoming->kept != 0 ? count_content(images, incoming->kept) : 0);
}

void qr_image_evict(struct qr_images *images, struct qr_image *image) {
    for (uint32_t i = 0; i < image->frame_count; i++)
        qr_frame_release(images, image, &image->frames[i]);
    qr_image_changed(images, image);
    qr_image_order(images, image);
    if (!image->placements)
        qr_image_drop(images, image);
}

static struct qr_image *coldest(const struct qr_seen_order *order, const struct qr_image *keep) {
    struct qr_image *image = order->coldest;
    return image && image == keep ? image->links.warmer : image;
}

/* The next that goes: spare memory, contents, then placeholders. False: there is none. */
static bool evict_one(struct qr_images *images, const struct qr_image *keep) {
    if (qr_spare_evict(images))
        return true;
    struct qr_image *image = coldest(&images->full, keep);
    if (image) {
        qr_image_evict(images, image);
        return true;
    }
    image = coldest(&images->empty, keep);
    if (image)
        qr_image_drop(images, image);
    return image != NULL;
}

enum quire_result qr_images_room(struct qr_images *images, const struct qr_incoming *incoming, uint64_t need,
                                 uint64_t credit, const struct qr_image *keep) {
    const uint64_t more = incoming ? incoming->need : 0;
    if (more > images->budget || need > images->budget - more)
        return QUIRE_LIMIT;
    const uint64_t most = images->budget - more - need; /* that the rest may have */
    if (images->bytes - credit <= most)
        return QUIRE_OK;
    if (staying(images, incoming, keep) - credit > most)
        return QUIRE_LIMIT;
    while (images->bytes - credit > most) {
        if (!evict_one(images, keep))
            return QUIRE_LIMIT;
    }
    return QUIRE_OK;
}

enum quire_result qr_images_reserve(struct qr_images *images, uint64_t bytes) {
    enum quire_result result = qr_images_room(images, NULL, bytes, 0, NULL);
    if (result == QUIRE_OK) {
        images->bytes += bytes;
        images->reserved += bytes;
    }
    qr_images_settle(images);
    return result;
}

void qr_images_unreserve(struct qr_images *images, uint64_t bytes) {
    qr_assert(bytes <= images->reserved);
    images->bytes -= bytes;
    images->reserved -= bytes;
}

void qr_images_set_budget(struct qr_images *images, uint64_t bytes) {
    images->budget = bytes;
    if (qr_images_room(images, NULL, 0, 0, NULL) !=
        QUIRE_OK)                                /* what is reserved is more alone: it stays until it is given */
        qr_images_clear(images, QR_IMAGES_BOTH); /* back, and nothing else fits */
    qr_images_settle(images);
}

/* --- packing ------------------------------------------------------------------------------------------------------ */

/* All frames that show a content show its packed form. Costs a look at all frames where it is not this one alone. */
static uint64_t replace_content(struct qr_images *images, struct qr_image_frame *frame, struct qr_content *with) {
    struct qr_content *was = frame->content;
    uint64_t looked = 0;
    if (qr_kept_set_ref_count(images->kept, frame->kept) == 1) {
        frame->content = with;
    } else {
        for (struct qr_image *image = images->oldest; image; image = image->links.newer) {
            for (uint32_t i = 0; i < image->frame_count; i++) {
                if (image->frames[i].content == was)
                    image->frames[i].content = with;
            }
            looked += sizeof *image + image->frame_count * sizeof *image->frames;
        }
    }
    qr_kept_set_items(images->kept)[frame->kept].value.content = with;
    images->bytes -= qr_content_cost(was) - qr_content_cost(with);
    qr_content_release(was);
    return looked;
}

/* Packs the content of a frame. Returns the bytes that it looked at. */
static uint64_t pack_frame(struct qr_images *images, struct qr_image_frame *frame) {
    if (!frame->content || !qr_content_pixels(frame->content))
        return 0;
    struct qr_kept *kept = &qr_kept_set_items(images->kept)[frame->kept].value;
    uint64_t looked = frame->content->length;
    if (kept->tight)
        return 0;
    struct qr_content *packed = qr_content_pack(frame->content);
    if (!packed)
        kept->tight = 1;
    return looked + (packed ? replace_content(images, frame, packed) : 0);
}

bool qr_images_pack(struct qr_images *images, uint64_t bytes) {
    uint64_t looked = 0;
    struct qr_image *image = images->packing ? images->packing : images->oldest;
    for (; image && looked < bytes; image = image->links.newer) {
        looked += sizeof *image;
        if (image->seen > images->packed_until)
            continue;
        for (uint32_t i = 0; i < image->frame_count; i++)
            looked += sizeof *image->frames + pack_frame(images, &image->frames[i]);
    }
    images->packing = image;
    if (!image)
        images->packed_until = images->clock;
    return image != NULL;
}
