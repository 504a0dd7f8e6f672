/* history_file_validate.c - pages of a file are what a commit named.
 *
 * Nothing is trusted, but not everything is read at once: a file of a gigabyte opens in a moment. Opening validates
 * what it takes into memory, header and widths, which have a checksum of their own. The rest is validated before its
 * first use, rule by rule (history_check.c); a page that does not pass then can only be shown as unreadable, for its
 * lines are counted already, and is reported for as long as it is there. */
#include "history_file_reading.h"

#include <string.h>

#include "history_filter.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

/* --- the beginning ----------------------------------------------------------------------------------------------- */

/* Numbers of lines must leave room for those to come. */
static bool numbers_sound(const struct qr_sealed *block) {
    return block->greatest_line < QR_FILE_COUNTER_MAX / 2 && block->least_line > 0 &&
           block->first_line >= block->least_line && block->first_line <= block->greatest_line &&
           block->last_line >= block->least_line && block->last_line <= block->greatest_line;
}

static bool counts_sound(const struct qr_sealed *block) {
    return block->entries > 0 && block->entries <= QR_OPEN_ENTRIES_MAX && block->words <= QR_OPEN_WORDS_MAX &&
           block->text_bytes <= QR_OPEN_TEXT_MAX && block->styles <= QR_VOCABULARY_MAX &&
           block->links <= QR_VOCABULARY_MAX && block->widths <= QR_WIDTHS_MAX && block->reserved == 0;
}

/* Are the parts where sealing puts them? */
static bool layout_sound(const struct qr_sealed *block) {
    struct qr_sealed made = *block;
    size_t size;
    return qr_sealed_lay_out(&made, &size) && size == block->size && memcmp(&made, block, sizeof made) == 0;
}

/* No more lines than entries, and no more columns than the text has room for. */
static bool widths_sound(const struct qr_sealed *block) {
    const struct qr_width *widths = qr_widths_offset_at(block, block->width_table);
    uint64_t lines = (block->edges & QR_EDGE_HEAD ? 1u : 0u) + (block->edges & QR_EDGE_ALL_HEAD ? 0u : 1u);
    uint64_t columns = (uint64_t)block->head_columns + block->tail_columns;
    for (uint32_t i = 0; i < block->widths; i++) {
        lines += widths[i].lines;
        columns += (uint64_t)(widths[i].columns_wide >> 1) * (widths[i].lines <= block->entries ? widths[i].lines : 1);
    }
    return lines > 0 && lines <= block->entries && columns <= 2 * (uint64_t)block->text_bytes;
}

/* Why the beginning of a page cannot be what was named; NULL: it can. */
static const char *validate_begin(const struct qr_sealed *block, const struct qr_page_ref *ref) {
    if (qr_crc32c(0, block, ref->begin_bytes) != ref->begin_checksum)
        return "CHECKSUM";
    if (block->magic != QR_SEALED_MAGIC || block->version != QR_SEALED_VERSION || block->size != ref->bytes ||
        block->checksum != ref->checksum || block->entry_table.bytes != ref->begin_bytes || !counts_sound(block) ||
        !layout_sound(block))
        return "HEADER";
    if (!numbers_sound(block))
        return "NUMBER";
    return widths_sound(block) ? NULL : "COUNTS";
}

static bool ref_sound(const struct qr_page_ref *ref) {
    return ref->begin_bytes >= sizeof(struct qr_sealed) && ref->begin_bytes <= ref->bytes &&
           ref->begin_bytes <= sizeof(struct qr_sealed) + QR_WIDTHS_MAX * sizeof(struct qr_width) &&
           ref->bytes <= UINT32_MAX / 2 && ref->unit > 0;
}

enum quire_result qr_read_page(struct qr_reading *r, const struct qr_page_ref *ref, bool whole,
                               struct qr_sealed **block, uint32_t *stored, const char **why) {
    uint64_t size, place = qr_unit_place(ref->unit) + sizeof(struct qr_extent_header);
    *block = NULL;
    *why = "HEADER";
    if (!ref_sound(ref))
        return QUIRE_OK;
    enum quire_result result = qr_file_size(&r->file->file, &size);
    *why = "the file ends before";
    if (result != QUIRE_OK || size < place + ref->bytes)
        return result; /* before memory is asked for on the word of a commit */
    uint32_t read = whole ? ref->bytes : ref->begin_bytes, room = whole ? read : read + QR_FILTER_BYTES;
    const struct quire_allocator *allocator = &r->history->allocator;
    struct qr_sealed *made = whole ? qr_sealed_alloc(allocator, room) : qr_alloc_zeroed(allocator, room);
    if (!made)
        return QUIRE_OUT_OF_MEMORY;
    result = qr_file_read(&r->file->file, place, made, read);
    if (result == QUIRE_OK)
        *why = validate_begin(made, ref);
    if (result == QUIRE_OK && !*why) {
        *block = made;
        *stored = room;
        return QUIRE_OK;
    }
    if (whole)
        qr_sealed_free(allocator, made, room);
    else
        qr_free(allocator, made, room);
    return result == QUIRE_CORRUPT ? QUIRE_OK : result; /* the file was cut just now */
}

/* --- all of it -----------------------------------------------------------------------------------------------------
 */

static void note_rule(void *user, enum qr_history_rule rule, size_t page, uint32_t entry) {
    enum qr_history_rule *first = user;
    (void)page;
    (void)entry;
    *first = *first ? *first : rule;
}

const char *qr_validate_last(struct qr_reading *r) {
    struct qr_history *history = r->history;
    enum qr_history_rule rule = 0;
    size_t index = history->tail - history->head - 1;
    struct qr_history_page *page = &history->pages[history->tail - 1];
    bool evicted = page->first > 0;
    size_t breaches = qr_history_check_page(history, index, note_rule, &rule);
    if (breaches == 0 && numbers_sound(page->block) && (!evicted || page->first < page->block->entries))
        return NULL;
    qr_history_free_block(history, page);
    history->tail--;
    return rule ? qr_history_rule_name(rule) : "NUMBER";
}

/* A page by itself, as a history of one. */
static bool rules_kept(const struct qr_sealed *block) {
    struct qr_history_page page = {.block = (struct qr_sealed *)(uintptr_t)block, .stored = block->size};
    struct qr_history alone = {.pages = &page, .tail = 1, .capacity = 1};
    return qr_history_check_page(&alone, 0, NULL, NULL) == 0;
}

/* Its last line goes on if, and only if, the next page says so too. Behind the last page anything may come, and where
 * pages are missing, mending sees to it. */
static bool end_agrees(const struct qr_history *history, const struct qr_history_page *page,
                       const struct qr_sealed *block) {
    const struct qr_entry *last = qr_entries_offset_at(block, block->entry_table) + block->entries - 1;
    bool goes_on = (last->flags & QR_LINE_GOES_ON) != 0;
    if (page + 1 < history->pages + history->tail)
        return page[1].extent.sequence != page->extent.sequence + 1 ||
               goes_on == ((page[1].block->edges & QR_EDGE_HEAD) != 0);
    if (!history->open || history->open->entries == 0)
        return true;
    return goes_on == ((qr_open_entries(history->open)[0].flags & QR_LINE_CONTINUES) != 0);
}

/* Before the first use of a page: all rules; then its filter can be made. */
static bool validate_first_use(const struct qr_history *history, const struct qr_history_page *page,
                               const struct qr_sealed *block) {
    struct qr_history_page *own = history->pages + (page - history->pages);
    if (!rules_kept(block) || !end_agrees(history, page, block))
        return false;
    uint8_t *filter = (uint8_t *)own->block + own->stored - QR_FILTER_BYTES;
    qr_filter_fill(filter, qr_text_offset_at(block, block->text), block->text_bytes);
    own->unread = false;
    return true;
}

enum quire_result qr_history_file_load(const struct qr_history *history, const struct qr_history_page *page,
                                       struct qr_sealed *to) {
    struct qr_history_file *file = history->file;
    const struct qr_sealed *known = page->block;
    uint64_t place = qr_unit_place(page->extent.unit) + sizeof(struct qr_extent_header);
    enum quire_result result = qr_file_read(&file->file, place, to, known->size);
    /* The widths lie before the entries: all that is in memory must be the same in the file. */
    if (result == QUIRE_OK &&
        (memcmp(to, known, known->entry_table.bytes) != 0 || qr_sealed_checksum(to) != known->checksum))
        result = QUIRE_CORRUPT;
    if (result == QUIRE_OK && page->unread && !validate_first_use(history, page, to))
        result = QUIRE_CORRUPT;
    return result;
}
