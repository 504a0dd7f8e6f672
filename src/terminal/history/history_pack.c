/* history_pack.c - compressed pages.
 *
 * A compressed page is one block: header and widths as in the sealed one, then LZ4 of the rest, then the filter of its
 * text (history_filter.h). Before, the entries are taken apart: differences instead of offsets, and each byte of them
 * in a plane of its own, where it repeats. */
#include "history_cache.h"
#include "history_filter.h"

#include <string.h>

#include "qr_memory.h"

#if QR_LZ4
#include <lz4.h>
#endif

/* --- planes ---------------------------------------------------------------------------------------------------- */

#if QR_LZ4
static void put_plane(uint8_t *planes, uint32_t count, uint32_t plane, uint32_t i, uint16_t value) {
    planes[plane * count + i] = (uint8_t)value;
    planes[(plane + 1) * count + i] = (uint8_t)(value >> 8);
}

/* Entries become lengths: of text, of words, the width beyond the length of the text, and flags. */
static void split_entries(const struct qr_sealed *block, uint8_t *planes) {
    const struct qr_entry *entries = qr_entries_offset_at(block, block->entry_table);
    for (uint32_t i = 0; i < block->entries; i++) {
        struct qr_entry next = {(uint16_t)block->text_bytes, (uint16_t)block->words, 0, 0};
        next = i + 1 < block->entries ? entries[i + 1] : next;
        uint16_t text = (uint16_t)(next.text - entries[i].text);
        put_plane(planes, block->entries, 0, i, text);
        put_plane(planes, block->entries, 2, i, (uint16_t)(next.word - entries[i].word));
        put_plane(planes, block->entries, 4, i, (uint16_t)(entries[i].width - text));
        put_plane(planes, block->entries, 6, i, entries[i].flags);
    }
}
#endif

static void join_entries(struct qr_sealed *block, const uint8_t *restrict planes) {
    struct qr_entry *restrict entries = qr_entries_offset_at(block, block->entry_table);
    const uint32_t count = block->entries;
    const uint8_t *low[4], *high[4];
    for (uint32_t i = 0; i < 4; i++) {
        low[i] = planes + 2 * i * count;
        high[i] = low[i] + count;
    }
    uint32_t text = 0, word = 0;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t bytes = low[0][i] | (uint32_t)high[0][i] << 8;
        entries[i] = (struct qr_entry){(uint16_t)text, (uint16_t)word,
                                       (uint16_t)((low[2][i] | (uint32_t)high[2][i] << 8) + bytes),
                                       (uint16_t)(low[3][i] | (uint32_t)high[3][i] << 8)};
        text += bytes;
        word += low[1][i] | (uint32_t)high[1][i] << 8;
    }
}

/* --- reading --------------------------------------------------------------------------------------------------- */

static bool unpack_rest(uint8_t *rest, const struct qr_history_page *page) {
    uint32_t begin = qr_rest_begin(page->block), size = page->block->size - begin;
    const char *packed = (const char *)page->block + begin;
#if QR_LZ4
    int length = (int)(page->stored - begin - QR_FILTER_BYTES);
    return LZ4_decompress_safe(packed, (char *)rest, length, (int)size) == (int)size;
#else
    (void)packed;
    (void)rest;
    return size == 0;
#endif
}

bool qr_unpack(uint8_t *scratch, const struct qr_history_page *page, struct qr_sealed *to) {
    uint32_t begin = qr_rest_begin(page->block), planes = page->block->entries * (uint32_t)sizeof(struct qr_entry);
    uint8_t *rest = (uint8_t *)to + begin; /* to its place at once; only the entries are made from what came out */
    if (!unpack_rest(rest, page))
        return false;
    memcpy(to, page->block, begin);
    memcpy(scratch, rest, planes);
    join_entries(to, scratch);
    return true;
}

/* --- compressing ----------------------------------------------------------------------------------------------- */

#if QR_LZ4
uint64_t qr_history_cache_reserve(const struct qr_history *history) {
    bool large = history->byte_limit >= (uint64_t)QR_PACK_PAGES_MIN * QR_SEAL_BYTES;
    return large && !history->cache ? sizeof(struct qr_history_cache) + 4096 : 0;
}

/* The next page to compress: all but the last, which may be taken back. */
static size_t next_to_pack(const struct qr_history *history) {
    return history->packed > history->head ? history->packed : history->head;
}

bool qr_history_can_pack(const struct qr_history *history) {
    return !history->file && history->tail - history->head >= QR_PACK_PAGES_MIN &&
           next_to_pack(history) + 1 < history->tail;
}

/* Bytes that the rest of a page takes compressed, in cache->packed; 0 when little would be gained. */
static uint32_t pack_rest(struct qr_history_cache *cache, const struct qr_sealed *block) {
    uint32_t begin = qr_rest_begin(block), planes = block->entries * (uint32_t)sizeof(struct qr_entry);
    uint32_t size = block->size - begin;
    split_entries(block, cache->rest);
    memcpy(cache->rest + planes, (const uint8_t *)block + begin + planes, size - planes);
    if (size < 2 * QR_FILTER_BYTES)
        return 0;
    int packed = LZ4_compress_default((const char *)cache->rest, (char *)cache->packed, (int)size,
                                      (int)(size - size / 16 - QR_FILTER_BYTES));
    return packed > 0 ? (uint32_t)packed : 0;
}

bool qr_history_pack_next(struct qr_history *history, uint64_t *bytes) {
    if (!qr_history_make_cache(history))
        return false;
    struct qr_history_page *page = &history->pages[next_to_pack(history)];
    struct qr_sealed *block = page->block;
    *bytes = block->size;
    uint32_t packed = block->size <= QR_PACK_BYTES_MAX ? pack_rest(history->cache, block) : 0;
    uint32_t begin = qr_rest_begin(block);
    if (packed > 0) {
        uint32_t stored = begin + packed + QR_FILTER_BYTES;
        struct qr_sealed *made = qr_sealed_alloc(&history->allocator, stored);
        if (!made)
            return false;
        memcpy(made, block, begin);
        memcpy((uint8_t *)made + begin, history->cache->packed, packed);
        qr_filter_fill((uint8_t *)made + begin + packed, qr_text_offset_at(block, block->text), block->text_bytes);
        qr_history_free_memory(history, page);
        page->block = made;
        page->stored = stored;
        page->packed = true;
        history->sealed_bytes += qr_history_page_bytes(page);
        history->packed_pages++;
    }
    history->packed = next_to_pack(history) + 1;
    return true;
}
#else
uint64_t qr_history_cache_reserve(const struct qr_history *history) {
    (void)history;
    return 0;
}

bool qr_history_can_pack(const struct qr_history *history) {
    (void)history;
    return false;
}

bool qr_history_pack_next(struct qr_history *history, uint64_t *bytes) {
    (void)history;
    *bytes = 0;
    return false;
}
#endif
