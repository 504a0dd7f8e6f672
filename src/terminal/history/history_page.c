/* history_page.c - reading entries. */
#include "history_page.h"

#include "qr_assert.h"

struct qr_entry_parts qr_entry_parts(const struct qr_lines *lines, uint32_t entry) {
    const struct qr_entry *e = &lines->entries[entry];
    bool last = entry + 1 == lines->count;
    struct qr_entry_parts parts = {.text = e->text, .number = e->word};
    parts.text_end = last ? lines->text_bytes : e[1].text;
    parts.end = last ? lines->word_count : e[1].word;
    parts.time = parts.number + (e->flags & QR_LINE_NUMBER ? 4u : e->flags & QR_LINE_SKIP ? 1u : 0u);
    parts.breaks = parts.time + (e->flags & QR_LINE_TIME ? QR_TIME_WORDS : 0u);
    parts.runs = parts.breaks + (e->flags & QR_LINE_BREAKS ? 1u + lines->words[parts.breaks] : 0u);
    return parts;
}

void qr_entry_read(struct qr_entry_reader *reader, const struct qr_lines *lines, uint32_t entry) {
    struct qr_entry_parts parts = qr_entry_parts(lines, entry);
    uint16_t flags = lines->entries[entry].flags;
    bool breaks = (flags & QR_LINE_BREAKS) != 0;
    *reader = (struct qr_entry_reader){.lines = lines,
                                       .text = lines->text + parts.text,
                                       .text_end = lines->text + parts.text_end,
                                       .breaks = lines->words + parts.breaks + (breaks ? 1 : 0),
                                       .breaks_end = lines->words + parts.runs,
                                       .runs = lines->words + parts.runs,
                                       .runs_end = lines->words + parts.end,
                                       .flags = flags};
}

/* Takes the next run; behind the last one the default style goes on for ever. */
static void next_run(struct qr_entry_reader *reader) {
    if (reader->runs >= reader->runs_end) {
        reader->run_style = 0;
        reader->run_left = UINT32_MAX;
        return;
    }
    uint16_t word = *reader->runs++;
    reader->run_style = word >> 8;
    reader->run_left = (word & 255u) + 1;
    if (reader->run_style == 255) {
        reader->run_style = *reader->runs++;
        reader->run_left = *reader->runs++;
    }
}

bool qr_entry_next(struct qr_entry_reader *reader, struct qr_frozen_cell *cell) {
    if (reader->text >= reader->text_end)
        return false;
    if (reader->run_left == 0)
        next_run(reader);
    reader->run_left--;
    cell->style = reader->run_style;
    cell->text = reader->text;
    cell->code_points = 1;
    cell->wide = false;
    if (reader->flags & QR_LINE_ASCII) {
        reader->text++;
        cell->bytes = 1;
        return true;
    }
    if (reader->flags & QR_LINE_BREAKS) {
        if (reader->break_left == 0)
            reader->break_left = (*reader->breaks++ >> 8) + 1u;
        reader->break_left--;
        cell->code_points = reader->breaks[-1] & 0x7Fu;
        cell->wide = (reader->breaks[-1] & 0x80) != 0;
    }
    for (uint32_t i = 0; i < cell->code_points; i++)
        qr_utf8_take(&reader->text);
    cell->bytes = (uint32_t)(reader->text - cell->text);
    return true;
}

uint32_t qr_entry_ascii(struct qr_entry_reader *reader, uint32_t most, const uint8_t **text, uint32_t *style) {
    uint32_t left = (uint32_t)(reader->text_end - reader->text), count = left < most ? left : most;
    if (!(reader->flags & QR_LINE_ASCII) || count == 0)
        return 0;
    if (reader->run_left == 0)
        next_run(reader);
    count = reader->run_left < count ? reader->run_left : count;
    *text = reader->text;
    *style = reader->run_style;
    reader->text += count;
    reader->run_left -= count;
    return count;
}

uint64_t qr_entry_number(const struct qr_lines *lines, uint32_t entry, uint64_t before) {
    const struct qr_entry *e = &lines->entries[entry];
    const uint16_t *word = lines->words + e->word;
    if (e->flags & QR_LINE_CONTINUES)
        return before;
    if (e->flags & QR_LINE_NUMBER)
        return (uint64_t)word[0] | (uint64_t)word[1] << 16 | (uint64_t)word[2] << 32 | (uint64_t)word[3] << 48;
    return before + 1u + (e->flags & QR_LINE_SKIP ? word[0] : 0u);
}

uint64_t qr_entry_time(const struct qr_lines *lines, uint32_t entry) {
    for (uint32_t i = entry + 1; i-- > 0;) {
        if (lines->entries[i].flags & QR_LINE_TIME) {
            const uint16_t *words = lines->words + qr_entry_parts(lines, i).time;
            return (uint64_t)words[0] | (uint64_t)words[1] << 16 | (uint64_t)words[2] << 32;
        }
    }
    return 0;
}

void qr_time_put(uint16_t *words, uint64_t time) {
    time = time <= QR_TIME_MAX ? time : 0;
    for (uint32_t i = 0; i < QR_TIME_WORDS; i++)
        words[i] = (uint16_t)(time >> 16 * i);
}

uint64_t qr_entry_line(const struct qr_lines *lines, uint32_t entry) {
    uint64_t line = lines->first_line;
    for (uint32_t i = 1; i <= entry; i++)
        line = qr_entry_number(lines, i, line);
    return line;
}

struct qr_style qr_lines_style(const struct qr_lines *lines, uint32_t index) {
    if (index == 0)
        return (struct qr_style){0, 0};
    if (lines->sealed)
        return qr_style_values_offset_at(lines->sealed, lines->sealed->style_table)[index - 1];
    return qr_page_style(lines->vocabulary, index);
}

struct qr_link_key qr_lines_link(const struct qr_lines *lines, uint32_t index) {
    if (lines->sealed) {
        const struct qr_link *link = qr_link_values_offset_at(lines->sealed, lines->sealed->link_table) + index - 1;
        const char *text = (const char *)qr_text_offset_at(lines->sealed, lines->sealed->strings) + link->place;
        return (struct qr_link_key){text, text + link->uri_length, link->uri_length, link->id_length};
    }
    struct qr_sets sets = qr_page_sets(lines->vocabulary);
    return qr_link_as_key(&sets, qr_link_set_get(sets.links, index));
}
