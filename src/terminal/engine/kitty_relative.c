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

/* --- orphans ------------------------------------------------------------------------------------------------------ */

static void remove_with_image(struct qr_images *images, struct qr_placement *placement) {
    uint64_t key = placement->image->key;
    qr_placements_remove(images, placement);
    struct qr_image *image = qr_images_by_key(images, key);
    if (image && !image->placements)
        qr_images_remove(images, image);
}

/* Is there a placement that it is relative to? Of those without an id any will do. */
static bool has_parent(struct qr_engine *e, const struct qr_placement_look *look) {
    const struct qr_image *image = qr_images_by_key(e->images.store, look->parent_image);
    if (image && look->parent_id != 0)
        return qr_placements_by_id(e->images.store, image, look->parent_id) != NULL;
    const struct qr_placement *p = image ? image->placements : NULL;
    for (; p && p->look.id != 0; p = p->next)
        qr_charge(e, 1);
    return p != NULL;
}

/* One round of it: those whose parent is gone. False: there were none. *left: relative ones that stay. */
static bool drop_round(struct qr_engine *e, bool *left) {
    struct qr_images *images = e->images.store;
    bool dropped = false;
    *left = false;
    for (struct qr_placement *p = qr_placements_first(images), *next; p; p = next) {
        next = qr_placements_next(images, p);
        qr_charge(e, 1);
        if (p->look.kind != QR_PLACEMENT_RELATIVE)
            continue;
        bool orphan = !has_parent(e, &p->look);
        if (orphan)
            remove_with_image(images, p);
        dropped = dropped || orphan;
        *left = *left || !orphan;
    }
    return dropped;
}

/* A chain has so many members at most, so rounds are few. */
void qr_kitty_drop_orphans(struct qr_engine *e) {
    struct qr_kitty_images *kitty = e->images.kitty;
    bool dropped = true;
    while (kitty->has_relatives && dropped)
        dropped = drop_round(e, &kitty->has_relatives);
}
