/* history_truncate.c - taking lines back off the end of history. */
#include "history_lines.h"

#include "qr_assert.h"

/* Shortens the breaks of the last entry to `cells`. */
static void cut_breaks(struct qr_open *open, const struct qr_entry_parts *parts, uint32_t cells) {
    uint16_t *words = qr_open_words(open);
    uint32_t at = parts->breaks + 1, seen = 0;
    for (; at < parts->runs && seen < cells; at++) {
        uint32_t count = (words[at] >> 8) + 1u;
        if (seen + count > cells) {
            count = cells - seen;
            words[at] = (uint16_t)((count - 1) << 8 | (words[at] & 255));
        }
        seen += count;
    }
    words[parts->breaks] = (uint16_t)(at - parts->breaks - 1);
    memmove(words + at, words + parts->runs, (open->words - parts->runs) * sizeof *words);
    open->words -= parts->runs - at;
}

/* Shortens the runs of the last entry, which begin at word `at`, to `cells`. */
static void cut_runs(struct qr_open *open, uint32_t at, uint32_t cells) {
    uint16_t *words = qr_open_words(open);
    uint32_t seen = 0;
    while (at < open->words && seen < cells) {
        bool escaped = words[at] >> 8 == 255;
        uint32_t count = escaped ? words[at + 2] : (words[at] & 255u) + 1;
        if (seen + count > cells) {
            count = cells - seen;
            if (escaped)
                words[at + 2] = (uint16_t)count;
            else
                words[at] = (uint16_t)((words[at] & 0xFF00) | (count - 1));
        }
        seen += count;
        at += escaped ? 3 : 1;
    }
    open->words = at;
    open->run_cells = seen;
}

/* Shortens the last entry of the open page to `columns` (> 0). */
static void cut_entry(struct qr_history *history, uint32_t columns) {
    struct qr_open *open = history->open;
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    uint32_t last = open->entries - 1, width = 0, cells = 0;
    struct qr_entry_parts parts = qr_entry_parts(&lines, last);
    struct qr_entry_reader reader;
    struct qr_frozen_cell cell;
    qr_entry_read(&reader, &lines, last);
    while (width < columns && qr_entry_next(&reader, &cell)) {
        width += cell.wide ? 2 : 1;
        cells++;
    }
    open->text_bytes = (uint32_t)(reader.text - lines.text);
    struct qr_entry *entry = qr_open_entries(open) + last;
    if (entry->flags & QR_LINE_BREAKS) {
        cut_breaks(open, &parts, cells);
        lines.word_count = open->words;
        parts = qr_entry_parts(&lines, last);
    }
    cut_runs(open, parts.runs, cells);
    entry->width = (uint16_t)width;
}

/* Removes the last entry of the open page. */
static void remove_entry(struct qr_history *history) {
    struct qr_open *open = history->open;
    const struct qr_entry *entry = qr_open_entries(open) + open->entries - 1;
    bool oldest = history->head == history->tail && open->entries == history->open_first + 1;
    if (!(entry->flags & QR_LINE_CONTINUES) || oldest)
        history->lines--;
    open->text_bytes = entry->text;
    open->words = entry->word;
    open->entries--;
}

/* Numbers and run counter of the open page after entries were removed. */
static void refresh_open(struct qr_history *history) {
    struct qr_open *open = history->open;
    if (open->entries == history->open_first) {
        qr_history_drop_open(history);
        return;
    }
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    uint32_t last = open->entries - 1;
    struct qr_entry_parts parts = qr_entry_parts(&lines, last);
    open->last_line = qr_entry_line(&lines, last);
    open->last_time = qr_entry_time(&lines, last);
    cut_runs(open, parts.runs, UINT32_MAX);
}

/* Makes a page the open one. `whole`: nothing of it will be left, and the page before will be the last one, which is a
 * plain page, so that what comes behind it need not read it. */
static enum quire_result prepare(struct qr_history *history, size_t page, bool whole) {
    enum quire_result result = QUIRE_OK;
    if (whole && page > 0)
        result = qr_history_unpack(history, &history->pages[history->head + page - 1]);
    if (result == QUIRE_OK && page < history->tail - history->head)
        result = qr_history_unseal(history, page);
    if (result == QUIRE_OK && whole && page > 0)
        history->packed = history->packed < page - 1 + history->head ? history->packed : page - 1 + history->head;
    return result;
}

enum quire_result qr_history_truncate(struct qr_history *history, const struct qr_history_at *at) {
    size_t page = at->page;
    uint32_t entry = at->entry;
    uint64_t column = at->column;
    uint64_t failures = qr_history_failures(history);
    qr_history_to_column(history, &page, &entry, &column);
    struct qr_lines lines = qr_history_lines(history, page);
    bool at_end = column > 0 && column >= lines.entries[entry].width;
    enum quire_result result = qr_history_trouble_since(history, failures);
    if (result != QUIRE_OK || at_end)
        return result;
    result = prepare(history, page, column == 0 && entry == qr_history_first_entry(history, page));
    if (result != QUIRE_OK)
        return result;
    history->revision++;
    while (history->open->entries > entry + 1)
        remove_entry(history);
    if (column > 0) {
        refresh_open(history);
        cut_entry(history, (uint32_t)column);
    } else {
        remove_entry(history);
        refresh_open(history);
    }
    const struct qr_open *open = history->open;
    uint32_t last = open->entries > 0 ? open->entries - 1 : 0;
    qr_history_unmark(history, last, open->text_bytes, open->entries > 0 ? qr_open_entries(open)[last].word : 0);
    if (at->column > 0)
        qr_history_set_goes_on(history, true);
    return QUIRE_OK;
}
