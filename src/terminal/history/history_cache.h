/* history_cache.h - the few pages that are held whole while they are read, of those that are not in memory so.
 *
 * A page is read through the cache when its block is only a beginning (qr_history_page.packed): the rest is behind it,
 * compressed (history_pack.c), or in the file (history_file.c). The least recently used page makes room. All memory is
 * taken at once, so reading a page never needs any. */
#ifndef QR_HISTORY_CACHE_H
#define QR_HISTORY_CACHE_H

#include "history.h"

struct qr_cache_slot {
    const struct qr_sealed *of; /* the block whose page is here; NULL: free */
    uint64_t used;              /* when it was last looked at */
};

struct qr_history_cache {
    uint64_t clock;
    struct qr_cache_slot slots[QR_CACHE_PAGES];
    uint8_t rest[QR_PACK_BYTES_MAX];   /* what is compressed, or was decompressed, or a page that is only checked */
    uint8_t packed[QR_PACK_BYTES_MAX]; /* what comes out */
    uint64_t pages[QR_CACHE_PAGES][QR_PACK_BYTES_MAX / 8];
};

/* Where the part begins that is not kept in memory as it is. */
static inline uint32_t qr_rest_begin(const struct qr_sealed *block) {
    return block->entry_table.bytes;
}

/* Decompresses a page; `scratch` has room for its entries. False: it was written over by somebody. */
bool qr_unpack(uint8_t *scratch, const struct qr_history_page *page, struct qr_sealed *to);

#endif
