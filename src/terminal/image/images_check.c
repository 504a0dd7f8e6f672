/* images_check.c - does all that the store keeps agree with itself? For tests and for the engine's check. */
#include "image_store.h"

struct checking {
    const struct qr_images *images;
    const char *breach;
    uint64_t bytes;
    uint32_t images_seen, placements_seen, strips_seen, contents_used, in_order;
};

static void hold(struct checking *c, bool rule, const char *breach) {
    if (!rule && !c->breach)
        c->breach = breach;
}

static void ignore_breach(void *user, enum quire_set_rule rule, uint32_t where) {
    (void)user;
    (void)rule;
    (void)where;
}

static void check_contents(struct checking *c) {
    const struct qr_kept_set *kept = c->images->kept;
    if (!kept)
        return;
    hold(c,
         qr_kept_set_check(kept, (struct qr_images *)(uintptr_t)c->images, c->images->kept_size, ignore_breach, NULL) ==
             0,
         "the set of contents");
    for (uint32_t id = qr_kept_set_next(kept, 0); id != 0; id = qr_kept_set_next(kept, id)) {
        c->bytes += qr_content_cost(qr_kept_set_get(kept, id)->content);
        c->contents_used += qr_kept_set_ref_count(kept, id);
    }
}

static void check_frames(struct checking *c, const struct qr_image *image) {
    uint32_t contents = 0;
    for (uint32_t i = 0; i < image->frame_count; i++) {
        const struct qr_image_frame *frame = &image->frames[i];
        hold(c, (frame->content != NULL) == (frame->kept != 0), "a frame's content and its id");
        hold(c, frame->id == i + 1, "a frame's number");
        if (!frame->content)
            continue;
        contents++;
        hold(c,
             qr_kept_set_is_living(c->images->kept, frame->kept) &&
                 qr_kept_set_get(c->images->kept, frame->kept)->content == frame->content,
             "a frame's content is not the one that is kept");
    }
    hold(c, contents == image->links.contents, "an image's number of contents");
    c->contents_used -= contents;
    c->bytes += (uint64_t)image->frame_count * QR_COST_FRAME;
}

static void check_placements(struct checking *c, const struct qr_image *image) {
    uint32_t count = 0, strips = 0;
    const struct qr_placement *before = NULL, *nameless = NULL;
    for (const struct qr_placement *p = image->placements; p; before = p, p = p->next) {
        hold(c, p->image == image && p->links.before == before && !p->links.dying, "a placement of an image");
        hold(c, p->look.id == 0 || qr_placements_by_id(c->images, image, p->look.id) == p, "a placement's id");
        nameless = p->look.id == 0 ? p : nameless;
        count++;
        strips += p->strips;
    }
    hold(c, count == image->links.placements && strips == image->links.strips, "an image's sums");
    hold(c, nameless == image->links.nameless, "an image's oldest placement without an id");
    c->bytes += (uint64_t)count * QR_COST_PLACEMENT + (uint64_t)strips * QR_COST_STRIP;
    c->placements_seen += count;
    c->strips_seen += strips;
}

static void check_image(struct checking *c, const struct qr_image *image) {
    hold(c, image->frame_count > 0 && image->current < image->frame_count, "an image's current frame");
    hold(c, image->frame_count <= image->links.frame_room, "an image's room for frames");
    hold(c, qr_images_by_key(c->images, image->key) == image, "an image's key");
    hold(c, image->id == 0 || qr_images_by_id(c->images, image->alternate, image->id) == image, "an image's id");
    hold(c, image->number == 0 || qr_images_by_number(c->images, image->alternate, image->number), "a number");
    hold(c, image->links.order == (image->links.contents > 0 ? &c->images->full : &c->images->empty),
         "an image is in the wrong order of seen ones");
    check_frames(c, image);
    check_placements(c, image);
    c->images_seen++;
    c->bytes += QR_COST_IMAGE;
}

static void check_order(struct checking *c, const struct qr_seen_order *order) {
    const struct qr_image *before = NULL;
    for (const struct qr_image *image = order->coldest; image; before = image, image = image->links.warmer) {
        hold(c, image->links.colder == before && image->links.order == order, "the order of seen ones");
        c->in_order++;
    }
    hold(c, order->warmest == before, "the end of an order");
}

static void check_strips(struct checking *c) {
    const struct qr_images *images = c->images;
    hold(c, images->strip_count <= images->strip_room && images->strip_count == c->strips_seen, "strips");
    for (uint32_t i = 0; i < images->strip_count && !c->breach; i++) {
        const struct qr_strip *strip = &images->strips[i];
        const struct qr_placement *placement = strip->placement;
        hold(c, i == 0 || qr_strip_before(strip - 1, strip), "the order of strips");
        hold(c, !placement->links.dying && placement->image->alternate == strip->alternate, "a strip's placement");
        hold(c, strip->line >= placement->links.low && placement->links.alternate == strip->alternate, "a low line");
        hold(c, strip->cols > 0 && strip->from + strip->cols <= placement->look.cols, "a strip's columns");
        hold(c, strip->row < placement->look.rows, "a strip's row");
    }
}

static void check_spare(struct checking *c) {
    for (uint32_t i = 0; i < QR_SPARE_MAX; i++) {
        const struct qr_content *spare = c->images->spare[i];
        c->bytes += spare ? qr_content_cost(spare) : 0;
    }
}

const char *qr_images_check(const struct qr_images *images) {
    struct checking c = {.images = images, .bytes = images->reserved};
    const struct qr_image *older = NULL;
    const struct qr_placement *before = NULL;
    check_contents(&c);
    check_spare(&c);
    for (const struct qr_image *image = images->oldest; image; older = image, image = image->links.newer) {
        hold(&c, image->links.older == older, "the order of ages");
        check_image(&c, image);
    }
    hold(&c, images->newest == older && c.images_seen == images->count, "the number of images");
    check_order(&c, &images->full);
    check_order(&c, &images->empty);
    hold(&c, c.in_order == images->count, "images in no order");
    uint32_t placements = 0;
    for (const struct qr_placement *p = images->first; p; before = p, p = p->links.newer, placements++)
        hold(&c, p->links.older == before && (!before || before->serial < p->serial), "the order of placements");
    hold(&c, images->last == before && placements == images->placements && placements == c.placements_seen,
         "the number of placements");
    check_strips(&c);
    hold(&c, c.contents_used == 0, "contents that no frame has");
    hold(&c, c.bytes == images->bytes, "the sum of bytes");
    hold(&c, images->bytes <= images->budget || images->bytes == images->reserved, "the budget");
    hold(&c, !images->dying, "what goes has not gone");
    return c.breach;
}
