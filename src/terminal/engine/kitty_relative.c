/* kitty_relative.c - placements whose place is that of another one: P, Q, H and V.
 *
 * A relative placement names its parent by image and placement id. It goes when that does, and so does its image when
 * it has no other placement; that is looked for behind every command that may have taken a parent away. What else takes
 * placements away (text that is erased, memory) leaves orphans until then: they are shown nowhere. */
#include "kitty_images.h"

/* --- parents ------------------------------------------------------------------------------------------------------ */

static bool is_of(const struct qr_placement *placement, const struct qr_image *image, uint32_t id) {
    return id != 0 && placement->image == image && placement->look.id == id;
}

/* The parents of a new placement: none of them may be the one that it replaces, and they may not be too many. */
static struct qr_kitty_error look_at_parents(const struct qr_images *images, const struct qr_image *image, uint32_t id,
                                             const struct qr_placement *parent) {
    if (is_of(parent, image, id))
        return (struct qr_kitty_error){"EINVAL", "a placement cannot be its own parent"};
    for (uint32_t depth = 1; parent && parent->look.kind == QR_PLACEMENT_RELATIVE; depth++) {
        if (depth >= QR_KITTY_DEPTH_MAX)
            return (struct qr_kitty_error){"ETOODEEP", "too many placements are relative to each other"};
        parent = qr_placement_parent(images, &parent->look);
        if (parent && is_of(parent, image, id))
            return (struct qr_kitty_error){"ECYCLE", "placements would be relative to each other in a circle"};
    }
    return (struct qr_kitty_error){NULL, NULL};
}

/* Without an id: the oldest that has none, or else the oldest, which is named then. */
static const struct qr_placement *find_parent(const struct qr_image *image, uint32_t id) {
    const struct qr_placement *found = NULL, *oldest = NULL;
    for (const struct qr_placement *p = image->placements; p; p = p->next) {
        if (p->look.id == id)
            found = p;
        oldest = p;
    }
    return found || id != 0 ? found : oldest;
}

struct qr_kitty_error qr_kitty_attach(struct qr_engine *e, const struct qr_image *image,
                                      const struct qr_kitty_command *command, struct qr_placement_look *look) {
    const struct qr_image *of = qr_images_by_id(e->images.store, qr_is_alternate(e), command->parent_id);
    const struct qr_placement *parent = of ? find_parent(of, command->parent_placement) : NULL;
    if (!parent)
        return (struct qr_kitty_error){"ENOPARENT", "there is no such placement"};
    look->kind = QR_PLACEMENT_RELATIVE;
    look->parent_image = of->key;
    look->parent_id = parent->look.id;
    look->parent_cols = command->parent_columns;
    look->parent_rows = command->parent_rows;
    return look_at_parents(e->images.store, image, look->id, parent);
}

/* --- what goes ---------------------------------------------------------------------------------------------------- */

void qr_kitty_mark(struct qr_engine *e, struct qr_placement *placement, bool with_image) {
    qr_placements_mark(e->images.store, placement);
    if (with_image)
        qr_images_mark(e->images.store, placement->image);
}

/* One round of it: those whose parent is gone, or is to go, are to go as well, with their images. False: there were
 * none. */
static bool mark_orphans(struct qr_engine *e) {
    bool marked = false;
    for (struct qr_placement *p = qr_placements_first(e->images.store); p; p = qr_placements_next(e->images.store, p)) {
        qr_charge(e, 1);
        if (p->look.kind != QR_PLACEMENT_RELATIVE || (p->links.marked && p->image->links.marked))
            continue;
        const struct qr_placement *parent = qr_placement_parent(e->images.store, &p->look);
        if (parent && !parent->links.marked)
            continue;
        qr_kitty_mark(e, p, true);
        marked = true;
    }
    return marked;
}

/* A chain has so many members at most, so rounds are few. */
void qr_kitty_remove_marked(struct qr_engine *e) {
    struct qr_images *images = e->images.store;
    while (qr_placements_of_kind(images, QR_PLACEMENT_RELATIVE) > 0 && mark_orphans(e))
        ;
    qr_charge(e, qr_placements_count(images) + (uint64_t)qr_images_count(images));
    qr_placements_remove_marked(images);
    qr_images_remove_marked(images);
}
