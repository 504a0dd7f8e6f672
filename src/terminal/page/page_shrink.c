/* page_shrink.c - behind a flood: a block becomes as large again as what lives in it, and strings move together. */
#include "page.h"

#include <quire/limits.h>

#include "qr_arith.h"
#include "qr_memory.h"

/* --- strings --------------------------------------------------------------------------------------------------- */

/* Puts a copy of a string behind those that were moved already; its new place. */
static uint32_t move(char *moved, uint32_t *chunks, const struct qr_strings *strings, uint32_t place, size_t length) {
    memcpy(moved + (size_t)*chunks * QR_STRING_CHUNK, qr_strings_at(strings, place), length);
    uint32_t first = *chunks + 1;
    *chunks += qr_strings_chunks(length);
    return first;
}

enum quire_result qr_page_compact_strings(struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    size_t bytes = (size_t)sets.strings->used * QR_STRING_CHUNK;
    if (sets.strings->used == sets.strings->end)
        return QUIRE_OK;
    char *moved = qr_alloc_zeroed(&page->allocator, bytes);
    if (!moved)
        return QUIRE_OUT_OF_MEMORY;
    uint32_t chunks = 0;
    struct qr_link_set_item *links = qr_link_set_items(sets.links);
    for (uint32_t id = 1; id <= sets.links->used; id++) {
        struct qr_link *link = &links[id].value;
        if (qr_link_set_is_kept(sets.links, id))
            link->place = move(moved, &chunks, sets.strings, link->place, qr_link_bytes(link));
    }
    struct qr_cluster_set_item *clusters = qr_cluster_set_items(sets.clusters);
    for (uint32_t id = 1; id <= sets.clusters->used; id++) {
        struct qr_cluster *cluster = &clusters[id].value;
        if (qr_cluster_set_is_kept(sets.clusters, id))
            cluster->place = move(moved, &chunks, sets.strings, cluster->place, qr_cluster_bytes(cluster));
    }
    qr_strings_refill(sets.strings, moved, chunks);
    qr_free(&page->allocator, moved, bytes);
    return QUIRE_OK;
}

/* --- sets ------------------------------------------------------------------------------------------------------ */

/* Table places for so many values and half as many again, at least `least`, at most as many as there are. */
static uint32_t roomy(uint32_t places, uint32_t least, uint32_t present) {
    return qr_max_u32(qr_min_u32(qr_max_u32(places, least), present), least);
}

static uint32_t with_room(uint32_t count) {
    return qr_min_u32(count + count / 2, QUIRE_SET_VALUES_MAX);
}

/* Chunks of the strings of living values. */
static uint64_t living_chunks(const struct qr_sets *sets) {
    uint64_t chunks = 0;
    for (uint32_t id = 0; (id = qr_link_set_next(sets->links, id)) != 0;)
        chunks += qr_strings_chunks(qr_link_bytes(qr_link_set_get(sets->links, id)));
    for (uint32_t id = 0; (id = qr_cluster_set_next(sets->clusters, id)) != 0;)
        chunks += qr_strings_chunks(qr_cluster_bytes(qr_cluster_set_get(sets->clusters, id)));
    return chunks;
}

/* Capacities for so many ids in the sets. */
static struct qr_page_capacity capacity_for(const struct qr_page *page, uint32_t styles, uint32_t links,
                                            uint32_t clusters) {
    struct qr_page_capacity least = qr_page_default_capacity(), present = page->block->capacity, wanted;
    struct qr_sets sets = qr_page_sets(page);
    uint64_t bytes = living_chunks(&sets) * QR_STRING_CHUNK;
    uint64_t strings = bytes + bytes / 2;
    wanted.styles = roomy(qr_style_set_capacity_for_count(with_room(styles)), least.styles, present.styles);
    wanted.links = roomy(qr_link_set_capacity_for_count(with_room(links)), least.links, present.links);
    wanted.clusters = roomy(qr_cluster_set_capacity_for_count(with_room(clusters)), least.clusters, present.clusters);
    wanted.string_bytes = roomy(strings > QUIRE_PAGE_STRING_BYTES_MAX ? QUIRE_PAGE_STRING_BYTES_MAX : (uint32_t)strings,
                                least.string_bytes, present.string_bytes);
    return wanted;
}

struct qr_page_capacity qr_page_living_capacity(struct qr_page *page) {
    struct qr_sets sets = qr_page_sets(page);
    qr_style_set_drop_dead(sets.styles, &sets); /* they hold links */
    return capacity_for(page, sets.styles->living, sets.links->living, sets.clusters->living);
}

/* The greatest id of a living value. */
#define HIGHEST(type, set, highest)                                                                                    \
    do {                                                                                                               \
        (highest) = (set)->used;                                                                                       \
        while ((highest) > 0 && !type##_is_living(set, highest))                                                       \
            (highest)--;                                                                                               \
    } while (0)

/* Bytes that the sets and strings of a block take: what shrinking can change. */
static size_t vocabulary_bytes(const struct qr_page_header *block) {
    return (size_t)block->style_bytes + block->link_bytes + block->cluster_bytes + block->strings_bytes;
}

bool qr_page_shrink(struct qr_page *page) {
    struct qr_page_capacity least = qr_page_default_capacity(), present = page->block->capacity;
    if (present.styles <= 2 * least.styles && present.links <= 4 * least.links &&
        present.clusters <= 4 * least.clusters && present.string_bytes <= 4 * least.string_bytes)
        return false;
    struct qr_sets sets = qr_page_sets(page);
    qr_style_set_drop_dead(sets.styles, &sets); /* they hold links */
    uint32_t styles, links, clusters;
    HIGHEST(qr_style_set, sets.styles, styles);
    HIGHEST(qr_link_set, sets.links, links);
    HIGHEST(qr_cluster_set, sets.clusters, clusters);
    struct qr_page_capacity wanted = capacity_for(page, styles, links, clusters);
    if (qr_page_vocabulary_size(&wanted) > vocabulary_bytes(page->block) / 2)
        return false;
    return qr_page_rebuild(page, &wanted) == QUIRE_OK;
}
