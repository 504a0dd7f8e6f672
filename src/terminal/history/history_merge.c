/* history_merge.c - the open page and the sealed one before it become one again, if both fit.
 *
 * The entries of the open page move behind those of the sealed one. Their text and breaks stay; runs name styles of the
 * joined vocabulary, and the first entry says its number, which its page's header said until now. */
#include "history.h"

#include <string.h>

#include "qr_assert.h"
#include "qr_memory.h"

struct merge {
    struct qr_page vocabulary; /* the sealed page's, with what the open one adds */
    uint16_t *words;           /* those of the open page, rewritten */
    uint32_t word_count;
    uint16_t *styles; /* by old index */
    uint32_t style_count;
};

/* A style of the open page in the joined vocabulary. */
static enum quire_result map_style(struct merge *merge, const struct qr_lines *lines, uint32_t index) {
    struct qr_style style = qr_lines_style(lines, index);
    struct qr_sets sets = qr_page_sets(&merge->vocabulary);
    enum quire_result result = QUIRE_OK;
    if (qr_style_link(style) != 0) {
        struct qr_link_key key = qr_lines_link(lines, qr_style_link(style));
        uint32_t link = qr_link_set_lookup_key(sets.links, &sets, &key);
        result = link ? QUIRE_OK : qr_page_add_link(&merge->vocabulary, &key, &link);
        qr_style_set_link(&style, link);
        sets = qr_page_sets(&merge->vocabulary);
    }
    uint32_t id = result == QUIRE_OK ? qr_style_set_lookup(sets.styles, &sets, &style) : 0;
    if (result == QUIRE_OK && id == 0)
        result = qr_page_add_style(&merge->vocabulary, style, &id);
    merge->styles[index] = (uint16_t)id;
    return result;
}

static void put_words(struct merge *merge, const uint16_t *words, uint32_t count) {
    memcpy(merge->words + merge->word_count, words, count * sizeof *words);
    merge->word_count += count;
}

/* Rewrites the runs of an entry. */
static void put_runs(struct merge *merge, const struct qr_lines *lines, const struct qr_entry_parts *parts) {
    for (uint32_t at = parts->runs; at < parts->end;) {
        bool escaped = lines->words[at] >> 8 == 255;
        uint16_t style = merge->styles[escaped ? lines->words[at + 1] : lines->words[at] >> 8];
        uint32_t cells = escaped ? lines->words[at + 2] : (lines->words[at] & 255u) + 1;
        uint16_t wide[3] = {0xFF00, style, (uint16_t)cells},
                 word = (uint16_t)((uint32_t)style << 8 | ((cells - 1) & 255u));
        if (style < 255 && cells <= 256)
            put_words(merge, &word, 1u);
        else
            put_words(merge, wide, 3);
        at += escaped ? 3 : 1;
    }
}

/* The words that say the number of the open page's first line behind `before`; returns its flag. */
static uint16_t put_number(struct merge *merge, uint64_t line, uint64_t before) {
    uint16_t words[4] = {(uint16_t)line, (uint16_t)(line >> 16), (uint16_t)(line >> 32), (uint16_t)(line >> 48)};
    uint64_t skip = line - before - 1;
    if (line == before + 1)
        return 0;
    if (line > before && skip <= UINT16_MAX) {
        words[0] = (uint16_t)skip;
        put_words(merge, words, 1);
        return QR_LINE_SKIP;
    }
    put_words(merge, words, 4);
    return QR_LINE_NUMBER;
}

/* The words that say the time of the open page's first line; it no longer is a page's first. Returns its flag. */
static uint16_t put_time(struct merge *merge, const struct qr_lines *lines, const struct qr_entry_parts *parts,
                         const struct qr_lines *before) {
    const uint16_t unknown[QR_TIME_WORDS] = {0};
    if (parts->time < parts->breaks)
        put_words(merge, lines->words + parts->time, QR_TIME_WORDS);
    else if (qr_entry_time(before, before->count - 1) != 0)
        put_words(merge, unknown, QR_TIME_WORDS);
    else
        return 0;
    return QR_LINE_TIME;
}

/* Moves the entries of the open page behind those of the sealed page `block`, which come in before. */
static void join(struct qr_history *history, struct merge *merge, const struct qr_lines *before) {
    struct qr_open *open = history->open;
    const struct qr_sealed *block = before->sealed;
    struct qr_lines lines = qr_history_lines(history, history->tail - history->head);
    struct qr_entry *entries = qr_open_entries(open);
    for (uint32_t i = 0; i < open->entries; i++) {
        struct qr_entry_parts parts = qr_entry_parts(&lines, i);
        struct qr_entry *entry = &entries[i];
        uint32_t begin = merge->word_count;
        if (i == 0 && !(entry->flags & QR_LINE_CONTINUES)) {
            entry->flags |= put_number(merge, open->first_line, block->last_line);
            entry->flags |= put_time(merge, &lines, &parts, before);
        } else if (i == 0) {
            entry->flags &= (uint16_t)~QR_LINE_TIME; /* its line begins in the sealed page, which says it */
        } else {
            put_words(merge, lines.words + parts.number, parts.breaks - parts.number);
        }
        put_words(merge, lines.words + parts.breaks, parts.runs - parts.breaks);
        put_runs(merge, &lines, &parts);
        merge->words[QR_OPEN_WORDS_MAX * 2 + i] =
            (uint16_t)(begin + block->words); /* later: parts reads the old ones */
    }
    for (uint32_t i = 0; i < open->entries; i++) {
        entries[i].word = merge->words[QR_OPEN_WORDS_MAX * 2 + i];
        entries[i].text = (uint16_t)(entries[i].text + block->text_bytes);
    }
    memmove(entries + block->entries, entries, open->entries * sizeof *entries);
    memcpy(entries, before->entries, block->entries * sizeof *entries);
    memmove(qr_open_text(open) + block->text_bytes, qr_open_text(open), open->text_bytes);
    memcpy(qr_open_text(open), before->text, block->text_bytes);
    memcpy(qr_open_words(open), before->words, block->words * sizeof(uint16_t));
    memcpy(qr_open_words(open) + block->words, merge->words, merge->word_count * sizeof(uint16_t));
    *open = (struct qr_open){.first_line = block->first_line,
                             .last_line = open->last_line,
                             .least_line = open->least_line < block->least_line ? open->least_line : block->least_line,
                             .greatest_line = open->greatest_line > block->greatest_line ? open->greatest_line
                                                                                         : block->greatest_line,
                             .last_time = open->last_time,
                             .entries = open->entries + block->entries,
                             .text_bytes = open->text_bytes + block->text_bytes,
                             .words = merge->word_count + block->words,
                             .run_cells = open->run_cells};
}

/* Runs may have to name their styles in three words instead of one, and one line its number in four and its time. */
static bool fits(const struct qr_history *history, const struct qr_sealed *block) {
    const struct qr_open *open = history->open;
    return open->entries + block->entries < QR_OPEN_ENTRIES_MAX &&
           open->text_bytes + block->text_bytes < QR_OPEN_TEXT_MAX &&
           open->words * 3 + 4 + QR_TIME_WORDS + block->words < QR_OPEN_WORDS_MAX &&
           open->words < QR_OPEN_WORDS_MAX / 2 &&
           qr_history_open_bytes(history) + block->size + open->words * 4 + 2 * QR_TIME_WORDS <= QR_SEAL_BYTES;
}

static void remove_last_page(struct qr_history *history) {
    struct qr_history_page *page = &history->pages[history->tail - 1];
    history->open_first = page->first;
    qr_history_free_block(history, page);
    history->tail--;
    memset(&history->marks, 0, sizeof history->marks);
    qr_history_forget_tail(history);
}

/* The joined vocabulary, and the map of styles. */
static enum quire_result join_vocabulary(struct merge *merge, const struct qr_lines *before,
                                         const struct qr_lines *lines) {
    enum quire_result result = qr_history_read_vocabulary(before, &merge->vocabulary);
    merge->styles[0] = 0;
    for (uint32_t i = 1; i < merge->style_count && result == QUIRE_OK; i++)
        result = map_style(merge, lines, i);
    return result;
}

static void merge_last(struct qr_history *history) {
    size_t last = history->tail - history->head - 1;
    struct qr_lines before = qr_history_lines(history, last), lines = qr_history_lines(history, last + 1);
    struct merge merge = {.style_count = qr_page_sets(&history->vocabulary).styles->used + 1};
    size_t words = (QR_OPEN_WORDS_MAX * 2 + QR_OPEN_ENTRIES_MAX) * sizeof *merge.words;
    size_t size = words + merge.style_count * sizeof *merge.styles;
    struct qr_page_capacity capacity = history->vocabulary.block->capacity;
    if (qr_page_create(&merge.vocabulary, &history->allocator, 1, 1, &capacity, history->seed) != QUIRE_OK)
        return;
    merge.words = qr_alloc_zeroed(&history->allocator, size);
    merge.styles = merge.words ? merge.words + words / sizeof *merge.words : NULL;
    if (!merge.words || join_vocabulary(&merge, &before, &lines) != QUIRE_OK) {
        qr_page_destroy(&merge.vocabulary);
        qr_free(&history->allocator, merge.words, size);
        return;
    }
    join(history, &merge, &before);
    qr_page_destroy(&history->vocabulary);
    history->vocabulary = merge.vocabulary;
    qr_free(&history->allocator, merge.words, size);
    remove_last_page(history);
}

void qr_history_commit(struct qr_history *history) {
    if (!history->open || history->tail == history->head)
        return;
    const struct qr_history_page *page = &history->pages[history->tail - 1];
    if (history->open->entries == 0)
        (void)qr_history_unseal(history, history->tail - history->head - 1);
    else if (!page->packed && fits(history, page->block))
        merge_last(history);
}
