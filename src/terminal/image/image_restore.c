#include "image_restore.h"

#include <stdlib.h>
#include <string.h>

#include "image_store.h"
#include "qr_memory.h"

static uint64_t greater(uint64_t a, uint64_t b) {
    return a > b ? a : b;
}

/* The contents of an image that nobody knows yet. */
static enum quire_result take_frames(struct qr_images *images, struct qr_image *image, const struct qr_image *like) {
    for (uint32_t i = 0; i < like->frame_count; i++) {
        struct qr_incoming incoming;
        image->frames[i] = (struct qr_image_frame){.id = like->frames[i].id, .gap_ms = like->frames[i].gap_ms};
        image->frame_count++;
        if (!like->frames[i].content)
            continue;
        qr_content_hold(like->frames[i].content);
        enum quire_result result = qr_incoming_meet(images, like->frames[i].content, &incoming);
        if (result != QUIRE_OK)
            return result;
        qr_incoming_enter(images, &incoming, &image->frames[i]);
        image->links.contents += image->frames[i].content != NULL;
    }
    return QUIRE_OK;
}

enum quire_result qr_images_restore_image(struct qr_images *images, const struct qr_image *like) {
    struct qr_image *image = qr_alloc_zeroed(&images->allocator, sizeof *image);
    if (!image)
        return QUIRE_OUT_OF_MEMORY;
    *image = *like;
    image->frames = NULL;
    image->frame_count = 0;
    image->placements = NULL;
    image->links = (struct qr_image_links){.frame_room = 0};
    bool made = qr_image_grow_frames(images, image, like->frame_count);
    enum quire_result result = made ? take_frames(images, image, like) : QUIRE_OUT_OF_MEMORY;
    if (result != QUIRE_OK) {
        for (uint32_t i = 0; i < image->frame_count; i++)
            qr_frame_release(images, image, &image->frames[i]);
        qr_image_free(images, image);
        return result;
    }
    images->last_key = greater(images->last_key, image->key);
    images->version = greater(images->version, image->version);
    images->clock = greater(images->clock, image->seen);
    qr_image_join(images, image);
    return QUIRE_OK;
}

static int by_age(const void *first, const void *second) {
    const struct qr_image *a = *(struct qr_image *const *)first, *b = *(struct qr_image *const *)second;
    if (a->seen != b->seen)
        return a->seen < b->seen ? -1 : 1;
    return a->key < b->key ? -1 : a->key > b->key;
}

enum quire_result qr_images_restore_ages(struct qr_images *images) {
    size_t bytes = images->count * sizeof(struct qr_image *);
    if (images->count == 0)
        return QUIRE_OK;
    struct qr_image **list = qr_alloc_zeroed(&images->allocator, bytes);
    if (!list)
        return QUIRE_OUT_OF_MEMORY;
    uint32_t count = 0;
    for (struct qr_image *image = images->oldest; image; image = image->links.newer)
        list[count++] = image;
    qsort(list, count, sizeof *list, by_age);
    for (uint32_t i = 0; i < count; i++)
        qr_image_order(images, list[i]);
    qr_free(&images->allocator, list, bytes);
    return QUIRE_OK;
}

enum quire_result qr_images_restore_placement(struct qr_images *images, struct qr_image *image,
                                              const struct qr_placement_look *look, uint64_t serial,
                                              struct qr_placement **placement) {
    struct qr_placement *made = qr_alloc_zeroed(&images->allocator, sizeof *made);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    made->look = *look;
    made->image = image;
    made->serial = images->last_serial = serial;
    made->links.alternate = image->alternate;
    made->links.low = UINT64_MAX;
    qr_placement_join(images, made);
    *placement = made;
    return QUIRE_OK;
}

enum quire_result qr_images_restore_strips(struct qr_images *images, const struct qr_strip *strips, uint32_t count) {
    if (!qr_strips_grow(images, count))
        return QUIRE_OUT_OF_MEMORY;
    for (uint32_t i = 0; i < count; i++) {
        struct qr_placement *placement = strips[i].placement;
        images->strips[images->strip_count++] = strips[i];
        placement->strips++;
        placement->links.low = strips[i].line < placement->links.low ? strips[i].line : placement->links.low;
        placement->image->links.strips++;
        images->bytes += QR_COST_STRIP;
    }
    images->version++;
    return QUIRE_OK;
}
