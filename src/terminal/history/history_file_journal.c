/* history_file_journal.c - the records of a journal: their form, and the open page that they add up to. */
#include "history_file_parts.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

/* --- form ------------------------------------------------------------------------------------------------------ */

static const size_t element_sizes[QR_PART_COUNT] = {[QR_PART_PAGES] = sizeof(struct qr_page_ref),
                                                    [QR_PART_ENTRIES] = sizeof(struct qr_entry),
                                                    [QR_PART_STYLES] = sizeof(struct qr_style),
                                                    [QR_PART_LINKS] = sizeof(struct qr_link),
                                                    [QR_PART_WORDS] = sizeof(uint16_t),
                                                    [QR_PART_TEXT] = 1,
                                                    [QR_PART_STRINGS] = 1,
                                                    [QR_PART_ATTACHMENT] = sizeof(struct qr_blob)};

uint32_t qr_record_checksum(const struct qr_history_file *file, uint64_t generation,
                            const struct qr_journal_record *record) {
    size_t skipped = sizeof record->checksum;
    uint32_t crc = qr_crc32c(0, &file->id, sizeof file->id);
    crc = qr_crc32c(crc, &generation, sizeof generation);
    return qr_crc32c(crc, (const uint8_t *)record + skipped, record->size - skipped - sizeof(struct qr_record_trailer));
}

uint32_t qr_trailer_checksum(const struct qr_history_file *file, uint64_t generation, uint32_t begin,
                             const struct qr_record_trailer *trailer) {
    uint32_t crc = qr_crc32c(0, &file->id, sizeof file->id);
    crc = qr_crc32c(crc, &generation, sizeof generation);
    crc = qr_crc32c(crc, &begin, sizeof begin);
    return qr_crc32c(crc, trailer, offsetof(struct qr_record_trailer, checksum));
}

/* The part of a record that goes from one mark to the other. */
struct span {
    uint64_t from, to;
};

static void part_spans(const struct qr_journal_record *record, struct span spans[QR_PART_COUNT]) {
    const struct qr_open_marks *from = &record->from, *to = &record->state.open;
    spans[QR_PART_PAGES] = (struct span){record->pages_from, record->state.next_sequence};
    spans[QR_PART_ENTRIES] = (struct span){from->entries, to->entries};
    spans[QR_PART_STYLES] = (struct span){from->styles, to->styles};
    spans[QR_PART_LINKS] = (struct span){from->links, to->links};
    spans[QR_PART_WORDS] = (struct span){from->words, to->words};
    spans[QR_PART_TEXT] = (struct span){from->text_bytes, to->text_bytes};
    spans[QR_PART_STRINGS] = (struct span){from->string_bytes, to->string_bytes};
    spans[QR_PART_ATTACHMENT] = (struct span){0, record->state.attached};
}

void qr_record_parts(const struct qr_journal_record *record, uint64_t place[QR_PART_COUNT + 1]) {
    struct span spans[QR_PART_COUNT];
    part_spans(record, spans);
    place[0] = sizeof *record;
    for (int part = 0; part < QR_PART_COUNT; part++)
        place[part + 1] = place[part] + (spans[part].to - spans[part].from) * element_sizes[part];
}

uint64_t qr_record_size(uint64_t end) {
    return ((end + 7) & ~UINT64_C(7)) + sizeof(struct qr_record_trailer);
}

/* --- what a record may say ---------------------------------------------------------------------------------------- */

static bool state_sound(const struct qr_history_file *file, const struct qr_journal_state *state) {
    const struct qr_open_marks *open = &state->open;
    return open->entries <= QR_OPEN_ENTRIES_MAX && open->text_bytes <= QR_OPEN_TEXT_MAX &&
           open->words <= QR_OPEN_WORDS_MAX && open->styles <= QR_VOCABULARY_MAX && open->links <= QR_VOCABULARY_MAX &&
           state->generation < QR_FILE_COUNTER_MAX && state->first_sequence > 0 &&
           state->first_sequence <= state->next_sequence && state->next_sequence < QR_FILE_COUNTER_MAX &&
           state->next_line > 0 && state->next_line < QR_FILE_COUNTER_MAX && state->head_column < QR_FILE_COUNTER_MAX &&
           state->attached <= (file->version >= QR_FILE_VERSION_ATTACHES ? 1u : 0u);
}

/* Every part begins inside what the records before it left, and does not end before it begins. */
static bool spans_sound(const struct qr_replay *replay, const struct qr_journal_record *record) {
    struct span now[QR_PART_COUNT], before[QR_PART_COUNT] = {{0, 0}};
    struct qr_journal_record last = {.state = replay->state};
    part_spans(record, now);
    part_spans(&last, before);
    if (replay->used == 0)
        before[QR_PART_PAGES].to = record->state.first_sequence;
    uint64_t base = replay->used > 0 ? replay->base : record->state.first_sequence;
    for (int part = 0; part < QR_PART_COUNT; part++) {
        if (now[part].from > before[part].to || now[part].from > now[part].to)
            return false;
    }
    return record->pages_from >= base && record->state.first_sequence >= base;
}

/* Is there a whole record that may follow what was replayed? */
static bool record_sound(const struct qr_history_file *file, const struct qr_replay *replay,
                         const struct qr_journal_record *record, uint32_t room) {
    uint64_t place[QR_PART_COUNT + 1];
    if (record->size < sizeof *record + sizeof(struct qr_record_trailer) || record->size > room ||
        record->size % 8 != 0 || record->checksum != qr_record_checksum(file, replay->generation, record))
        return false;
    if (record->commit <= replay->commit || record->commit >= QR_FILE_COUNTER_MAX ||
        !state_sound(file, &record->state) || !spans_sound(replay, record))
        return false;
    if (record->state.next_sequence - record->pages_from > record->size / sizeof(struct qr_page_ref))
        return false; /* before it is multiplied */
    qr_record_parts(record, place);
    return qr_record_size(place[QR_PART_COUNT]) == record->size;
}

/* --- replaying ------------------------------------------------------------------------------------------------- */

/* Puts a part of a record behind what is kept of it so far. OUT_OF_MEMORY. */
static enum quire_result take_part(const struct qr_history_file *file, struct qr_replay *replay, int part,
                                   struct span span, const uint8_t *bytes) {
    size_t element = element_sizes[part];
    if (span.to == 0)
        return QUIRE_OK;
    if (!qr_grow(&file->allocator, &replay->parts[part], &replay->capacity[part], (size_t)span.to, element))
        return QUIRE_OUT_OF_MEMORY;
    memcpy((uint8_t *)replay->parts[part] + span.from * element, bytes, (size_t)(span.to - span.from) * element);
    return QUIRE_OK;
}

static enum quire_result apply(const struct qr_history_file *file, struct qr_replay *replay,
                               const struct qr_journal_record *record) {
    uint64_t place[QR_PART_COUNT + 1];
    struct span spans[QR_PART_COUNT];
    if (replay->used == 0) {
        replay->checkpoint = record->commit;
        replay->base = record->state.first_sequence;
    }
    qr_record_parts(record, place);
    part_spans(record, spans);
    spans[QR_PART_PAGES].from -= replay->base;
    spans[QR_PART_PAGES].to -= replay->base;
    for (int part = 0; part < QR_PART_COUNT; part++) {
        enum quire_result result = take_part(file, replay, part, spans[part], (const uint8_t *)record + place[part]);
        if (result != QUIRE_OK)
            return result;
    }
    replay->state = record->state;
    replay->commit = record->commit;
    replay->used += record->size;
    return QUIRE_OK;
}

/* Is this the trailer of a record that begins at `from` or behind, and was written after commit `after`? */
static bool is_trailer(const struct qr_history_file *file, uint64_t generation, const uint8_t *bytes, uint32_t at,
                       uint32_t from, uint64_t after) {
    struct qr_record_trailer trailer;
    memcpy(&trailer, bytes + at, sizeof trailer);
    uint32_t end = at + (uint32_t)sizeof trailer;
    return trailer.commit > after && trailer.commit < QR_FILE_COUNTER_MAX && trailer.size <= end - from &&
           trailer.checksum == qr_trailer_checksum(file, generation, end - trailer.size, &trailer);
}

/* Behind the last record that passes: was there a newer one that was whole once? A dying writer leaves none. */
static uint64_t find_damaged(const struct qr_history_file *file, const uint8_t *bytes, uint32_t length,
                             const struct qr_replay *replay) {
    uint64_t newest = 0;
    for (uint32_t at = replay->used; at + sizeof(struct qr_record_trailer) <= length; at += 8) {
        if (is_trailer(file, replay->generation, bytes, at, replay->used, replay->commit)) {
            struct qr_record_trailer trailer;
            memcpy(&trailer, bytes + at, sizeof trailer);
            newest = trailer.commit > newest ? trailer.commit : newest;
        }
    }
    return newest;
}

static enum quire_result replay_bytes(const struct qr_history_file *file, const uint8_t *bytes, uint32_t length,
                                      struct qr_replay *replay) {
    while (length - replay->used >= sizeof(struct qr_journal_record)) {
        const struct qr_journal_record *record = (const struct qr_journal_record *)(bytes + replay->used);
        if (!record_sound(file, replay, record, length - replay->used)) {
            replay->unfinished =
                replay->used > 0 && record->commit > replay->commit && record->commit - replay->commit < QR_FILE_SKIP;
            break;
        }
        enum quire_result result = apply(file, replay, record);
        if (result != QUIRE_OK)
            return result;
    }
    replay->damaged_to = find_damaged(file, bytes, length, replay);
    return QUIRE_OK;
}

enum quire_result qr_journal_replay(struct qr_history_file *file, const struct qr_extent *extent,
                                    struct qr_replay *replay) {
    uint64_t size, place = qr_unit_place(extent->unit) + sizeof(struct qr_extent_header);
    *replay = (struct qr_replay){.generation = extent->generation};
    enum quire_result result = qr_file_size(&file->file, &size);
    if (result != QUIRE_OK || size <= place)
        return result;
    uint64_t room = qr_extent_room(extent->units);
    uint32_t length = (uint32_t)(size - place < room ? size - place : room);
    uint8_t *bytes = qr_alloc_zeroed(&file->allocator, length);
    if (!bytes)
        return QUIRE_OUT_OF_MEMORY;
    result = qr_file_read(&file->file, place, bytes, length);
    if (result == QUIRE_OK)
        result = replay_bytes(file, bytes, length, replay);
    qr_free(&file->allocator, bytes, length);
    return result == QUIRE_CORRUPT ? QUIRE_OK : result; /* shortened just now: as if nothing were there */
}

void qr_replay_finish(const struct qr_history_file *file, struct qr_replay *replay) {
    for (int part = 0; part < QR_PART_COUNT; part++)
        qr_free(&file->allocator, replay->parts[part], replay->capacity[part] * element_sizes[part]);
    *replay = (struct qr_replay){.commit = 0};
}

const struct qr_page_ref *qr_replay_page(const struct qr_replay *replay, uint64_t sequence) {
    return (const struct qr_page_ref *)replay->parts[QR_PART_PAGES] + (sequence - replay->base);
}

bool qr_journal_moved(struct qr_history_file *file, const struct qr_journal *journal, uint64_t commit) {
    struct qr_journal_record head;
    uint32_t room = qr_extent_room(journal->extent.units);
    uint64_t place = qr_unit_place(journal->extent.unit) + sizeof(struct qr_extent_header) + journal->used;
    if (journal->extent.units == 0 || room - journal->used < sizeof head)
        return false;
    if (qr_file_read(&file->file, place, &head, sizeof head) != QUIRE_OK)
        return true;
    /* What is left of an earlier life of the journal may be anything; a record that follows has a number near this one,
     * for a writer that opened the file anew would have begun another journal. */
    return head.commit > commit && head.commit - commit < QR_FILE_SKIP && head.size % 8 == 0 &&
           head.size >= sizeof head + sizeof(struct qr_record_trailer) && head.size <= room - journal->used;
}

/* --- the open page as a sealed one ------------------------------------------------------------------------------- */

static void copy(void *to, const void *from, size_t bytes) {
    if (bytes > 0)
        memcpy(to, from, bytes);
}

static void fill(struct qr_sealed *block, const struct qr_replay *replay, const struct qr_width_count *widths) {
    copy(qr_widths_offset_at(block, block->width_table), widths->widths, widths->count * sizeof(struct qr_width));
    copy(qr_entries_offset_at(block, block->entry_table), replay->parts[QR_PART_ENTRIES],
         block->entries * sizeof(struct qr_entry));
    copy(qr_style_values_offset_at(block, block->style_table), replay->parts[QR_PART_STYLES],
         block->styles * sizeof(struct qr_style));
    copy(qr_link_values_offset_at(block, block->link_table), replay->parts[QR_PART_LINKS],
         block->links * sizeof(struct qr_link));
    copy(qr_words_offset_at(block, block->word_table), replay->parts[QR_PART_WORDS], block->words * sizeof(uint16_t));
    copy(qr_text_offset_at(block, block->text), replay->parts[QR_PART_TEXT], block->text_bytes);
    copy(qr_text_offset_at(block, block->strings), replay->parts[QR_PART_STRINGS], block->string_bytes);
    block->checksum = qr_sealed_checksum(block);
}

/* No column without text, or only half a byte of it: else there may be more widths than are counted. */
static bool widths_fit(const struct qr_replay *replay) {
    const struct qr_entry *entries = replay->parts[QR_PART_ENTRIES];
    uint64_t columns = 0;
    for (uint32_t i = 0; i < replay->state.open.entries; i++)
        columns += entries[i].width;
    return columns <= 2 * (uint64_t)replay->state.open.text_bytes;
}

enum quire_result qr_replay_seal(const struct qr_history_file *file, const struct qr_replay *replay,
                                 struct qr_sealed **block) {
    const struct qr_journal_state *state = &replay->state;
    struct qr_width_count widths;
    if (!widths_fit(replay))
        return QUIRE_LIMIT;
    qr_widths_count(&widths, replay->parts[QR_PART_ENTRIES], state->open.entries);
    struct qr_sealed header = {.magic = QR_SEALED_MAGIC,
                               .version = QR_SEALED_VERSION,
                               .first_line = state->first_line,
                               .last_line = state->last_line,
                               .least_line = state->least_line,
                               .greatest_line = state->greatest_line,
                               .entries = state->open.entries,
                               .text_bytes = state->open.text_bytes,
                               .words = state->open.words,
                               .styles = state->open.styles,
                               .links = state->open.links,
                               .string_bytes = state->open.string_bytes,
                               .widths = widths.count,
                               .edges = widths.edges,
                               .head_columns = widths.head_columns,
                               .tail_columns = widths.tail_columns};
    size_t size;
    if (!qr_sealed_lay_out(&header, &size))
        return QUIRE_LIMIT;
    *block = qr_sealed_alloc(&file->allocator, size);
    if (!*block)
        return QUIRE_OUT_OF_MEMORY;
    **block = header;
    fill(*block, replay, &widths);
    return QUIRE_OK;
}
