/* history_cells.c - reading the cells of a line, from any row of it on. */
#include "history_lines.h"

#include <string.h>

/* Goes on with the next entry of the line; false when there is none. */
static bool next_segment(struct qr_line_reader *r) {
    size_t page = r->page;
    uint32_t entry = r->entry;
    struct qr_lines lines = r->lines;
    if (entry + 1 == lines.count && !qr_history_page_continues(r->history, page + 1))
        return false; /* told from its header: it need not be read for that */
    if (qr_history_step(r->history, &page, &entry, &lines) != QR_STEP_SEGMENT)
        return false;
    r->page = page;
    r->entry = entry;
    r->lines = lines;
    qr_entry_read(&r->reader, &r->lines, entry);
    return true;
}

bool qr_line_next(struct qr_line_reader *r, struct qr_frozen_cell *cell) {
    while (!qr_entry_next(&r->reader, cell)) {
        if (!next_segment(r))
            return false;
    }
    return true;
}

/* Code points that begin in eight bytes of UTF-8. */
static uint32_t begun_in(uint64_t word) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t inside = word >> 7 & ~(word >> 6) & ones; /* bytes 10xxxxxx */
    return 8 - (uint32_t)(inside * ones >> 56);
}

/* Code points that begin in some bytes. */
static uint32_t count_code_points(const uint8_t *at, const uint8_t *end) {
    uint32_t count = 0;
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        count += begun_in(word);
    }
    for (; at < end; at++)
        count += (*at & 0xC0) != 0x80;
    return count;
}

uint32_t qr_entry_column(const struct qr_lines *lines, uint32_t entry, uint32_t byte, uint32_t *behind) {
    const struct qr_entry *e = &lines->entries[entry];
    uint32_t before = byte, column = 0; /* code points */
    if (!(e->flags & QR_LINE_ASCII)) {
        const uint8_t *text = lines->text + e->text;
        before = count_code_points(text, text + byte + 1) - 1;
    }
    if (!(e->flags & QR_LINE_BREAKS)) {
        *behind = before + 1;
        return before;
    }
    struct qr_entry_parts parts = qr_entry_parts(lines, entry);
    for (uint32_t i = parts.breaks + 1; i < parts.runs; i++) {
        uint32_t each = lines->words[i] & 0x7Fu, wide = lines->words[i] >> 7 & 1, cells = (lines->words[i] >> 8) + 1u;
        if (before < cells * each) {
            column += (before / each) << wide;
            *behind = column + (1u << wide);
            return column;
        }
        before -= cells * each;
        column += cells << wide;
    }
    *behind = column;
    return column;
}

/* Where the code point stands that `count` others come before. */
static const uint8_t *skip_code_points(const uint8_t *at, const uint8_t *end, uint32_t count) {
    for (; end - at >= 8; at += 8) {
        uint64_t word;
        memcpy(&word, at, 8);
        uint32_t begun = begun_in(word);
        if (begun > count)
            break;
        count -= begun;
    }
    for (; at < end; at++) {
        if ((*at & 0xC0) == 0x80)
            continue;
        if (count == 0)
            break;
        count--;
    }
    return at;
}

/* Skips cells of the runs of a reader at the beginning of its entry. */
static void skip_runs(struct qr_entry_reader *reader, uint32_t cells) {
    while (reader->runs < reader->runs_end) {
        bool escaped = *reader->runs >> 8 == 255;
        reader->run_style = escaped ? reader->runs[1] : *reader->runs >> 8;
        reader->run_left = escaped ? reader->runs[2] : (*reader->runs & 255u) + 1;
        reader->runs += escaped ? 3 : 1;
        if (reader->run_left > cells) {
            reader->run_left -= cells;
            return;
        }
        cells -= reader->run_left;
    }
    reader->run_left = 0;
}

void qr_entry_skip(struct qr_entry_reader *reader, uint32_t columns) {
    uint32_t cells = columns, code_points = columns;
    if (reader->flags & QR_LINE_BREAKS) {
        cells = code_points = 0;
        while (columns > 0 && reader->breaks < reader->breaks_end) {
            uint16_t word = *reader->breaks++;
            uint32_t wide = word >> 7 & 1, count = (word >> 8) + 1u, wanted = (columns + wide) >> wide;
            uint32_t taken = wanted < count ? wanted : count;
            reader->break_left = count - taken;
            columns -= taken << wide < columns ? taken << wide : columns;
            cells += taken;
            code_points += taken * (word & 0x7Fu);
        }
    }
    if (reader->flags & QR_LINE_ASCII && cells <= (size_t)(reader->text_end - reader->text))
        reader->text += cells;
    else
        reader->text = skip_code_points(reader->text, reader->text_end, code_points);
    skip_runs(reader, cells);
}

void qr_line_read(struct qr_line_reader *r, const struct qr_history *history, const struct qr_history_at *at) {
    const struct qr_row_known *known = &at->known;
    r->history = history;
    r->page = known->page;
    r->entry = known->entry;
    r->lines = qr_history_lines(history, r->page);
    uint64_t columns = at->column - known->before, width = r->lines.entries[r->entry].width;
    qr_entry_read(&r->reader, &r->lines, r->entry);
    qr_entry_skip(&r->reader, (uint32_t)(columns < width ? columns : width));
}
