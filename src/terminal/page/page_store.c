/* page_store.c - a block on its way out: what means something in this process only stays here. */
#include "page.h"

/* Zeros in pieces. */
static void put_zeros(qr_page_piece *put, void *user, size_t length) {
    static const char zeros[1024];
    for (; length > sizeof zeros; length -= sizeof zeros)
        put(user, zeros, sizeof zeros);
    if (length > 0)
        put(user, zeros, length);
}

/* A set of `bytes` bytes: its header without the seed, its counts, no table, its items. */
#define PUT_SET(type, set, bytes)                                                                                      \
    do {                                                                                                               \
        struct type head = *(set);                                                                                     \
        head.seed = 0;                                                                                                 \
        put(user, &head, sizeof head);                                                                                 \
        put(user, (const char *)(set) + sizeof head, head.table_offset - sizeof head);                                 \
        put_zeros(put, user, head.items_offset - head.table_offset);                                                   \
        if ((bytes) > head.items_offset)                                                                               \
            put(user, type##_items(set), (bytes)-head.items_offset);                                                   \
    } while (0)

/* Who knows no images can read a page that has none. */
static uint32_t stored_version(const struct qr_page *page) {
    for (uint32_t y = 0; y < page->block->rows; y++) {
        if (qr_page_row(page, y)->flags & QR_ROW_PICTURED)
            return QR_PAGE_VERSION;
    }
    return QR_PAGE_VERSION_OLDEST;
}

void qr_page_store(const struct qr_page *page, qr_page_piece *put, void *user) {
    const struct qr_page_header *block = page->block;
    const char *bytes = (const char *)block;
    struct qr_sets sets = qr_page_sets(page);
    struct qr_page_header header = *block;
    header.version = stored_version(page);
    header.seed = header.identity = header.values = 0;
    put(user, &header, sizeof header);
    put(user, bytes + sizeof header, block->styles.bytes - sizeof header);
    PUT_SET(qr_style_set, sets.styles, block->style_bytes);
    put_zeros(put, user, block->links.bytes - block->styles.bytes - block->style_bytes);
    PUT_SET(qr_link_set, sets.links, block->link_bytes);
    put_zeros(put, user, block->clusters.bytes - block->links.bytes - block->link_bytes);
    PUT_SET(qr_cluster_set, sets.clusters, block->cluster_bytes);
    put_zeros(put, user, block->strings.bytes - block->clusters.bytes - block->cluster_bytes);
    put(user, bytes + block->strings.bytes, (size_t)block->size - block->strings.bytes);
}
