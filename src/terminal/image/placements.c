/* placements.c - placements: made, found, removed. Where they stand is of strips.c. */
#include "placements.h"

#include "image_store.h"
#include "qr_assert.h"
#include "qr_memory.h"

static uint64_t id_hash(const struct qr_images *images, const struct qr_image *image, uint32_t id) {
    return quire_set_hash_words(images->seed, image->key, id);
}

struct qr_placement *qr_placements_by_id(const struct qr_images *images, const struct qr_image *image, uint32_t id) {
    struct qr_index_node *node = id != 0 ? qr_index_find(&images->placements_by_id, id_hash(images, image, id)) : NULL;
    for (; node; node = qr_index_next(node)) {
        struct qr_placement *placement = QR_INDEX_OWNER(node, struct qr_placement, links.by_id);
        if (placement->image == image && placement->look.id == id)
            return placement;
    }
    return NULL;
}

struct qr_placement *qr_placements_first(const struct qr_images *images) {
    return images->first;
}

struct qr_placement *qr_placements_next(const struct qr_images *images, const struct qr_placement *placement) {
    (void)images;
    return placement->links.newer;
}

uint32_t qr_placements_count(const struct qr_images *images) {
    return images->placements;
}

uint32_t qr_placements_of_kind(const struct qr_images *images, enum qr_placement_kind kind) {
    return images->kinds[kind];
}

uint64_t qr_placements_version(const struct qr_images *images) {
    return images->version;
}

/* --- coming --------------------------------------------------------------------------------------------------------
 */

void qr_placement_join(struct qr_images *images, struct qr_placement *placement) {
    struct qr_placement_links *links = &placement->links;
    struct qr_image *image = placement->image;
    placement->next = image->placements;
    if (image->placements)
        image->placements->links.before = placement;
    image->placements = placement;
    image->links.placements++;
    links->older = images->last;
    *(images->last ? &images->last->links.newer : &images->first) = placement;
    images->last = placement;
    images->placements++;
    images->kinds[placement->look.kind]++;
    images->bytes += QR_COST_PLACEMENT;
    if (placement->look.id == 0 && !image->links.nameless)
        image->links.nameless = placement;
    if (placement->look.id != 0)
        qr_index_add(&images->placements_by_id, &images->allocator, &links->by_id,
                     id_hash(images, image, placement->look.id));
}

/* What the placement of this id gives back when it goes, which it does when the new one comes. */
static uint64_t credit_of(const struct qr_placement *old) {
    return old ? QR_COST_PLACEMENT + (uint64_t)old->strips * QR_COST_STRIP : 0;
}

/* Room for a placement; `image` is not one that goes with its last placement meanwhile. */
static enum quire_result make_room(struct qr_images *images, struct qr_image *image, uint32_t id, uint32_t strips) {
    struct qr_placement *old = qr_placements_by_id(images, image, id);
    uint64_t need = QR_COST_PLACEMENT + (uint64_t)strips * QR_COST_STRIP;
    enum quire_result result = qr_images_room(images, NULL, need, credit_of(old), image);
    if (result != QUIRE_OK)
        return result;
    if (old)
        qr_placement_drop(images, old);
    qr_strips_crowded(images, strips);
    qr_images_settle(images);
    return QUIRE_OK;
}

enum quire_result qr_placements_begin(struct qr_images *images, struct qr_image *image,
                                      const struct qr_placement_look *look, uint32_t count,
                                      struct qr_placement **placement) {
    const bool transient = image->transient;
    struct qr_placement *made = qr_alloc_zeroed(&images->allocator, sizeof *made);
    if (!made || !qr_strips_grow(images, 2 * (size_t)count)) {
        qr_free(&images->allocator, made, sizeof *made);
        return QUIRE_OUT_OF_MEMORY;
    }
    image->transient = false;
    enum quire_result result = make_room(images, image, look->id, count);
    image->transient = transient;
    if (result != QUIRE_OK) {
        qr_images_settle(images);
        qr_free(&images->allocator, made, sizeof *made);
        return result;
    }
    made->look = *look;
    made->image = image;
    made->serial = ++images->last_serial;
    qr_placement_join(images, made);
    images->bytes += (uint64_t)count * QR_COST_STRIP;
    images->reserved += (uint64_t)count * QR_COST_STRIP;
    qr_images_changed(images);
    *placement = made;
    return QUIRE_OK;
}

bool qr_placements_stand(struct qr_images *images, struct qr_placement *placement, uint32_t reserved,
                         const struct qr_strip_place *places, uint32_t first, uint32_t count) {
    qr_assert(count <= reserved);
    qr_images_unreserve(images, (uint64_t)reserved * QR_COST_STRIP);
    if (!qr_strips_grow(images, 2 * (size_t)count)) {
        qr_placements_remove(images, placement);
        return false;
    }
    qr_strips_insert(images, placement, places, first, count);
    qr_images_changed(images);
    return true;
}

enum quire_result qr_placements_add(struct qr_images *images, struct qr_image *image,
                                    const struct qr_placement_look *look, const struct qr_strip_place *places,
                                    uint32_t first, uint32_t count, struct qr_placement **placement) {
    enum quire_result result = qr_placements_begin(images, image, look, count, placement);
    if (result != QUIRE_OK)
        return result;
    return qr_placements_stand(images, *placement, count, places, first, count) ? QUIRE_OK : QUIRE_OUT_OF_MEMORY;
}

/* --- going ---------------------------------------------------------------------------------------------------------
 */

/* The oldest without an id goes: the next one. They are looked through once in all, for new ones are younger. */
static void leave_nameless(struct qr_image *image) {
    struct qr_placement *next = image->links.nameless->links.before;
    while (next && next->look.id != 0)
        next = next->links.before;
    image->links.nameless = next;
}

static void leave(struct qr_images *images, struct qr_placement *placement) {
    struct qr_placement_links *links = &placement->links;
    struct qr_image *image = placement->image;
    if (image->links.nameless == placement)
        leave_nameless(image);
    *(links->before ? &links->before->next : &image->placements) = placement->next;
    if (placement->next)
        placement->next->links.before = links->before;
    image->links.placements--;
    *(links->older ? &links->older->links.newer : &images->first) = links->newer;
    *(links->newer ? &links->newer->links.older : &images->last) = links->older;
    images->placements--;
    images->kinds[placement->look.kind]--;
    if (placement->look.id != 0)
        qr_index_remove(&images->placements_by_id, &links->by_id);
}

void qr_placement_drop(struct qr_images *images, struct qr_placement *placement) {
    struct qr_image *image = placement->image;
    leave(images, placement);
    image->links.strips -= placement->strips;
    images->bytes -= QR_COST_PLACEMENT + (uint64_t)placement->strips * QR_COST_STRIP;
    qr_images_changed(images);
    placement->links.dying = true;
    placement->links.newer = images->dying;
    images->dying = placement;
    if (image->transient && !image->placements)
        qr_image_drop(images, image);
}

void qr_placements_remove(struct qr_images *images, struct qr_placement *placement) {
    qr_placement_drop(images, placement);
    qr_images_settle(images);
}

/* Relative ones go with their parent. Parents are older, so one pass sees all that follow them. */
static void drop_orphans(struct qr_images *images) {
    for (struct qr_placement *placement = images->first, *next; placement; placement = next) {
        next = placement->links.newer;
        if (placement->look.kind == QR_PLACEMENT_RELATIVE && !qr_placement_is_held(images, placement))
            qr_placement_drop(images, placement);
    }
}

void qr_placements_mark(struct qr_images *images, struct qr_placement *placement) {
    (void)images;
    placement->links.marked = true;
}

void qr_placements_remove_marked(struct qr_images *images) {
    bool any = false;
    for (struct qr_placement *placement = images->first, *next; placement; placement = next) {
        next = placement->links.newer;
        if (!placement->links.marked)
            continue;
        qr_placement_drop(images, placement);
        any = true;
    }
    if (any)
        drop_orphans(images);
    qr_images_settle(images);
}

/* The lowest line in which a strip may stand that goes, of the first screen that has one. */
static uint32_t first_dying_strip(const struct qr_images *images) {
    uint32_t first = images->strip_count;
    for (const struct qr_placement *p = images->dying; p; p = p->links.newer) {
        if (p->strips == 0)
            continue;
        uint32_t at = qr_strips_search(images, p->links.alternate, p->links.low, 0);
        first = at < first ? at : first;
    }
    return first;
}

void qr_images_settle(struct qr_images *images) {
    if (!images->dying)
        return;
    uint32_t to = first_dying_strip(images);
    for (uint32_t from = to; from < images->strip_count; from++) {
        if (!images->strips[from].placement->links.dying)
            images->strips[to++] = images->strips[from];
    }
    images->strip_count = to;
    for (struct qr_placement *next; images->dying; images->dying = next) {
        next = images->dying->links.newer;
        qr_free(&images->allocator, images->dying, sizeof *images->dying);
    }
}

struct qr_placement *qr_placement_parent(const struct qr_images *images, const struct qr_placement_look *look) {
    const struct qr_image *image = qr_images_by_key(images, look->parent_image);
    if (!image || look->parent_id == 0)
        return image ? image->links.nameless : NULL;
    return qr_placements_by_id(images, image, look->parent_id);
}
