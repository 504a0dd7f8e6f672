/* history_memory.c - the memory of sealed pages: whole ones are page blocks, which a host may count or pool; the
 * beginnings of those in a file are small things. */
#include "history.h"

#include <string.h>

#include "qr_memory.h"

struct qr_sealed *qr_sealed_alloc(const struct quire_allocator *allocator, size_t size) {
    return qr_block_alloc(allocator, &size);
}

void qr_sealed_free(const struct quire_allocator *allocator, struct qr_sealed *block, size_t size) {
    qr_block_free(allocator, block, qr_block_bytes(size));
}

uint64_t qr_history_page_bytes(const struct qr_history_page *page) {
    return page->filed ? page->stored : qr_block_bytes(page->stored);
}

void qr_history_free_memory(struct qr_history *history, struct qr_history_page *page) {
    history->sealed_bytes -= qr_history_page_bytes(page);
    bool fits = !page->filed && qr_block_bytes(page->stored) == QR_SEAL_BYTES;
    if (fits && !history->spare)
        history->spare = page->block;
    else if (page->filed)
        qr_free(&history->allocator, page->block, page->stored);
    else
        qr_sealed_free(&history->allocator, page->block, page->stored);
    page->block = NULL;
}

struct qr_sealed *qr_history_take_block(struct qr_history *history, size_t size) {
    struct qr_sealed *block = history->spare;
    if (!block || qr_block_bytes(size) != QR_SEAL_BYTES)
        return qr_sealed_alloc(&history->allocator, size);
    history->spare = NULL;
    return memset(block, 0, size);
}

void qr_history_free_spare(struct qr_history *history) {
    qr_sealed_free(&history->allocator, history->spare, QR_SEAL_BYTES);
    history->spare = NULL;
}
