/* history_seal.c - from the open page to a sealed one and back. */
#include "history.h"

#include "qr_arith.h"
#include "qr_assert.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

uint32_t qr_sealed_checksum(const struct qr_sealed *block) {
    size_t skipped = offsetof(struct qr_sealed, checksum) + sizeof block->checksum;
    return qr_crc32c(0, (const uint8_t *)block + skipped, block->size - skipped);
}

/* Bytes of all link strings, one behind the other. */
static uint32_t link_bytes(const struct qr_sets *sets) {
    uint32_t bytes = 0;
    for (uint32_t id = 1; id <= sets->links->used; id++)
        bytes += (uint32_t)qr_link_bytes(qr_link_set_get(sets->links, id));
    return bytes;
}

bool qr_sealed_lay_out(struct qr_sealed *header, size_t *size) {
    size_t end = sizeof *header, text, entries, words, styles, links, strings;
    size_t widths;
    if (!qr_layout_append(&end, header->widths, sizeof(struct qr_width), 8, &widths) ||
        !qr_layout_append(&end, header->entries, sizeof(struct qr_entry), 8, &entries) ||
        !qr_layout_append(&end, header->styles, sizeof(struct qr_style), 8, &styles) ||
        !qr_layout_append(&end, header->links, sizeof(struct qr_link), 8, &links) ||
        !qr_layout_append(&end, header->words, sizeof(uint16_t), 2, &words) ||
        !qr_layout_append(&end, header->text_bytes, 1, 1, &text) ||
        !qr_layout_append(&end, header->string_bytes, 1, 1, &strings) || end > UINT32_MAX)
        return false;
    header->width_table = qr_widths_offset_make(widths);
    header->entry_table = qr_entries_offset_make(entries);
    header->style_table = qr_style_values_offset_make(styles);
    header->link_table = qr_link_values_offset_make(links);
    header->word_table = qr_words_offset_make(words);
    header->text = qr_text_offset_make(text);
    header->strings = qr_text_offset_make(strings);
    header->size = (uint32_t)end;
    *size = end;
    return true;
}

static void copy_links(struct qr_sealed *block, const struct qr_sets *sets) {
    struct qr_link *links = qr_link_values_offset_at(block, block->link_table);
    uint8_t *strings = qr_text_offset_at(block, block->strings);
    uint32_t place = 0;
    for (uint32_t id = 1; id <= block->links; id++) {
        struct qr_link link = *qr_link_set_get(sets->links, id);
        memcpy(strings + place, qr_link_text(sets, &link), qr_link_bytes(&link));
        link.place = place;
        links[id - 1] = link;
        place += (uint32_t)qr_link_bytes(&link);
    }
}

static void fill(struct qr_sealed *block, const struct qr_open *open, const struct qr_sets *sets,
                 const struct qr_width_count *widths) {
    memcpy(qr_widths_offset_at(block, block->width_table), widths->widths, widths->count * sizeof(struct qr_width));
    memcpy(qr_entries_offset_at(block, block->entry_table), qr_open_entries(open),
           open->entries * sizeof(struct qr_entry));
    memcpy(qr_words_offset_at(block, block->word_table), qr_open_words(open), open->words * sizeof(uint16_t));
    memcpy(qr_text_offset_at(block, block->text), qr_open_text(open), open->text_bytes);
    struct qr_style *styles = qr_style_values_offset_at(block, block->style_table);
    for (uint32_t id = 1; id <= block->styles; id++)
        styles[id - 1] = *qr_style_set_get(sets->styles, id);
    copy_links(block, sets);
}

void qr_history_reset_open(struct qr_history *history, struct qr_page *vocabulary) {
    memset(history->open, 0, sizeof *history->open);
    memset(&history->marks, 0, sizeof history->marks);
    history->open_first = 0;
    history->vocabularies++;
    if (vocabulary) {
        qr_page_destroy(&history->vocabulary);
        history->vocabulary = *vocabulary;
        return;
    }
    struct qr_page_header *block = history->vocabulary.block;
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    struct quire_set_layout styles = {0}, links = {0};
    (void)qr_style_set_layout(block->capacity.styles, &styles);
    (void)qr_link_set_layout(block->capacity.links, &links);
    uint32_t chunks = sets.strings->chunks;
    memset(sets.styles, 0, block->style_bytes);
    memset(sets.links, 0, block->link_bytes);
    memset(sets.strings, 0, block->strings_bytes);
    qr_style_set_init(sets.styles, &styles, block->seed);
    qr_link_set_init(sets.links, &links, block->seed);
    qr_strings_init(sets.strings, chunks);
}

/* Makes room for one more in the list of pages. */
static bool reserve_page(struct qr_history *history) {
    if (history->head > 0 && history->tail == history->capacity) { /* reuse the places of evicted pages */
        memmove(history->pages, history->pages + history->head,
                (history->tail - history->head) * sizeof *history->pages);
        history->tail -= history->head;
        history->packed -= history->packed < history->head ? history->packed : history->head;
        history->head = 0;
    }
    void *pages = history->pages;
    bool made =
        qr_grow(&history->allocator, &pages, &history->capacity, history->tail + 1, sizeof(struct qr_history_page));
    history->pages = pages;
    return made;
}

enum quire_result qr_history_add_sealed(struct qr_history *history, struct qr_sealed *block, uint32_t first) {
    if (!reserve_page(history))
        return QUIRE_OUT_OF_MEMORY;
    history->pages[history->tail++] = (struct qr_history_page){.block = block, .stored = block->size, .first = first};
    history->sealed_bytes += qr_history_page_bytes(&history->pages[history->tail - 1]);
    return QUIRE_OK;
}

static struct qr_sealed make_header(const struct qr_open *open, const struct qr_sets *sets,
                                    const struct qr_width_count *widths) {
    return (struct qr_sealed){.magic = QR_SEALED_MAGIC,
                              .version = QR_SEALED_VERSION,
                              .first_line = open->first_line,
                              .last_line = open->last_line,
                              .least_line = open->least_line,
                              .greatest_line = open->greatest_line,
                              .entries = open->entries,
                              .text_bytes = open->text_bytes,
                              .words = open->words,
                              .styles = sets->styles->used,
                              .links = sets->links->used,
                              .string_bytes = link_bytes(sets),
                              .widths = widths->count,
                              .edges = widths->edges,
                              .head_columns = widths->head_columns,
                              .tail_columns = widths->tail_columns};
}

enum quire_result qr_history_seal(struct qr_history *history) {
    struct qr_open *open = history->open;
    if (!open || open->entries == 0)
        return QUIRE_OK;
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    struct qr_width_count widths;
    qr_widths_count(&widths, qr_open_entries(open), open->entries);
    struct qr_sealed header = make_header(open, &sets, &widths);
    size_t size;
    struct qr_sealed *block = qr_sealed_lay_out(&header, &size) ? qr_history_take_block(history, size) : NULL;
    if (!block)
        return QUIRE_OUT_OF_MEMORY;
    *block = header;
    fill(block, open, &sets, &widths);
    block->checksum = qr_sealed_checksum(block);
    enum quire_result result = qr_history_add_sealed(history, block, history->open_first);
    if (result == QUIRE_OK)
        qr_history_reset_open(history, NULL);
    else
        qr_sealed_free(&history->allocator, block, size);
    return result;
}

/* Adds the styles and links of a sealed page to an empty vocabulary, in order, so that each gets its old index. */
enum quire_result qr_history_read_vocabulary(const struct qr_lines *lines, struct qr_page *vocabulary) {
    for (uint32_t i = 1; i <= lines->sealed->links; i++) {
        struct qr_link_key key = qr_lines_link(lines, i);
        uint32_t id;
        enum quire_result result = qr_page_add_link(vocabulary, &key, &id);
        if (result != QUIRE_OK)
            return result;
        qr_assert(id == i);
    }
    for (uint32_t i = 1; i <= lines->sealed->styles; i++) {
        uint32_t id;
        enum quire_result result = qr_page_add_style(vocabulary, qr_lines_style(lines, i), &id);
        if (result != QUIRE_OK)
            return result;
        qr_assert(id == i);
    }
    return QUIRE_OK;
}

/* Cells that the runs of the last entry cover. */
static uint32_t covered_cells(const struct qr_lines *lines) {
    struct qr_entry_parts parts = qr_entry_parts(lines, lines->count - 1);
    uint32_t cells = 0;
    for (uint32_t i = parts.runs; i < parts.end; i++) {
        bool escaped = lines->words[i] >> 8 == 255;
        cells += escaped ? lines->words[i + 2] : (lines->words[i] & 255u) + 1;
        i += escaped ? 2 : 0;
    }
    return cells;
}

/* The vocabulary of a plain page, in sets. OUT_OF_MEMORY: there is none. */
static enum quire_result make_vocabulary(struct qr_history *history, size_t index, struct qr_page *vocabulary) {
    struct qr_lines lines = qr_history_lines(history, index);
    struct qr_page_capacity capacity = history->vocabulary.block->capacity;
    enum quire_result result = qr_page_create(vocabulary, &history->allocator, 1, 1, &capacity, history->seed);
    if (result != QUIRE_OK)
        return result;
    result = qr_history_read_vocabulary(&lines, vocabulary);
    if (result != QUIRE_OK)
        qr_page_destroy(vocabulary);
    return result;
}

/* Fills the open page, which is empty, from a plain one. */
static void open_areas(struct qr_history *history, const struct qr_lines *lines) {
    const struct qr_sealed *block = lines->sealed;
    struct qr_open *open = history->open;
    *open = (struct qr_open){.first_line = block->first_line,
                             .last_line = block->last_line,
                             .least_line = block->least_line,
                             .greatest_line = block->greatest_line,
                             .last_time = qr_entry_time(lines, block->entries - 1),
                             .entries = block->entries,
                             .text_bytes = block->text_bytes,
                             .words = block->words,
                             .run_cells = covered_cells(lines)};
    memcpy(qr_open_entries(open), lines->entries, block->entries * sizeof(struct qr_entry));
    memcpy(qr_open_words(open), lines->words, block->words * sizeof(uint16_t));
    memcpy(qr_open_text(open), lines->text, block->text_bytes);
}

enum quire_result qr_history_unseal(struct qr_history *history, size_t index) {
    struct qr_page vocabulary;
    qr_assert(history->head + index < history->tail);
    enum quire_result result = qr_history_ensure_open(history);
    if (result == QUIRE_OK) /* first of all: it may fail, and nothing is read twice behind it */
        result = qr_history_unpack(history, &history->pages[history->head + index]);
    if (result == QUIRE_OK)
        result = make_vocabulary(history, index, &vocabulary);
    if (result != QUIRE_OK)
        return result;
    qr_history_drop_open(history);
    while (history->tail - history->head > index + 1)
        qr_history_drop_last_page(history);
    qr_history_reset_open(history, &vocabulary);
    struct qr_lines lines = qr_history_lines(history, index);
    struct qr_history_page *page = &history->pages[history->tail - 1];
    open_areas(history, &lines);
    history->open_first = page->first;
    qr_history_free_block(history, page);
    history->tail--;
    qr_history_forget_tail(history);
    return QUIRE_OK;
}
