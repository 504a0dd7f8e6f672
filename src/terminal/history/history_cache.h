/* history_cache.h - the few pages that are held whole while they are read, of those that are not in memory so.
 *
 * A page is read through the cache when its block is only a beginning (qr_history_page.packed): the rest is behind it,
 * compressed (history_pack.c), or in the file (history_file.c). The least recently used page makes room. All memory is
 * taken at once, so reading a page never needs any.
 *
 * Reading may fail: the file's medium, somebody who shortened it, memory that was written over. A view is shown blanks
 * then (history_blank.c), and the page is tried again every so often while it is looked at. What writes must not take
 * them for what was there: it loads a page (qr_history_load) before it changes anything, or compares the failures
 * (qr_history_failures) from before it began to read, and answers IO or CORRUPT. */
#ifndef QR_HISTORY_CACHE_H
#define QR_HISTORY_CACHE_H

#include "history.h"

struct qr_cache_slot {
    const struct qr_sealed *of; /* the block whose page is here; NULL: free */
    uint64_t used;              /* when it was last looked at */
    bool blank;                 /* it could not be read: blanks stand in for it */
    uint64_t tried;             /* when that was */
};

/* A page that blanks stand in for is tried again after so many looks at pages: a trouble that is over ends at once for
 * whoever looks, and one that is not costs little. */
#define QR_RETRY_LOOKS 256u

struct qr_history_cache {
    uint64_t clock;
    uint64_t failures;     /* times that blanks stood in for a page */
    enum quire_result why; /* the last time */
    struct qr_cache_slot slots[QR_CACHE_PAGES];
    uint8_t rest[QR_PACK_BYTES_MAX];   /* what is compressed, or was decompressed, or a page that is only checked */
    uint8_t packed[QR_PACK_BYTES_MAX]; /* what comes out */
    uint64_t pages[QR_CACHE_PAGES][QR_PACK_BYTES_MAX / 8];
};

/* Where the part begins that is not kept in memory as it is. */
static inline uint32_t qr_rest_begin(const struct qr_sealed *block) {
    return block->entry_table.bytes;
}

/* Makes blanks of the lines and widths that a page's header announces. Cost: the page's size. */
void qr_history_make_blank(const struct qr_history *history, const struct qr_history_page *page, struct qr_sealed *to);

/* Decompresses a page; `scratch` has room for its entries. False: it was written over by somebody. */
bool qr_unpack(uint8_t *scratch, const struct qr_history_page *page, struct qr_sealed *to);

#endif
