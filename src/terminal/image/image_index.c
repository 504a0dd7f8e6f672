/* image_index.c - chains of nodes by hash. */
#include "image_index.h"

#include <string.h>

#include "qr_memory.h"

static struct qr_index_node **chain_of(const struct qr_index *index, uint64_t hash) {
    struct qr_index_node *const *chains = index->chains ? index->chains : index->few;
    size_t capacity = index->chains ? index->capacity : QR_INDEX_FEW;
    return (struct qr_index_node **)(uintptr_t)&chains[hash >> 32 & (capacity - 1)];
}

void qr_index_finish(struct qr_index *index, const struct quire_allocator *allocator) {
    qr_free(allocator, index->chains, index->capacity * sizeof(struct qr_index_node *));
    *index = (struct qr_index){0};
}

/* Turns a chain around: the last one comes first. */
static struct qr_index_node *reversed(struct qr_index_node *chain) {
    struct qr_index_node *before = NULL;
    while (chain) {
        struct qr_index_node *next = chain->next;
        chain->next = before;
        before = chain;
        chain = next;
    }
    return before;
}

/* Four times as many chains. Nodes go over oldest first, so that the newest of a hash stands in front again. */
static void widen(struct qr_index *index, const struct quire_allocator *allocator) {
    size_t before = index->chains ? index->capacity : QR_INDEX_FEW;
    struct qr_index wide = {.capacity = 4 * before, .count = index->count};
    wide.chains = qr_alloc_zeroed(allocator, wide.capacity * sizeof(struct qr_index_node *));
    if (!wide.chains)
        return;
    for (size_t i = 0; i < before; i++) {
        struct qr_index_node *node = reversed((index->chains ? index->chains : index->few)[i]);
        for (struct qr_index_node *next; node; node = next) {
            next = node->next;
            struct qr_index_node **chain = chain_of(&wide, node->hash);
            node->next = *chain;
            *chain = node;
        }
    }
    qr_index_finish(index, allocator);
    *index = wide;
}

void qr_index_add(struct qr_index *index, const struct quire_allocator *allocator, struct qr_index_node *node,
                  uint64_t hash) {
    if (index->count++ >= 2 * (index->chains ? index->capacity : QR_INDEX_FEW))
        widen(index, allocator);
    struct qr_index_node **chain = chain_of(index, hash);
    *node = (struct qr_index_node){*chain, hash};
    *chain = node;
}

void qr_index_remove(struct qr_index *index, struct qr_index_node *node) {
    for (struct qr_index_node **at = chain_of(index, node->hash); *at; at = &(*at)->next) {
        if (*at != node)
            continue;
        *at = node->next;
        index->count--;
        return;
    }
}

static struct qr_index_node *of_hash(struct qr_index_node *node, uint64_t hash) {
    while (node && node->hash != hash)
        node = node->next;
    return node;
}

struct qr_index_node *qr_index_find(const struct qr_index *index, uint64_t hash) {
    return of_hash(*chain_of(index, hash), hash);
}

struct qr_index_node *qr_index_next(const struct qr_index_node *node) {
    return of_hash(node->next, node->hash);
}
