/* history_file_journal.c - the records of a journal: their form, and the open page that they add up to. */
#include "history_file_parts.h"

#include <string.h>

#include "qr_arith.h"
#include "qr_crc32c.h"
#include "qr_memory.h"

/* --- form ------------------------------------------------------------------------------------------------------ */

uint32_t qr_record_checksum(const struct qr_history_file *file, uint64_t generation,
                            const struct qr_journal_record *record) {
    size_t skipped = sizeof record->checksum;
    uint32_t crc = qr_crc32c(0, &file->id, sizeof file->id);
    crc = qr_crc32c(crc, &generation, sizeof generation);
    return qr_crc32c(crc, (const uint8_t *)record + skipped, record->size - skipped);
}

void qr_record_parts(const struct qr_journal_record *record, uint64_t place[7]) {
    const struct qr_open_marks *from = &record->from, *to = &record->state.open;
    place[0] = sizeof *record;
    place[1] = place[0] + (uint64_t)(to->entries - from->entries) * sizeof(struct qr_entry);
    place[2] = place[1] + (uint64_t)(to->styles - from->styles) * sizeof(struct qr_style);
    place[3] = place[2] + (uint64_t)(to->links - from->links) * sizeof(struct qr_link);
    place[4] = place[3] + (uint64_t)(to->words - from->words) * sizeof(uint16_t);
    place[5] = place[4] + (to->text_bytes - from->text_bytes);
    place[6] = place[5] + (to->string_bytes - from->string_bytes);
}

static bool marks_within(const struct qr_open_marks *a, const struct qr_open_marks *b) {
    return a->entries <= b->entries && a->text_bytes <= b->text_bytes && a->words <= b->words &&
           a->styles <= b->styles && a->links <= b->links && a->string_bytes <= b->string_bytes;
}

static bool state_sound(const struct qr_journal_state *state) {
    const struct qr_open_marks *open = &state->open;
    return open->entries <= QR_OPEN_ENTRIES_MAX && open->text_bytes <= QR_OPEN_TEXT_MAX &&
           open->words <= QR_OPEN_WORDS_MAX && open->styles <= QR_VOCABULARY_MAX && open->links <= QR_VOCABULARY_MAX &&
           state->generation < QR_FILE_COUNTER_MAX && state->first_sequence > 0 &&
           state->first_sequence <= state->next_sequence && state->next_sequence < QR_FILE_COUNTER_MAX &&
           state->next_line > 0 && state->next_line < QR_FILE_COUNTER_MAX && state->head_column < QR_FILE_COUNTER_MAX &&
           state->zero == 0;
}

/* Is there a whole record that may follow what was replayed? */
static bool record_sound(const struct qr_history_file *file, const struct qr_replay *replay,
                         const struct qr_journal_record *record, uint32_t room) {
    static const struct qr_open_marks none;
    uint64_t place[7];
    if (record->size < sizeof *record || record->size > room || record->size % 8 != 0 ||
        record->checksum != qr_record_checksum(file, replay->generation, record))
        return false;
    if (record->commit == 0 || record->commit >= QR_FILE_COUNTER_MAX ||
        (replay->used > 0 && record->commit != replay->commit + 1) || !state_sound(&record->state) ||
        !marks_within(&record->from, replay->used > 0 ? &replay->state.open : &none) ||
        !marks_within(&record->from, &record->state.open))
        return false;
    qr_record_parts(record, place);
    return place[6] <= record->size && record->size - place[6] < 8;
}

/* --- replaying ------------------------------------------------------------------------------------------------- */

/* Puts a part of a record behind what is kept of the array so far. */
static bool take_part(const struct qr_history_file *file, void **array, size_t *capacity, size_t element,
                      const void *from_bytes, uint32_t from, uint32_t to) {
    if (to == 0)
        return true;
    if (!qr_grow(&file->allocator, array, capacity, to, element))
        return false;
    memcpy((uint8_t *)*array + from * element, from_bytes, (to - from) * element);
    return true;
}

/* The arrays of a replay in the order of a record's parts. */
static void **array_of(struct qr_replay *replay, int part) {
    void *arrays[6] = {&replay->entries, &replay->styles, &replay->links,
                       &replay->words,   &replay->text,   &replay->strings};
    return (void **)arrays[part];
}

static const size_t element_sizes[6] = {
    sizeof(struct qr_entry), sizeof(struct qr_style), sizeof(struct qr_link), sizeof(uint16_t), 1, 1};

static void in_part_order(const struct qr_open_marks *marks, uint32_t counts[6]) {
    const uint32_t order[6] = {marks->entries, marks->styles,     marks->links,
                               marks->words,   marks->text_bytes, marks->string_bytes};
    memcpy(counts, order, sizeof order);
}

static enum quire_result apply(const struct qr_history_file *file, struct qr_replay *replay,
                               const struct qr_journal_record *record) {
    uint64_t place[7];
    uint32_t from[6], to[6];
    qr_record_parts(record, place);
    in_part_order(&record->from, from);
    in_part_order(&record->state.open, to);
    for (int part = 0; part < 6; part++) {
        void **array = array_of(replay, part), *moved;
        memcpy(&moved, array, sizeof moved);
        bool taken = take_part(file, &moved, &replay->capacity[part], element_sizes[part],
                               (const uint8_t *)record + place[part], from[part], to[part]);
        memcpy(array, &moved, sizeof moved);
        if (!taken)
            return QUIRE_OUT_OF_MEMORY;
    }
    replay->state = record->state;
    replay->commit = record->commit;
    replay->used += record->size;
    return QUIRE_OK;
}

static enum quire_result replay_bytes(const struct qr_history_file *file, const uint8_t *bytes, uint32_t length,
                                      struct qr_replay *replay) {
    while (length - replay->used >= sizeof(struct qr_journal_record)) {
        const struct qr_journal_record *record = (const struct qr_journal_record *)(bytes + replay->used);
        if (!record_sound(file, replay, record, length - replay->used)) {
            replay->unfinished = replay->used > 0 && record->commit == replay->commit + 1;
            return QUIRE_OK;
        }
        enum quire_result result = apply(file, replay, record);
        if (result != QUIRE_OK)
            return result;
    }
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
    for (int part = 0; part < 6; part++) {
        void *array;
        memcpy(&array, array_of(replay, part), sizeof array);
        qr_free(&file->allocator, array, replay->capacity[part] * element_sizes[part]);
    }
    *replay = (struct qr_replay){.commit = 0};
}

/* --- the open page as a sealed one ------------------------------------------------------------------------------- */

static void copy(void *to, const void *from, size_t bytes) {
    if (bytes > 0)
        memcpy(to, from, bytes);
}

static void fill(struct qr_sealed *block, const struct qr_replay *replay, const struct qr_width_count *widths) {
    copy(qr_widths_offset_at(block, block->width_table), widths->widths, widths->count * sizeof(struct qr_width));
    copy(qr_entries_offset_at(block, block->entry_table), replay->entries, block->entries * sizeof(struct qr_entry));
    copy(qr_style_values_offset_at(block, block->style_table), replay->styles, block->styles * sizeof(struct qr_style));
    copy(qr_link_values_offset_at(block, block->link_table), replay->links, block->links * sizeof(struct qr_link));
    copy(qr_words_offset_at(block, block->word_table), replay->words, block->words * sizeof(uint16_t));
    copy(qr_text_offset_at(block, block->text), replay->text, block->text_bytes);
    copy(qr_text_offset_at(block, block->strings), replay->strings, block->string_bytes);
    block->checksum = qr_sealed_checksum(block);
}

enum quire_result qr_replay_seal(const struct qr_history_file *file, const struct qr_replay *replay,
                                 struct qr_sealed **block) {
    const struct qr_journal_state *state = &replay->state;
    struct qr_width_count widths;
    qr_widths_count(&widths, replay->entries, state->open.entries);
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
    *block = qr_alloc_zeroed(&file->allocator, size);
    if (!*block)
        return QUIRE_OUT_OF_MEMORY;
    **block = header;
    fill(*block, replay, &widths);
    return QUIRE_OK;
}
