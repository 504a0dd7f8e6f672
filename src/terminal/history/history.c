/* history.c - the list of pages: life, limits, walking from entry to entry. */
#include "history.h"

#include <string.h>

#include "history_file.h"
#include "history_lines.h"
#include "qr_assert.h"
#include "qr_memory.h"

void qr_history_init(struct qr_history *history, const struct quire_allocator *allocator, uint64_t line_limit,
                     uint64_t byte_limit, uint64_t seed) {
    *history =
        (struct qr_history){.allocator = *allocator, .line_limit = line_limit, .byte_limit = byte_limit, .seed = seed};
}

uint64_t qr_lines_beginning(const struct qr_entry *entries, uint32_t first, uint32_t count, bool oldest) {
    uint64_t lines = oldest && first < count && entries[first].flags & QR_LINE_CONTINUES;
    for (uint32_t i = first; i < count; i++)
        lines += !(entries[i].flags & QR_LINE_CONTINUES);
    return lines;
}

/* Lines that begin in a sealed page, as its header says. What is left of a line whose beginning is evicted counts in
 * the oldest page. */
static uint64_t lines_of(const struct qr_history *history, size_t page) {
    const struct qr_sealed *block = history->pages[history->head + page].block;
    const struct qr_width *widths = qr_widths_offset_at(block, block->width_table);
    uint64_t lines = (block->edges & QR_EDGE_ALL_HEAD ? 0u : 1u) + (page == 0 && block->edges & QR_EDGE_HEAD ? 1u : 0u);
    for (uint32_t i = 0; i < block->widths; i++)
        lines += widths[i].lines;
    return lines;
}

void qr_history_drop_last_page(struct qr_history *history) {
    struct qr_history_page *page = &history->pages[history->tail - 1];
    bool only = history->tail - history->head == 1; /* some of it may be evicted: it has all lines that there are */
    history->lines -= only ? history->lines : lines_of(history, history->tail - history->head - 1);
    qr_history_free_block(history, page);
    history->tail--;
    qr_history_forget_tail(history);
    if (history->head == history->tail)
        history->head_column = 0;
}

void qr_history_drop_open(struct qr_history *history) {
    const struct qr_open *open = history->open;
    bool oldest = history->head == history->tail;
    history->lines -= qr_lines_beginning(qr_open_entries(open), history->open_first, open->entries, oldest);
    if (oldest)
        history->head_column = 0;
    qr_history_reset_open(history, NULL);
}

enum quire_result qr_history_begin(struct qr_history *history, size_t *mark) {
    bool goes_on = qr_history_goes_on(history, qr_history_last_line(history));
    enum quire_result result = qr_history_seal(history);
    if (result == QUIRE_OK)
        result = qr_history_unpack_last(history);
    *mark = (history->tail - history->head) * 2 + goes_on;
    return result;
}

void qr_history_rollback(struct qr_history *history, size_t mark) {
    history->revision++;
    if (history->open) /* the youngest first: what is left of a beheaded line counts in the oldest page */
        qr_history_drop_open(history);
    while (history->tail - history->head > mark / 2)
        qr_history_drop_last_page(history);
    if (mark & 1)
        qr_history_set_goes_on(history, true);
}

void qr_history_clear(struct qr_history *history) {
    struct qr_history_file *file = history->file;
    for (size_t i = history->head; i < history->tail; i++)
        qr_history_free_block(history, &history->pages[i]);
    qr_history_free_spare(history);
    qr_history_file_clear(file);
    qr_free(&history->allocator, history->pages, history->capacity * sizeof(struct qr_history_page));
    qr_block_free(&history->allocator, history->open, history->open_size);
    qr_block_free(&history->allocator, history->ballast, history->ballast_size);
    if (!file)
        qr_history_free_cache(history);
    if (history->open)
        qr_page_destroy(&history->vocabulary);
    struct qr_history_cache *cache = history->cache;
    size_t cache_size = history->cache_size;
    uint64_t revision = history->revision, vocabularies = history->vocabularies;
    qr_history_init(history, &history->allocator, history->line_limit, history->byte_limit, history->seed);
    history->file = file;
    history->cache = cache;
    history->cache_size = cache_size;
    history->revision = revision + 1;
    history->vocabularies = vocabularies + 1;
}

/* A vocabulary of more bytes is made anew rather than emptied. */
#define VOCABULARY_KEPT 16384u

void qr_history_empty(struct qr_history *history) {
    bool simple = history->open && history->head == history->tail && !history->file && !history->cache &&
                  history->vocabulary.size <= VOCABULARY_KEPT;
    if (!simple) {
        qr_history_clear(history);
        return;
    }
    memset(qr_open_entries(history->open), 0, history->open->entries * sizeof(struct qr_entry));
    memset(qr_open_words(history->open), 0, history->open->words * sizeof(uint16_t));
    memset(qr_open_text(history->open), 0, history->open->text_bytes);
    qr_history_free_spare(history);
    qr_history_reset_open(history, NULL);
    history->lines = history->head_column = history->begin_column = 0;
    history->revision++;
}

void qr_history_finish(struct qr_history *history) {
    struct qr_history_file *file = history->file;
    history->file = NULL; /* it keeps what it has */
    qr_history_clear(history);
    qr_history_file_close(file);
}

uint64_t qr_history_bytes(const struct qr_history *history) {
    return qr_history_file_memory(history->file) + history->sealed_bytes +
           history->capacity * sizeof(struct qr_history_page) + history->open_size + history->cache_size +
           history->ballast_size + (history->spare ? QR_SEAL_BYTES : 0) +
           (history->open ? history->vocabulary.size : 0);
}

/* --- pages and entries ----------------------------------------------------------------------------------------- */

size_t qr_history_page_count(const struct qr_history *history) {
    return history->tail - history->head + (history->open && history->open->entries > 0 ? 1 : 0);
}

struct qr_lines qr_history_lines(const struct qr_history *history, size_t page) {
    if (page == history->tail - history->head) {
        const struct qr_open *open = history->open;
        return (struct qr_lines){.entries = qr_open_entries(open),
                                 .text = qr_open_text(open),
                                 .words = qr_open_words(open),
                                 .count = open->entries,
                                 .text_bytes = open->text_bytes,
                                 .word_count = open->words,
                                 .first_line = open->first_line,
                                 .vocabulary = &history->vocabulary};
    }
    const struct qr_sealed *block = qr_history_block(history, &history->pages[history->head + page]);
    return (struct qr_lines){.entries = qr_entries_offset_at(block, block->entry_table),
                             .text = qr_text_offset_at(block, block->text),
                             .words = qr_words_offset_at(block, block->word_table),
                             .count = block->entries,
                             .text_bytes = block->text_bytes,
                             .word_count = block->words,
                             .first_line = block->first_line,
                             .sealed = block};
}

uint32_t qr_history_first_entry(const struct qr_history *history, size_t page) {
    return page == history->tail - history->head ? history->open_first : history->pages[history->head + page].first;
}

bool qr_history_next_entry(const struct qr_history *history, size_t *page, uint32_t *entry) {
    struct qr_lines lines = qr_history_lines(history, *page);
    if (*entry + 1 < lines.count) {
        ++*entry;
        return true;
    }
    if (*page + 1 >= qr_history_page_count(history))
        return false;
    ++*page;
    *entry = qr_history_first_entry(history, *page);
    return true;
}

bool qr_history_previous_entry(const struct qr_history *history, size_t *page, uint32_t *entry) {
    if (*entry > qr_history_first_entry(history, *page)) {
        --*entry;
        return true;
    }
    if (*page == 0)
        return false;
    --*page;
    *entry = qr_history_lines(history, *page).count - 1;
    return true;
}

/* The last entry; false when history is empty. */
static bool last_entry(const struct qr_history *history, struct qr_lines *lines, uint32_t *entry) {
    size_t count = qr_history_page_count(history);
    if (count == 0)
        return false;
    *lines = qr_history_lines(history, count - 1);
    *entry = lines->count - 1;
    return *entry >= qr_history_first_entry(history, count - 1) && lines->count > 0;
}

uint64_t qr_history_last_line(const struct qr_history *history) {
    if (history->open && history->open->entries > 0)
        return history->open->last_line;
    return history->tail > history->head ? history->pages[history->tail - 1].block->last_line : 0;
}

bool qr_history_goes_on(const struct qr_history *history, uint64_t line) {
    struct qr_lines lines;
    uint32_t entry;
    return last_entry(history, &lines, &entry) && lines.entries[entry].flags & QR_LINE_GOES_ON &&
           qr_history_last_line(history) == line;
}

void qr_history_set_goes_on(struct qr_history *history, bool goes_on) {
    uint16_t flag = goes_on ? QR_LINE_GOES_ON : 0;
    struct qr_open *open = history->open;
    if (open && open->entries > 0) {
        qr_history_unmark(history, open->entries - 1, UINT32_MAX, UINT32_MAX);
        struct qr_entry *entry = qr_open_entries(open) + open->entries - 1;
        entry->flags = (uint16_t)((entry->flags & ~QR_LINE_GOES_ON) | flag);
        return;
    }
    struct qr_history_page *page = &history->pages[history->tail - 1];
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head - 1);
    if ((lines.entries[lines.count - 1].flags & QR_LINE_GOES_ON) == flag)
        return;
    qr_history_set_page_goes_on(history, page, goes_on);
    qr_history_forget_tail(history);
}

void qr_history_set_page_goes_on(struct qr_history *history, struct qr_history_page *page, bool goes_on) {
    qr_assert(!page->packed); /* begin and append saw to it */
    struct qr_entry *entry = qr_entries_offset_at(page->block, page->block->entry_table) + page->block->entries - 1;
    entry->flags = (uint16_t)((entry->flags & ~QR_LINE_GOES_ON) | (goes_on ? QR_LINE_GOES_ON : 0));
    page->block->checksum = qr_sealed_checksum(page->block);
    qr_history_file_release(history->file, &page->extent);
}

void qr_history_end_line(struct qr_history *history) {
    struct qr_lines lines;
    uint32_t entry;
    if (last_entry(history, &lines, &entry) && lines.entries[entry].flags & QR_LINE_GOES_ON)
        qr_history_set_goes_on(history, false);
}

/* --- limits ---------------------------------------------------------------------------------------------------- */

/* Frees the first page if all of it is evicted. */
static void drop_empty_page(struct qr_history *history) {
    if (history->head < history->tail) {
        struct qr_history_page *page = &history->pages[history->head];
        if (page->first == page->block->entries) {
            qr_history_free_block(history, page);
            history->head++;
            if (history->head < history->tail) /* what is left of a line counts in the oldest page */
                qr_history_forget_rows(&history->pages[history->head]);
        }
    } else if (history->open && history->open_first == history->open->entries) {
        qr_history_drop_open(history);
    }
    if (history->head == history->tail)
        history->head = history->tail = history->packed = 0;
    if (qr_history_page_count(history) == 0)
        history->lines = history->head_column = 0; /* a page that the file lost may have counted otherwise */
}

/* Lines of a page that cannot be read are evicted all at once, when all of them are beyond the limit: its header tells
 * of them what must be known. Until then there are more lines than the limit says. False: nothing was evicted. */
static bool drop_unreadable_page(struct qr_history *history, uint64_t excess) {
    struct qr_history_page *page = &history->pages[history->head];
    bool all_head = (page->block->edges & QR_EDGE_ALL_HEAD) != 0;
    bool over = qr_history_page_continues(history, 1); /* its last line goes on: that one is not gone with it */
    uint64_t lines = history->lines - over;
    if (history->head + 1 == history->tail || (all_head && page->first > 0))
        return false; /* columns of the line that are gone could not be told */
    for (size_t i = 1; i < history->tail - history->head; i++)
        lines -= lines_of(history, i);
    if (history->open)
        lines -= qr_lines_beginning(qr_open_entries(history->open), history->open_first, history->open->entries, false);
    if (lines + over > excess)
        return false;
    uint64_t columns = all_head ? history->head_column + page->block->head_columns : page->block->tail_columns;
    page->first = page->block->entries;
    history->lines -= lines;
    drop_empty_page(history);
    history->head_column = over ? columns : 0;
    return true;
}

/* May entries of the oldest page be evicted one by one? If it cannot be read, nothing is known of them. */
static bool oldest_readable(const struct qr_history *history) {
    return qr_history_load(history, 0) == QUIRE_OK;
}

/* Does the line go on behind this entry of the oldest page, in what is kept? */
static bool goes_on_behind(const struct qr_history *history, const struct qr_lines *lines, uint32_t entry) {
    if (entry + 1 < lines->count)
        return (lines->entries[entry + 1].flags & QR_LINE_CONTINUES) != 0;
    return qr_history_page_continues(history, 1);
}

/* Evicts entries of the oldest page, until `most` lines have ended with them or there are no more in it. A line counts
 * until its last entry is gone. Cost: a few instructions an entry. */
static void drop_entries(struct qr_history *history, uint64_t most) {
    bool sealed = history->head < history->tail;
    struct qr_lines lines = qr_history_lines(history, 0);
    uint32_t *first = sealed ? &history->pages[history->head].first : &history->open_first, entry = *first;
    uint64_t columns = history->head_column, ended = 0;
    for (; entry < lines.count && ended < most; entry++) {
        bool continues = (lines.entries[entry].flags & QR_LINE_CONTINUES) != 0;
        columns = lines.entries[entry].width + (continues ? columns : 0);
        if (!goes_on_behind(history, &lines, entry)) {
            columns = 0;
            ended++;
        }
    }
    *first = entry;
    history->head_column = columns;
    history->lines -= ended < history->lines ? ended : history->lines;
    if (sealed)
        qr_history_forget_rows(&history->pages[history->head]);
    drop_empty_page(history);
}

void qr_history_trim(struct qr_history *history) {
    while (history->lines > history->line_limit) {
        if (oldest_readable(history))
            drop_entries(history, history->lines - history->line_limit);
        else if (!drop_unreadable_page(history, history->lines - history->line_limit))
            break;
    }
    if (history->byte_limit == 0)
        return;
    while (qr_history_bytes(history) + qr_history_cache_reserve(history) + qr_history_ballast_reserve(history) +
                   qr_history_file_bytes(history->file) >
               history->byte_limit &&
           history->head < history->tail) {
        if (history->spare) {
            qr_history_free_spare(history);
            continue;
        }
        if (!oldest_readable(history)) {
            if (!drop_unreadable_page(history, UINT64_MAX))
                break;
            continue;
        }
        drop_entries(history, UINT64_MAX);
    }
}

void qr_history_set_limits(struct qr_history *history, uint64_t line_limit, uint64_t byte_limit) {
    history->line_limit = line_limit;
    history->byte_limit = byte_limit;
    qr_history_trim(history);
}
