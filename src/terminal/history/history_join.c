/* history_join.c - encoded cells come to the end of the open page. */
#include "history_chunk.h"

#include <string.h>

#include "qr_arith.h"

static void insert_words(struct qr_history *history, uint32_t at, const uint16_t *words, uint32_t count) {
    struct qr_open *open = history->open;
    uint16_t *all = qr_open_words(open);
    qr_history_unmark(history, UINT32_MAX, UINT32_MAX, at);
    memmove(all + at + count, all + at, (open->words - at) * sizeof *all);
    memcpy(all + at, words, count * sizeof *all);
    open->words += count;
}

/* Cells of the last entry, which has no wide ones if it has no breaks. */
static void make_breaks(struct qr_history *history, struct qr_entry *entry, uint32_t at) {
    uint16_t words[QR_ENTRY_WIDTH_MAX / 256 + 2];
    uint32_t count = 1, left = entry->width;
    for (; left > 0; count++) {
        uint32_t cells = qr_min_u32(left, 256);
        words[count] = (uint16_t)((cells - 1) << 8 | 1);
        left -= cells;
    }
    words[0] = (uint16_t)(count - 1);
    insert_words(history, at, words, count);
    entry->flags |= QR_LINE_BREAKS;
}

/* Cells of the last entry. */
static uint32_t count_cells(const struct qr_lines *lines, const struct qr_entry_parts *parts) {
    const struct qr_entry *entry = &lines->entries[lines->count - 1];
    uint32_t cells = 0;
    if (!(entry->flags & QR_LINE_BREAKS))
        return entry->width;
    for (uint32_t i = parts->breaks + 1; i < parts->runs; i++)
        cells += (lines->words[i] >> 8) + 1u;
    return cells;
}

/* The last entry's breaks go on with the chunk's, if one of them needs some. */
static void join_breaks(struct qr_history *history, const struct qr_chunk *chunk, struct qr_entry *entry) {
    struct qr_open *open = history->open;
    if (chunk->simple && !(entry->flags & QR_LINE_BREAKS))
        return;
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    struct qr_entry_parts parts = qr_entry_parts(&lines, open->entries - 1);
    if (!(entry->flags & QR_LINE_BREAKS)) {
        make_breaks(history, entry, parts.breaks);
        lines.word_count = open->words;
        parts = qr_entry_parts(&lines, open->entries - 1);
    }
    insert_words(history, parts.runs, chunk->breaks, chunk->break_count);
    qr_history_unmark(history, open->entries - 1, UINT32_MAX, parts.breaks);
    uint16_t *count = qr_open_words(open) + parts.breaks;
    *count = (uint16_t)(*count + chunk->break_count);
}

/* The last entry's runs go on with the chunk's; `cells` are in it so far, of which the last ones may be default ones
 * that no run covers. */
static void join_runs(struct qr_history *history, const struct qr_chunk *chunk, uint32_t cells) {
    struct qr_open *open = history->open;
    uint32_t gap = cells - open->run_cells;
    if (chunk->run_count == 0)
        return;
    if (gap > 0) {
        uint16_t filler[3] = {0xFF00, 0, (uint16_t)gap};
        uint16_t word = (uint16_t)(gap - 1);
        insert_words(history, open->words, gap <= 256 ? &word : filler, gap <= 256 ? 1 : 3);
    }
    insert_words(history, open->words, chunk->runs, chunk->run_count);
    open->run_cells = cells + chunk->run_cells;
}

static void join_text(struct qr_history *history, const struct qr_chunk *chunk, struct qr_entry *entry) {
    struct qr_open *open = history->open;
    memcpy(qr_open_text(open) + open->text_bytes, chunk->text, chunk->text_bytes);
    open->text_bytes += chunk->text_bytes;
    entry->width = (uint16_t)(entry->width + chunk->width);
    if (!chunk->ascii)
        entry->flags &= (uint16_t)~QR_LINE_ASCII;
    if (chunk->wide)
        entry->flags |= QR_LINE_WIDE;
}

void qr_history_join_chunk(struct qr_history *history, const struct qr_chunk *chunk) {
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    struct qr_entry *entry = qr_open_entries(history->open) + lines.count - 1;
    struct qr_entry_parts parts = qr_entry_parts(&lines, lines.count - 1);
    uint32_t cells = count_cells(&lines, &parts);
    qr_history_unmark(history, lines.count - 1, UINT32_MAX, UINT32_MAX);
    join_breaks(history, chunk, entry);
    join_runs(history, chunk, cells);
    join_text(history, chunk, entry);
}

/* The time of the line that the open page, which is empty, is about to continue. Cost: the entries of a page, once in a
 * page. */
static uint64_t time_before(const struct qr_history *history, uint64_t time) {
    size_t sealed = history->tail - history->head;
    if (sealed == 0)
        return time; /* nothing of the line is there */
    struct qr_lines lines = qr_history_lines(history, sealed - 1);
    return qr_entry_time(&lines, lines.count - 1);
}

/* The words that say the time of the entry that is being begun. */
static void put_time(struct qr_open *open, struct qr_entry *entry, uint64_t time) {
    if (time == open->last_time)
        return;
    entry->flags |= QR_LINE_TIME;
    qr_time_put(qr_open_words(open) + open->words, time);
    open->words += QR_TIME_WORDS;
    open->last_time = time;
}

void qr_history_begin_entry(struct qr_history *history, uint64_t line, uint64_t time, bool continues) {
    struct qr_open *open = history->open;
    struct qr_entry *entry = qr_open_entries(open) + open->entries;
    uint16_t number[4] = {(uint16_t)line, (uint16_t)(line >> 16), (uint16_t)(line >> 32), (uint16_t)(line >> 48)};
    *entry = (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, 0,
                               (uint16_t)(QR_LINE_ASCII | (continues ? QR_LINE_CONTINUES : 0))};
    if (open->entries == 0) {
        open->first_line = open->least_line = open->greatest_line = line;
    } else if (!continues && line != open->last_line + 1) {
        uint64_t skip = line - open->last_line - 1;
        bool small = line > open->last_line && skip <= UINT16_MAX;
        entry->flags |= small ? QR_LINE_SKIP : QR_LINE_NUMBER;
        if (small)
            number[0] = (uint16_t)skip;
        memcpy(qr_open_words(open) + open->words, number, (small ? 1 : 4) * sizeof *number);
        open->words += small ? 1 : 4;
    }
    if (continues)
        time = open->entries == 0 ? time_before(history, time) : open->last_time;
    put_time(open, entry, time);
    open->entries++;
    open->run_cells = 0;
    open->last_line = line;
    open->least_line = line < open->least_line ? line : open->least_line;
    open->greatest_line = line > open->greatest_line ? line : open->greatest_line;
    if (!continues)
        history->lines++;
}
