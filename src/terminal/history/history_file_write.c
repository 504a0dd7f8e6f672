/* history_file_write.c - commits: pages that are not in the file yet, then a record that puts them in force. */
#include "history_file_parts.h"

#include <string.h>

#include "history_cache.h"
#include "qr_memory.h"

/* --- pages ----------------------------------------------------------------------------------------------------- */

static enum quire_result write_page(struct qr_history *history, size_t index) {
    struct qr_history_file *file = history->file;
    struct qr_history_page *page = &history->pages[index];
    struct qr_extent extent = {.units = qr_units_for(page->block->size), .sequence = page->extent.sequence};
    if (extent.sequence == 0)
        extent.sequence = index == history->head ? file->last.next_sequence : page[-1].extent.sequence + 1;
    extent.generation = file->generation + 1;
    enum quire_result result = qr_history_load(history, index - history->head);
    if (result == QUIRE_OK)
        result = qr_space_allocate(file, extent.units, &extent.unit);
    if (result != QUIRE_OK)
        return result;
    const struct qr_sealed *block = qr_history_block(history, page);
    result = qr_extent_write(file, &extent, block);
    if (result != QUIRE_OK) {
        qr_space_free(file, extent.unit, extent.units);
        file->used_units -= extent.units;
        return result;
    }
    file->generation++;
    file->named_until = file->named_until < extent.sequence ? file->named_until : extent.sequence;
    page->extent = extent;
    return QUIRE_OK;
}

/* All pages that are not in the file as they are now; as a rule these are the last ones. */
static enum quire_result write_pages(struct qr_history *history) {
    struct qr_history_file *file = history->file;
    size_t from = history->tail;
    while (from > history->head && (file->all_unsure || history->pages[from - 1].extent.units == 0))
        from--;
    for (; from < history->tail; from++) {
        enum quire_result result = history->pages[from].extent.units == 0 ? write_page(history, from) : QUIRE_OK;
        if (result != QUIRE_OK)
            return result;
    }
    file->all_unsure = false;
    return QUIRE_OK;
}

/* Memory of pages that are in the file is given back. The last one stays: it may be taken back. */
static void evict_pages(struct qr_history *history) {
    size_t from = history->packed > history->head ? history->packed : history->head;
    for (; from + 1 < history->tail; from++) {
        struct qr_history_page *page = &history->pages[from];
        if (!page->filed && page->block->size <= QR_PACK_BYTES_MAX && qr_history_evict_page(history, page) != QUIRE_OK)
            break;
    }
    history->packed = from;
}

/* --- records --------------------------------------------------------------------------------------------------- */

static uint32_t string_bytes(const struct qr_history *history, uint32_t from_link, uint32_t before) {
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    for (uint32_t id = from_link + 1; id <= sets.links->used; id++)
        before += (uint32_t)qr_link_bytes(qr_link_set_get(sets.links, id));
    return before;
}

/* What the history is now. */
static struct qr_journal_state describe(const struct qr_history *history, uint64_t next_line) {
    const struct qr_history_file *file = history->file;
    const struct qr_open *open = history->open;
    struct qr_journal_state state = {.generation = file->generation,
                                     .first_sequence = file->last.next_sequence,
                                     .next_sequence = file->last.next_sequence,
                                     .head_column = history->head_column,
                                     .attached = file->attachment.self.bytes > 0,
                                     .next_line = next_line};
    if (history->head < history->tail) {
        state.first_sequence = history->pages[history->head].extent.sequence;
        state.next_sequence = history->pages[history->tail - 1].extent.sequence + 1;
        state.first = history->pages[history->head].first;
    } else if (open) {
        state.first = history->open_first;
    }
    if (open && open->entries > 0) {
        struct qr_sets sets = qr_page_sets(&history->vocabulary);
        state.first_line = open->first_line;
        state.last_line = open->last_line;
        state.least_line = open->least_line;
        state.greatest_line = open->greatest_line;
        state.open = (struct qr_open_marks){.entries = open->entries,
                                            .text_bytes = open->text_bytes,
                                            .words = open->words,
                                            .styles = sets.styles->used,
                                            .links = sets.links->used};
        state.open.string_bytes = string_bytes(history, history->marks.links, history->marks.string_bytes);
    }
    return state;
}

/* Links and their strings; `place` counts from the beginning of all strings. */
static void put_links(const struct qr_history *history, const struct qr_journal_record *record, struct qr_link *links,
                      uint8_t *strings) {
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    uint32_t place = record->from.string_bytes;
    for (uint32_t id = record->from.links + 1; id <= record->state.open.links; id++) {
        struct qr_link link = *qr_link_set_get(sets.links, id);
        memcpy(strings, qr_link_text(&sets, &link), qr_link_bytes(&link));
        strings += qr_link_bytes(&link);
        link.place = place;
        place += (uint32_t)qr_link_bytes(&link);
        memcpy(links++, &link, sizeof link);
    }
}

/* Names the pages from a sequence on. One that is in none was lost. */
static void put_pages(const struct qr_history *history, const struct qr_journal_record *record,
                      struct qr_page_ref *refs) {
    size_t index = history->tail;
    while (index > history->head && history->pages[index - 1].extent.sequence >= record->pages_from)
        index--;
    for (uint64_t sequence = record->pages_from; sequence < record->state.next_sequence; sequence++) {
        bool here = index < history->tail && history->pages[index].extent.sequence == sequence;
        *refs++ = here ? qr_page_ref_of(&history->pages[index++]) : (struct qr_page_ref){.bytes = 0};
    }
}

/* Copies the parts of the open page behind the head of a record. */
static void put_open(const struct qr_history *history, struct qr_journal_record *record) {
    const struct qr_open_marks *from = &record->from, *to = &record->state.open;
    const struct qr_open *open = history->open;
    uint8_t *bytes = (uint8_t *)record;
    uint64_t place[QR_PART_COUNT + 1];
    if (to->entries == 0)
        return;
    struct qr_sets sets = qr_page_sets(&history->vocabulary);
    qr_record_parts(record, place);
    memcpy(bytes + place[QR_PART_ENTRIES], qr_open_entries(open) + from->entries,
           (to->entries - from->entries) * sizeof(struct qr_entry));
    for (uint32_t id = from->styles + 1; id <= to->styles; id++)
        memcpy(bytes + place[QR_PART_STYLES] + (id - from->styles - 1) * sizeof(struct qr_style),
               qr_style_set_get(sets.styles, id), sizeof(struct qr_style));
    memcpy(bytes + place[QR_PART_WORDS], qr_open_words(open) + from->words,
           (to->words - from->words) * sizeof(uint16_t));
    memcpy(bytes + place[QR_PART_TEXT], qr_open_text(open) + from->text_bytes, to->text_bytes - from->text_bytes);
    put_links(history, record, (struct qr_link *)(bytes + place[QR_PART_LINKS]), bytes + place[QR_PART_STRINGS]);
}

/* Makes a record in the file's buffer, of what lies behind `from`. OUT_OF_MEMORY; LIMIT: too large. */
static enum quire_result make_record(struct qr_history *history, const struct qr_journal_state *state,
                                     const struct qr_open_marks *from, uint64_t pages_from) {
    struct qr_history_file *file = history->file;
    struct qr_journal_record head = {.from = *from, .pages_from = pages_from, .state = *state};
    uint64_t place[QR_PART_COUNT + 1];
    qr_record_parts(&head, place);
    uint64_t size = qr_record_size(place[QR_PART_COUNT]);
    if (size > UINT32_MAX / 4)
        return QUIRE_LIMIT;
    void *buffer = file->buffer;
    if (!qr_grow(&file->allocator, &buffer, &file->buffer_size, (size_t)size, 1))
        return QUIRE_OUT_OF_MEMORY;
    file->buffer = buffer;
    struct qr_journal_record *record = (struct qr_journal_record *)file->buffer;
    memset(file->buffer + size - sizeof(struct qr_record_trailer) - 8, 0, sizeof(struct qr_record_trailer) + 8);
    *record = head;
    record->size = (uint32_t)size;
    put_pages(history, record, (struct qr_page_ref *)(file->buffer + place[QR_PART_PAGES]));
    if (state->attached)
        memcpy(file->buffer + place[QR_PART_ATTACHMENT], &file->attachment.self, sizeof file->attachment.self);
    put_open(history, record);
    return QUIRE_OK;
}

/* --- journals -------------------------------------------------------------------------------------------------- */

/* Makes a journal in which several checkpoints of this size fit, and takes its place with the next commit. */
static enum quire_result renew_journal(struct qr_history_file *file, struct qr_journal *journal, uint32_t size) {
    struct qr_extent extent = {.units = QR_JOURNAL_UNITS, .generation = file->generation + 1};
    if (qr_extent_room(extent.units) / QR_JOURNAL_CHECKPOINTS < size)
        extent.units = qr_units_for(size) * QR_JOURNAL_CHECKPOINTS;
    enum quire_result result = qr_space_allocate(file, extent.units, &extent.unit);
    if (result != QUIRE_OK)
        return result;
    result = qr_extent_write(file, &extent, NULL);
    if (result != QUIRE_OK) {
        qr_space_free(file, extent.unit, extent.units);
        file->used_units -= extent.units;
        return result;
    }
    file->generation++;
    qr_history_file_release(file, &journal->extent);
    *journal = (struct qr_journal){.extent = extent};
    return QUIRE_OK;
}

/* Writes the record in the buffer behind the others of a journal. It gets a number of its own: one that failed may yet
 * be found whole in the file, and must not pass for this one. */
static enum quire_result append_record(struct qr_history_file *file, struct qr_journal *journal) {
    struct qr_journal_record *record = (struct qr_journal_record *)file->buffer;
    uint32_t size = record->size;
    struct qr_record_trailer trailer = {.commit = ++file->attempt, .size = size};
    trailer.checksum = qr_trailer_checksum(file, journal->extent.generation, journal->used, &trailer);
    memcpy(file->buffer + size - sizeof trailer, &trailer, sizeof trailer);
    record->commit = file->attempt;
    record->checksum = qr_record_checksum(file, journal->extent.generation, record);
    uint64_t place = qr_unit_place(journal->extent.unit) + sizeof(struct qr_extent_header) + journal->used;
    return qr_file_write(&file->file, place, file->buffer, size);
}

/* Begins the journal that is not in use with a checkpoint, and publishes it. */
static enum quire_result begin_journal(struct qr_history *history, const struct qr_journal_state *state) {
    static const struct qr_open_marks none;
    struct qr_history_file *file = history->file;
    struct qr_journal *other = &file->journals[1 - file->current];
    enum quire_result result = make_record(history, state, &none, state->first_sequence);
    if (result != QUIRE_OK)
        return result;
    uint32_t size = ((const struct qr_journal_record *)file->buffer)->size;
    if (other->extent.units == 0 || qr_extent_room(other->extent.units) / 2 < size)
        result = renew_journal(file, other, size);
    if (result != QUIRE_OK)
        return result;
    other->used = 0;
    result = append_record(file, other);
    if (result == QUIRE_OK)
        result = qr_root_publish(file, &other->extent, file->attempt);
    if (result != QUIRE_OK)
        return result;
    other->used = size;
    file->current = 1 - file->current;
    return QUIRE_OK;
}

/* Goes on in the journal in use. NO_SPACE: there is no room in it, or none is in use. */
static enum quire_result extend_journal(struct qr_history *history, const struct qr_journal_state *state) {
    struct qr_history_file *file = history->file;
    struct qr_journal *journal = &file->journals[file->current];
    uint64_t pages_from = file->named_until < state->next_sequence ? file->named_until : state->next_sequence;
    if (journal->used == 0)
        return QUIRE_NO_SPACE;
    enum quire_result result = make_record(history, state, &history->marks, pages_from);
    if (result != QUIRE_OK)
        return result;
    uint32_t size = ((const struct qr_journal_record *)file->buffer)->size;
    if (size > qr_extent_room(journal->extent.units) - journal->used)
        return QUIRE_NO_SPACE;
    result = append_record(file, journal);
    if (result == QUIRE_OK)
        journal->used += size;
    return result;
}

static bool is_empty(const struct qr_journal_state *state) {
    return state->first_sequence == state->next_sequence && state->open.entries == 0;
}

/* Nothing of what was there stays in the journals: the old one is given up, behind the record of the new one all
 * becomes zeros. False: something is left. */
static bool erase_journals(struct qr_history_file *file) {
    struct qr_journal *journal = &file->journals[file->current], *old = &file->journals[1 - file->current];
    uint32_t room = qr_extent_room(journal->extent.units);
    qr_history_file_release(file, &old->extent);
    *old = (struct qr_journal){.used = 0};
    static const uint8_t zeros[4096];
    uint64_t place = qr_unit_place(journal->extent.unit) + sizeof(struct qr_extent_header);
    for (uint32_t at = journal->used; at < room;) {
        uint32_t length = room - at < sizeof zeros ? room - at : (uint32_t)sizeof zeros;
        if (qr_file_write(&file->file, place + at, zeros, length) != QUIRE_OK)
            return false;
        at += length;
    }
    return true;
}

static bool unchanged(const struct qr_history *history, const struct qr_journal_state *state) {
    /* A new file gets its first record at once: pages without any would look like a loss. */
    return history->file->commit > 0 && memcmp(state, &history->file->last, sizeof *state) == 0 &&
           memcmp(&state->open, &history->marks, sizeof history->marks) == 0;
}

/* `checkpoint`: in the journal that is not in use. */
static enum quire_result write_record(struct qr_history *history, const struct qr_journal_state *state,
                                      bool checkpoint) {
    struct qr_history_file *file = history->file;
    enum quire_result result = checkpoint ? QUIRE_NO_SPACE : extend_journal(history, state);
    if (result == QUIRE_NO_SPACE)
        result = begin_journal(history, state);
    if (result != QUIRE_OK)
        return result;
    file->commit = file->attempt;
    file->last = *state;
    file->named_until = state->next_sequence;
    history->marks = state->open;
    return QUIRE_OK;
}

/* After a commit behind which nothing shall be left of what was there: all that is free becomes zeros, and the journal,
 * wherever it came to lie, moves to the front, so that the file becomes small. */
static void erase_former(struct qr_history *history, const struct qr_journal_state *state) {
    struct qr_history_file *file = history->file;
    bool zeros = erase_journals(file);
    zeros = qr_space_reclaim(file, true) && zeros;
    const struct qr_extent *journal = &file->journals[file->current].extent;
    if (is_empty(state) && journal->unit > QR_JOURNAL_UNITS && write_record(history, state, true) == QUIRE_OK) {
        zeros = erase_journals(file) && zeros;
        zeros = qr_space_reclaim(file, true) && zeros;
    }
    file->cleared = !zeros;
}

/* Commits a state whose pages are in the file. */
static enum quire_result commit_state(struct qr_history *history, const struct qr_journal_state *state) {
    struct qr_history_file *file = history->file;
    bool emptied = file->cleared || (is_empty(state) && !is_empty(&file->last));
    enum quire_result result = write_record(history, state, emptied);
    if (result != QUIRE_OK)
        return result;
    evict_pages(history);
    if (emptied)
        erase_former(history, state);
    else
        (void)qr_space_reclaim(file, false);
    return QUIRE_OK;
}

/* Somebody may have cut the file. What was written since into what lay behind would hang on what is gone: the next
 * record is a full one in a new journal. The last page, if it is in memory, is written again. */
static enum quire_result notice_cut(struct qr_history *history) {
    struct qr_history_file *file = history->file;
    uint64_t size;
    if (qr_file_size(&file->file, &size) != QUIRE_OK || size >= qr_unit_place(file->units))
        return QUIRE_OK;
    for (uint32_t i = 0; i < 2; i++) {
        qr_history_file_release(file, &file->journals[i].extent);
        file->journals[i] = (struct qr_journal){.used = 0};
    }
    if (history->head < history->tail && !history->pages[history->tail - 1].packed)
        qr_history_file_release(file, &history->pages[history->tail - 1].extent);
    (void)qr_history_file_attach(history, NULL, 0, NULL, 0); /* whoever attached it sees that, and does so again */
    /* The size comes last: as long as it is not right, the next commit tries again. */
    enum quire_result result = size < QR_UNIT_BYTES ? qr_file_header_write(file) : QUIRE_OK;
    return result == QUIRE_OK ? qr_file_resize(&file->file, qr_unit_place(file->units)) : result;
}

enum quire_result qr_history_file_commit(struct qr_history *history, uint64_t next_line) {
    struct qr_history_file *file = history->file;
    if (!file || file->read_only)
        return QUIRE_OK;
    enum quire_result result = notice_cut(history);
    if (result == QUIRE_OK)
        result = write_pages(history);
    if (result == QUIRE_OK) {
        struct qr_journal_state state = describe(history, next_line);
        if (unchanged(history, &state) && file->leaving_count == 0) {
            file->trouble = QUIRE_OK;
            return QUIRE_OK;
        }
        result = commit_state(history, &state);
    }
    file->trouble = result;
    return result;
}
