/* image_index.h - finding images and placements by numbers that programs choose.
 *
 * A table of chains, by a hash under the store's seed: nodes are part of what they find (QR_INDEX_OWNER), so adding and
 * removing ask for no memory, but for a larger table now and then, and where that cannot be had chains are longer and
 * nothing else happens. Of several with one hash the newest comes first. */
#ifndef QR_IMAGE_INDEX_H
#define QR_IMAGE_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <quire/allocator.h>

#define QR_INDEX_FEW 16u

struct qr_index_node {
    struct qr_index_node *next; /* in its chain */
    uint64_t hash;
};

struct qr_index {
    struct qr_index_node *few[QR_INDEX_FEW]; /* the table, until there is a larger one */
    struct qr_index_node **chains;           /* NULL: `few` */
    size_t capacity;                         /* of `chains`, a power of two */
    uint32_t count;
};

/* What a node is part of. */
#define QR_INDEX_OWNER(node, type, member) ((type *)((uintptr_t)(node)-offsetof(type, member)))

void qr_index_finish(struct qr_index *index, const struct quire_allocator *allocator);
void qr_index_add(struct qr_index *index, const struct quire_allocator *allocator, struct qr_index_node *node,
                  uint64_t hash);
/* Nothing happens where it is not in the table. */
void qr_index_remove(struct qr_index *index, struct qr_index_node *node);
/* The first node with this hash, and the next one; NULL: no more. The caller looks whether it is the one. */
struct qr_index_node *qr_index_find(const struct qr_index *index, uint64_t hash);
struct qr_index_node *qr_index_next(const struct qr_index_node *node);

#endif
