/* history_restore.c - history built from stored pages. */
#include "history.h"

#include "qr_memory.h"

enum quire_result qr_history_reserve(struct qr_history *history, size_t pages) {
    void *array = history->pages;
    if (!qr_grow(&history->allocator, &array, &history->capacity, pages, sizeof(struct qr_history_page)))
        return QUIRE_OUT_OF_MEMORY;
    history->pages = array;
    return QUIRE_OK;
}

enum quire_result qr_history_adopt_sealed(struct qr_history *history, const void *stored, size_t size, uint32_t first) {
    struct qr_sealed header;
    if (size < sizeof header)
        return QUIRE_CORRUPT;
    memcpy(&header, stored, sizeof header);
    if (header.size != size)
        return QUIRE_CORRUPT;
    struct qr_sealed *block = qr_sealed_alloc(&history->allocator, size);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(block, stored, size);
    enum quire_result result = qr_history_add_sealed(history, block, first);
    if (result != QUIRE_OK)
        qr_sealed_free(&history->allocator, block, size);
    return result;
}

enum quire_result qr_history_adopt_open(struct qr_history *history, const struct qr_open *sizes, uint32_t first) {
    if (sizes->entries > QR_OPEN_ENTRIES_MAX || sizes->text_bytes > QR_OPEN_TEXT_MAX ||
        sizes->words > QR_OPEN_WORDS_MAX)
        return QUIRE_LIMIT;
    enum quire_result result = qr_history_ensure_open(history);
    if (result != QUIRE_OK)
        return result;
    *history->open = *sizes;
    history->open_first = first;
    memset(&history->marks, 0, sizeof history->marks);
    return QUIRE_OK;
}
