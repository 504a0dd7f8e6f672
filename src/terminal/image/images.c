/* images.c - the store: what images are called, in which order they came and were seen. */
#include "image_store.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_memory.h"

enum quire_result qr_images_create(const struct quire_allocator *allocator, uint64_t budget, uint64_t seed,
                                   struct qr_images **images) {
    struct qr_images *made = qr_alloc_zeroed(allocator, sizeof *made);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    made->allocator = *allocator;
    made->budget = budget;
    made->seed = seed;
    *images = made;
    return QUIRE_OK;
}

void qr_images_destroy(struct qr_images *images) {
    if (!images)
        return;
    struct quire_allocator allocator = images->allocator;
    qr_images_clear(images, QR_IMAGES_BOTH);
    qr_free(&allocator, images->kept, images->kept_size);
    qr_free(&allocator, images->strips, images->strip_room * sizeof *images->strips);
    qr_index_finish(&images->by_key, &allocator);
    qr_index_finish(&images->by_id, &allocator);
    qr_index_finish(&images->by_number, &allocator);
    qr_index_finish(&images->placements_by_id, &allocator);
    qr_free(&allocator, images, sizeof *images);
}

uint64_t qr_images_budget(const struct qr_images *images) {
    return images->budget;
}

uint64_t qr_images_bytes(const struct qr_images *images) {
    return images->bytes;
}

const struct quire_allocator *qr_images_allocator(const struct qr_images *images) {
    return &images->allocator;
}

uint32_t qr_images_count(const struct qr_images *images) {
    return images->count;
}

/* --- orders --------------------------------------------------------------------------------------------------------
 */

static void leave_order(struct qr_image *image) {
    struct qr_image_links *links = &image->links;
    if (!links->order)
        return;
    *(links->colder ? &links->colder->links.warmer : &links->order->coldest) = links->warmer;
    *(links->warmer ? &links->warmer->links.colder : &links->order->warmest) = links->colder;
    links->colder = links->warmer = NULL;
    links->order = NULL;
}

void qr_image_order(struct qr_images *images, struct qr_image *image) {
    struct qr_seen_order *order = image->links.contents > 0 ? &images->full : &images->empty;
    leave_order(image);
    image->links.order = order;
    image->links.colder = order->warmest;
    *(order->warmest ? &order->warmest->links.warmer : &order->coldest) = image;
    order->warmest = image;
}

static void join_ages(struct qr_images *images, struct qr_image *image) {
    image->links.older = images->newest;
    *(images->newest ? &images->newest->links.newer : &images->oldest) = image;
    images->newest = image;
    images->count++;
}

static void leave_ages(struct qr_images *images, struct qr_image *image) {
    struct qr_image_links *links = &image->links;
    *(links->older ? &links->older->links.newer : &images->oldest) = links->newer;
    *(links->newer ? &links->newer->links.older : &images->newest) = links->older;
    if (images->packing == image)
        images->packing = links->newer;
    images->count--;
}

/* --- names ---------------------------------------------------------------------------------------------------------
 */

static uint64_t name_hash(const struct qr_images *images, bool alternate, uint32_t number) {
    return quire_set_hash_words(images->seed, number, alternate);
}

static uint64_t key_hash(const struct qr_images *images, uint64_t key) {
    return quire_set_hash_words(images->seed, key, 2);
}

static void join_names(struct qr_images *images, struct qr_image *image) {
    const struct quire_allocator *allocator = &images->allocator;
    qr_index_add(&images->by_key, allocator, &image->links.by_key, key_hash(images, image->key));
    if (image->id != 0)
        qr_index_add(&images->by_id, allocator, &image->links.by_id, name_hash(images, image->alternate, image->id));
    if (image->number != 0)
        qr_index_add(&images->by_number, allocator, &image->links.by_number,
                     name_hash(images, image->alternate, image->number));
}

static void leave_names(struct qr_images *images, struct qr_image *image) {
    qr_index_remove(&images->by_key, &image->links.by_key);
    if (image->id != 0)
        qr_index_remove(&images->by_id, &image->links.by_id);
    if (image->number != 0)
        qr_index_remove(&images->by_number, &image->links.by_number);
}

struct qr_image *qr_images_by_id(const struct qr_images *images, bool alternate, uint32_t id) {
    struct qr_index_node *node = id != 0 ? qr_index_find(&images->by_id, name_hash(images, alternate, id)) : NULL;
    for (; node; node = qr_index_next(node)) {
        struct qr_image *image = QR_INDEX_OWNER(node, struct qr_image, links.by_id);
        if (image->id == id && image->alternate == alternate)
            return image;
    }
    return NULL;
}

struct qr_image *qr_images_by_number(const struct qr_images *images, bool alternate, uint32_t number) {
    struct qr_index_node *node =
        number != 0 ? qr_index_find(&images->by_number, name_hash(images, alternate, number)) : NULL;
    for (; node; node = qr_index_next(node)) {
        struct qr_image *image = QR_INDEX_OWNER(node, struct qr_image, links.by_number);
        if (image->number == number && image->alternate == alternate)
            return image;
    }
    return NULL;
}

struct qr_image *qr_images_by_key(const struct qr_images *images, uint64_t key) {
    struct qr_index_node *node = qr_index_find(&images->by_key, key_hash(images, key));
    for (; node; node = qr_index_next(node)) {
        struct qr_image *image = QR_INDEX_OWNER(node, struct qr_image, links.by_key);
        if (image->key == key)
            return image;
    }
    return NULL;
}

/* An id that no image of the screen has. They begin where programs seldom choose theirs, and fit into the colours of
 * kitty's placeholders. */
static uint32_t free_id(struct qr_images *images, bool alternate) {
    do {
        images->last_id = images->last_id % 0x7FFFFFu + 1;
    } while (qr_images_by_id(images, alternate, 0x800000u + images->last_id));
    return 0x800000u + images->last_id;
}

struct qr_image *qr_images_first(const struct qr_images *images) {
    return images->oldest;
}

struct qr_image *qr_images_next(const struct qr_images *images, const struct qr_image *image) {
    (void)images;
    return image->links.newer;
}

/* --- coming --------------------------------------------------------------------------------------------------------
 */

void qr_image_free(struct qr_images *images, struct qr_image *image) {
    qr_free(&images->allocator, image->frames, image->links.frame_room * sizeof *image->frames);
    qr_free(&images->allocator, image, sizeof *image);
}

/* An image with one empty frame, that nobody knows yet. */
static struct qr_image *make_image(struct qr_images *images, const struct qr_content *content) {
    struct qr_image *image = qr_alloc_zeroed(&images->allocator, sizeof *image);
    if (!image)
        return NULL;
    if (!qr_image_grow_frames(images, image, 1)) {
        qr_image_free(images, image);
        return NULL;
    }
    image->frame_count = 1;
    image->frames[0].id = 1;
    image->width = content->width;
    image->height = content->height;
    image->awaited = content->kind == QR_CONTENT_FOREIGN;
    return image;
}

static void name_image(struct qr_images *images, struct qr_image *image, const struct qr_image_name *name) {
    image->alternate = name->alternate;
    image->transient = name->transient;
    image->number = name->number;
    image->id = name->id == 0 && name->number != 0 ? free_id(images, name->alternate) : name->id;
    image->key = ++images->last_key;
    image->seen = ++images->clock;
}

void qr_image_join(struct qr_images *images, struct qr_image *image) {
    images->bytes += QR_COST_IMAGE + (uint64_t)image->frame_count * QR_COST_FRAME;
    join_names(images, image);
    join_ages(images, image);
    qr_image_order(images, image);
}

/* It is known, and has its content. */
static void enter_image(struct qr_images *images, struct qr_image *image, struct qr_incoming *incoming) {
    qr_incoming_enter(images, incoming, &image->frames[0]);
    image->links.contents = image->frames[0].content != NULL;
    qr_image_join(images, image);
    qr_image_changed(images, image);
}

enum quire_result qr_images_put(struct qr_images *images, const struct qr_image_name *name, struct qr_content *content,
                                struct qr_image **image) {
    struct qr_incoming incoming;
    const uint64_t need = QR_COST_IMAGE + QR_COST_FRAME, all = need + qr_content_cost(content);
    if (images->count >= QR_IMAGES_MAX || images->reserved > images->budget ||
        all > images->budget - images->reserved) {
        qr_content_release(content);
        return QUIRE_LIMIT;
    }
    struct qr_image *made = make_image(images, content);
    if (!made) {
        qr_content_release(content);
        return QUIRE_OUT_OF_MEMORY;
    }
    enum quire_result result = qr_incoming_meet(images, content, &incoming);
    if (result != QUIRE_OK) {
        qr_image_free(images, made);
        return result;
    }
    struct qr_image *old = qr_images_by_id(images, name->alternate, name->id);
    struct qr_content *spare = old ? qr_spare_of(images, old) : NULL;
    if (old)
        qr_image_drop(images, old);
    result = qr_images_room(images, &incoming, need, 0, NULL);
    qr_assert(result == QUIRE_OK);
    (void)result;
    name_image(images, made, name);
    enter_image(images, made, &incoming);
    qr_spare_keep(images, spare);
    qr_images_settle(images);
    *image = made;
    return QUIRE_OK;
}

/* --- going ---------------------------------------------------------------------------------------------------------
 */

void qr_image_drop(struct qr_images *images, struct qr_image *image) {
    image->transient = false; /* it goes here, not with its last placement */
    while (image->placements)
        qr_placement_drop(images, image->placements);
    for (uint32_t i = 0; i < image->frame_count; i++)
        qr_frame_release(images, image, &image->frames[i]);
    images->bytes -= QR_COST_IMAGE + (uint64_t)image->frame_count * QR_COST_FRAME;
    leave_order(image);
    leave_ages(images, image);
    leave_names(images, image);
    qr_images_changed(images);
    qr_image_free(images, image);
}

void qr_images_remove(struct qr_images *images, struct qr_image *image) {
    qr_image_drop(images, image);
    qr_images_settle(images);
}

void qr_images_mark(struct qr_images *images, struct qr_image *image) {
    (void)images;
    image->links.marked = true;
}

void qr_images_remove_marked(struct qr_images *images) {
    for (struct qr_image *image = images->oldest, *next; image; image = next) {
        next = image->links.newer;
        bool goes = image->links.marked && !image->placements;
        image->links.marked = false;
        if (goes)
            qr_image_drop(images, image);
    }
    qr_images_settle(images);
}

void qr_images_clear(struct qr_images *images, enum qr_image_screens screens) {
    for (struct qr_image *image = images->oldest, *next; image; image = next) {
        next = image->links.newer;
        if (screens & (image->alternate ? QR_IMAGES_ALTERNATE : QR_IMAGES_PRIMARY))
            qr_image_drop(images, image);
    }
    qr_images_drop_spare(images);
    qr_images_settle(images);
}

/* --- being seen ------------------------------------------------------------------------------------------------------
 */

struct qr_content *qr_images_look(struct qr_images *images, struct qr_image *image) {
    image->seen = ++images->clock;
    qr_image_order(images, image);
    return image->frames[image->current].content;
}
