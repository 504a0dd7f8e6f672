/* history_cache.c - reading pages that are compressed or in the file. */
#include "history_cache.h"

#include <string.h>

#include "history_file.h"
#include "history_filter.h"
#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"

/* --- reading --------------------------------------------------------------------------------------------------- */

static enum quire_result read_rest(const struct qr_history *history, const struct qr_history_page *page,
                                   struct qr_sealed *to) {
    if (page->filed)
        return qr_history_file_load(history, page, to);
    return qr_unpack(history->cache->rest, page, to) ? QUIRE_OK : QUIRE_CORRUPT;
}

/* Notes that a page can, or cannot, be read. When it can again, what was counted while blanks stood in for it is
 * counted anew. */
static void note(const struct qr_history *history, const struct qr_history_page *page, enum quire_result result) {
    struct qr_history_page *own = history->pages + (page - history->pages);
    if (result == QUIRE_OK && own->trouble != QUIRE_OK) {
        for (size_t i = history->head; i < history->tail; i++) {
            qr_history_forget_rows(&history->pages[i]);
            history->pages[i].mark.cols = 0;
        }
    }
    own->trouble = (int8_t)result;
}

/* The slot that was not used for longest, made free. */
static uint32_t free_slot(struct qr_history_cache *cache) {
    uint32_t oldest = 0;
    for (uint32_t i = 1; i < QR_CACHE_PAGES; i++)
        oldest = cache->slots[i].used < cache->slots[oldest].used ? i : oldest;
    cache->slots[oldest] = (struct qr_cache_slot){.of = NULL};
    return oldest;
}

/* The slot of a page; NULL: it is not in the cache. */
static struct qr_cache_slot *slot_of(struct qr_history_cache *cache, const struct qr_history_page *page) {
    for (uint32_t i = 0; i < QR_CACHE_PAGES; i++) {
        if (cache->slots[i].of == page->block)
            return &cache->slots[i];
    }
    return NULL;
}

/* Reads a packed page into the cache, whatever is there of it. */
static enum quire_result read_anew(const struct qr_history *history, const struct qr_history_page *page) {
    struct qr_history_cache *cache = history->cache;
    uint32_t to = free_slot(cache);
    enum quire_result result = read_rest(history, page, (struct qr_sealed *)cache->pages[to]);
    note(history, page, result);
    if (result != QUIRE_OK)
        return result;
    struct qr_cache_slot *before = slot_of(cache, page);
    if (before)
        *before = (struct qr_cache_slot){.of = NULL};
    cache->slots[to] = (struct qr_cache_slot){.of = page->block, .used = ++cache->clock};
    return QUIRE_OK;
}

static enum quire_result load(const struct qr_history *history, const struct qr_history_page *page) {
    struct qr_cache_slot *slot = page->packed ? slot_of(history->cache, page) : NULL;
    return !page->packed || (slot && !slot->blank) ? QUIRE_OK : read_anew(history, page);
}

enum quire_result qr_history_load(const struct qr_history *history, size_t index) {
    return index < history->tail - history->head ? load(history, &history->pages[history->head + index]) : QUIRE_OK;
}

uint64_t qr_history_failures(const struct qr_history *history) {
    return history->cache ? history->cache->failures : 0;
}

enum quire_result qr_history_trouble_since(const struct qr_history *history, uint64_t failures) {
    return qr_history_failures(history) == failures ? QUIRE_OK : history->cache->why;
}

enum quire_result qr_history_unreadable(const struct qr_history *history) {
    for (size_t i = history->head; i < history->tail; i++) {
        if (history->pages[i].trouble != QUIRE_OK)
            return (enum quire_result)history->pages[i].trouble;
    }
    return QUIRE_OK;
}

/* Puts blanks into the cache in a page's place, or (`slot`) leaves those that are there until the next try. */
static struct qr_cache_slot *stand_in(const struct qr_history *history, const struct qr_history_page *page,
                                      struct qr_cache_slot *slot) {
    struct qr_history_cache *cache = history->cache;
    if (!slot) {
        slot = &cache->slots[free_slot(cache)];
        qr_history_make_blank(history, page, (struct qr_sealed *)cache->pages[slot - cache->slots]);
    }
    *slot = (struct qr_cache_slot){.of = page->block, .blank = true, .tried = cache->clock};
    return slot;
}

const struct qr_sealed *qr_history_block(const struct qr_history *history, const struct qr_history_page *page) {
    if (!page->packed)
        return page->block;
    struct qr_history_cache *cache = history->cache;
    struct qr_cache_slot *slot = slot_of(cache, page);
    if (!slot || (slot->blank && cache->clock - slot->tried >= QR_RETRY_LOOKS)) {
        enum quire_result result = read_anew(history, page);
        slot = slot_of(cache, page); /* trying may have taken the room of the blanks themselves */
        slot = result == QUIRE_OK ? slot : stand_in(history, page, slot);
    }
    if (slot->blank) {
        cache->failures++;
        cache->why = (enum quire_result)page->trouble;
    }
    slot->used = ++cache->clock;
    return (const struct qr_sealed *)cache->pages[slot - cache->slots];
}

bool qr_history_packed_sound(const struct qr_history *history, const struct qr_history_page *page) {
    return !page->packed || read_anew(history, page) == QUIRE_OK; /* what is in the cache may be old */
}

bool qr_history_may_hold(const struct qr_history *history, size_t index, const uint8_t *word, size_t length) {
    if (index >= history->tail - history->head)
        return true;
    const struct qr_history_page *page = &history->pages[history->head + index];
    if (!page->packed || page->unread)
        return true;
    return qr_filter_may_hold((const uint8_t *)page->block + page->stored - QR_FILTER_BYTES, word, length);
}

/* --- life ------------------------------------------------------------------------------------------------------ */

bool qr_history_make_cache(struct qr_history *history) {
    size_t size = sizeof(struct qr_history_cache);
    if (history->cache)
        return true;
    history->cache = qr_block_alloc(&history->allocator, &size);
    history->cache_size = history->cache ? size : 0;
    return history->cache != NULL;
}

void qr_history_free_cache(struct qr_history *history) {
    qr_block_free(&history->allocator, history->cache, history->cache_size);
    history->cache = NULL;
    history->cache_size = 0;
}

/* The block is about to be freed: it is not looked up by its address again. */
static void forget_block(struct qr_history *history, const struct qr_history_page *page) {
    if (!page->packed)
        return;
    for (uint32_t i = 0; i < QR_CACHE_PAGES; i++) {
        if (history->cache->slots[i].of == page->block)
            history->cache->slots[i] = (struct qr_cache_slot){.of = NULL};
    }
    history->packed_pages -= !page->filed;
}

/* Puts another block in a page's place: a whole page, or (`filed`) the beginning of one that is in the file. */
static void replace_block(struct qr_history *history, struct qr_history_page *page, struct qr_sealed *block,
                          uint32_t stored, bool filed) {
    forget_block(history, page);
    qr_history_free_memory(history, page);
    page->block = block;
    page->stored = stored;
    page->packed = page->filed = filed;
    page->unread = false;
    history->sealed_bytes += block ? qr_history_page_bytes(page) : 0;
}

void qr_history_free_block(struct qr_history *history, struct qr_history_page *page) {
    qr_history_file_release(history->file, &page->extent);
    replace_block(history, page, NULL, 0, false);
}

enum quire_result qr_history_unpack(struct qr_history *history, struct qr_history_page *page) {
    if (!page->packed)
        return QUIRE_OK;
    enum quire_result result = load(history, page);
    if (result != QUIRE_OK)
        return result;
    struct qr_sealed *block = qr_sealed_alloc(&history->allocator, page->block->size);
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(block, qr_history_block(history, page), page->block->size);
    replace_block(history, page, block, block->size, false);
    return QUIRE_OK;
}

enum quire_result qr_history_unpack_last(struct qr_history *history) {
    if (history->head == history->tail || !history->pages[history->tail - 1].packed)
        return QUIRE_OK;
    enum quire_result result = qr_history_unpack(history, &history->pages[history->tail - 1]);
    if (result == QUIRE_OK)
        history->packed = history->tail - 1;
    return result;
}

enum quire_result qr_history_evict_page(struct qr_history *history, struct qr_history_page *page) {
    uint32_t begin = qr_rest_begin(page->block);
    qr_assert(history->cache && page->extent.units > 0 && !page->filed);
    struct qr_sealed *made = qr_alloc_zeroed(&history->allocator, begin + QR_FILTER_BYTES);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    memcpy(made, page->block, begin);
    qr_filter_fill((uint8_t *)made + begin, qr_text_offset_at(page->block, page->block->text), page->block->text_bytes);
    replace_block(history, page, made, begin + QR_FILTER_BYTES, true);
    return QUIRE_OK;
}
