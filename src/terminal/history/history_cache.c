/* history_cache.c - reading pages that are compressed or in the file. */
#include "history_cache.h"

#include <string.h>

#include "history_file.h"
#include "history_filter.h"
#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_memory.h"

/* --- a page that cannot be read -------------------------------------------------------------------------------- */

/* Does the page behind this one begin inside a line? */
static bool next_continues(const struct qr_history *history, const struct qr_history_page *page) {
    const struct qr_history_page *next = page + 1;
    if (next < history->pages + history->tail)
        return (next->block->edges & QR_EDGE_HEAD) != 0;
    return history->open && history->open->entries > 0 &&
           (qr_open_entries(history->open)[0].flags & QR_LINE_CONTINUES) != 0;
}

/* Gives entries to a line of blanks: as many as its columns need, `spare` more. Moves all its arguments on. */
static void put_blank_line(const struct qr_sealed *to, uint32_t *entry, uint32_t *text, uint64_t columns,
                           uint32_t spare) {
    struct qr_entry *entries = qr_entries_offset_at(to, to->entry_table);
    uint16_t continues = 0;
    do {
        uint64_t width = columns < QR_ENTRY_WIDTH_MAX ? columns : QR_ENTRY_WIDTH_MAX;
        width = *text + width <= to->text_bytes ? width : to->text_bytes - *text;
        bool more = columns > QR_ENTRY_WIDTH_MAX || spare > 0;
        entries[*entry] = (struct qr_entry){(uint16_t)*text, (uint16_t)to->words, (uint16_t)width,
                                            (uint16_t)(QR_LINE_ASCII | continues | (more ? QR_LINE_GOES_ON : 0))};
        *text += (uint32_t)width;
        ++*entry;
        spare -= columns <= QR_ENTRY_WIDTH_MAX && spare > 0;
        columns -= columns < QR_ENTRY_WIDTH_MAX ? columns : QR_ENTRY_WIDTH_MAX;
        continues = QR_LINE_CONTINUES;
        if (!more)
            return;
    } while (*entry < to->entries);
}

/* Makes up a page of blanks with the lines and widths that the header announces, so that what was counted from the
 * header stays right for every reader. */
static void make_blank(const struct qr_history *history, const struct qr_history_page *page, struct qr_sealed *to) {
    const struct qr_width *widths = qr_widths_offset_at(to, to->width_table);
    struct qr_entry *entries = qr_entries_offset_at(to, to->entry_table);
    uint32_t entry = 0, text = 0, lines = (to->edges & QR_EDGE_HEAD ? 1u : 0) + (to->edges & QR_EDGE_ALL_HEAD ? 0 : 1u);
    memset((uint8_t *)to + qr_rest_begin(to), 0, to->size - qr_rest_begin(to));
    memset(qr_text_offset_at(to, to->text), ' ', to->text_bytes);
    for (uint32_t i = 0; i < to->widths; i++)
        lines += widths[i].lines;
    uint32_t spare = to->entries - qr_min_u32(lines, to->entries);
    if (to->edges & QR_EDGE_HEAD) {
        bool all = (to->edges & QR_EDGE_ALL_HEAD) != 0;
        put_blank_line(to, &entry, &text, to->head_columns, all ? spare : 0);
        entries[0].flags |= QR_LINE_CONTINUES;
    }
    for (uint32_t i = 0; i < to->widths; i++) {
        for (uint32_t n = 0; n < widths[i].lines && entry < to->entries; n++)
            put_blank_line(to, &entry, &text, widths[i].columns_wide >> 1, 0);
    }
    if (entry < to->entries)
        put_blank_line(to, &entry, &text, to->tail_columns, to->entries - entry - 1);
    struct qr_entry *last = &entries[to->entries - 1];
    last->flags = (uint16_t)((last->flags & ~QR_LINE_GOES_ON) | (next_continues(history, page) ? QR_LINE_GOES_ON : 0));
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static bool load(const struct qr_history *history, const struct qr_history_page *page, struct qr_sealed *to) {
    return page->filed ? qr_history_file_load(history, page, to) == QUIRE_OK
                       : qr_unpack(history->cache->rest, page, to);
}

const struct qr_sealed *qr_history_block(const struct qr_history *history, const struct qr_history_page *page) {
    if (!page->packed)
        return page->block;
    struct qr_history_cache *cache = history->cache;
    uint32_t oldest = 0;
    for (uint32_t i = 0; i < QR_CACHE_PAGES; i++) {
        if (cache->slots[i].of == page->block) {
            cache->slots[i].used = ++cache->clock;
            return (const struct qr_sealed *)cache->pages[i];
        }
        if (cache->slots[i].used < cache->slots[oldest].used)
            oldest = i;
    }
    struct qr_sealed *block = (struct qr_sealed *)cache->pages[oldest];
    if (!load(history, page, block)) {
        memcpy(block, page->block, qr_rest_begin(page->block));
        make_blank(history, page, block);
    }
    cache->slots[oldest] = (struct qr_cache_slot){page->block, ++cache->clock};
    return block;
}

bool qr_history_packed_sound(const struct qr_history *history, const struct qr_history_page *page) {
    if (!page->packed)
        return true;
    struct qr_history_cache *cache = history->cache;
    uint32_t oldest = 0;
    for (uint32_t i = 1; i < QR_CACHE_PAGES; i++)
        oldest = cache->slots[i].used < cache->slots[oldest].used ? i : oldest;
    cache->slots[oldest] = (struct qr_cache_slot){NULL, 0}; /* read anew: what is in the cache may be old */
    return load(history, page, (struct qr_sealed *)cache->pages[oldest]);
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
            history->cache->slots[i] = (struct qr_cache_slot){NULL, 0};
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
