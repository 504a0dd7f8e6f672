#include "history_text_line.h"

/* Short text is copied in one step of this size, where both sides have room for it. */
#define COPY_BYTES 16u
/* Numbers that are left out before a line, at most, so that a word can say it. */
#define SKIP_MAX UINT16_MAX

static void next_line(struct qr_text_line *line, uint64_t number) {
    line->number = number;
    line->rows = 1;
    line->x = line->text = line->words = line->covered = line->step = line->cells = line->run_words = 0;
    line->entries = line->entry_text = line->entry_words = 0;
    line->index = 0;
}

/* Before its text: the numbers that were left out. */
static void put_skip(struct qr_text_line *line) {
    uint64_t skip = line->number - line->open->last_line - 1;
    if (skip > 0)
        qr_open_words(line->open)[line->open->words + line->words++] = (uint16_t)skip;
}

bool qr_text_line_begin(struct qr_text_line *line, const struct qr_text_row *row, uint32_t cols) {
    struct qr_open *open = row->history->open;
    if (!open || open->entries == 0 || !row->fresh || row->line <= open->last_line ||
        row->line - open->last_line > SKIP_MAX || row->chunk.time != open->last_time ||
        qr_open_entries(open)[open->entries - 1].flags & QR_LINE_GOES_ON)
        return false;
    line->open = open;
    line->cols = cols;
    line->held = qr_history_open_bytes(row->history);
    line->ended = 0;
    next_line(line, row->line);
    put_skip(line);
    return true;
}

static void end_run(struct qr_text_line *line) {
    line->run_words += qr_run_put(line->runs + line->run_words, line->index, line->cells);
    line->cells = 0;
}

/* As qr_open_has_room, for a page that holds the steps before this one already; the words that say a number come with
 * the first. */
static bool has_room(const struct qr_text_line *line, uint32_t words, uint32_t new_styles) {
    const struct qr_open *open = line->open;
    struct qr_open_fill fill = {line->held, open->entries, open->words, open->text_bytes};
    uint32_t before = line->entry_text + line->text;
    if (before > 0) {
        uint32_t more = line->entry_words + line->words, entries = line->entries + (line->text > 0);
        fill.held += before + more * sizeof(uint16_t) + entries * sizeof(struct qr_entry);
        fill.entries += entries;
        fill.words += more;
        fill.text_bytes += before;
    }
    return qr_open_has_room(&fill, line->step, words, new_styles);
}

/* Writes the entry of the steps that were done. */
static void put_entry(struct qr_text_line *line, uint32_t flags) {
    struct qr_open *open = line->open;
    bool skips = line->entries == 0 && line->number != open->last_line + 1;
    flags |= QR_LINE_ASCII | (skips ? QR_LINE_SKIP : 0u) | (line->entries > 0 ? QR_LINE_CONTINUES : 0u);
    qr_open_entries(open)[open->entries + line->entries] =
        (struct qr_entry){(uint16_t)(open->text_bytes + line->entry_text), (uint16_t)(open->words + line->entry_words),
                          (uint16_t)line->text, (uint16_t)flags};
    line->entries++;
    line->entry_text += line->text;
    line->entry_words += line->words;
    line->text = line->words = line->covered = 0;
}

/* The runs of the step follow those of the steps before it. */
static void put_runs(struct qr_text_line *line) {
    uint16_t *words = qr_open_words(line->open) + line->open->words + line->entry_words;
    uint32_t gap = line->text - line->covered;
    if (line->run_words == 0)
        return;
    if (gap > 0)
        line->words += qr_run_put(words + line->words, 0, gap);
    for (uint32_t i = 0; i < line->run_words; i++)
        words[line->words++] = line->runs[i];
    line->covered = line->text + line->step;
}

/* A step is done as a whole. False: the page would be sealed before it. */
static bool end_step(struct qr_text_line *line) {
    uint32_t breaks = line->step > 0; /* as a chunk has them */
    uint32_t trailing = line->cells;
    if (line->index != 0)
        end_run(line);
    if (!has_room(line, breaks, QR_STYLES_EXPECTED) ||
        (line->run_words > 0 && !has_room(line, breaks + line->run_words, 0)))
        return false;
    if (line->text + line->step > QR_ENTRY_WIDTH_MAX)
        put_entry(line, QR_LINE_GOES_ON);
    put_runs(line);
    if (line->run_words > 0 && line->index == 0)
        line->covered -= trailing;
    line->text += line->step;
    line->step = line->cells = line->run_words = 0;
    return true;
}

/* Words that two steps take at most: a run of two words and a break for each cell. */
#define TWO_STEPS (2 * QR_FREEZE_CELLS)
#define WORDS_OF_TWO_STEPS (TWO_STEPS * 3)

bool qr_text_line_style(struct qr_text_line *line, struct qr_text_row *row, struct qr_style style, uint32_t *index) {
    *index = qr_style_is_default(style) ? 0 : qr_text_memo_find(&row->memo, row->history, style);
    if (*index != 0 || qr_style_is_default(style))
        return true;
    if (qr_style_link(style) != 0 || !has_room(line, WORDS_OF_TWO_STEPS + TWO_STEPS, 2 * TWO_STEPS) ||
        qr_text_memo_index(&row->memo, row->history, row->page, style, index) != QUIRE_OK)
        return false;
    line->held += sizeof style;
    return true;
}

static uint32_t step_room(const struct qr_text_line *line) {
    return qr_min_u32(QR_FREEZE_CELLS - line->step, line->cols - line->x);
}

/* Have the areas of the page room for an entry and a step more, whatever they hold? */
static bool holds_a_step(const struct qr_text_line *line) {
    const struct qr_open *open = line->open;
    return open->text_bytes + line->entry_text + QR_ENTRY_WIDTH_MAX + QR_FREEZE_CELLS <= QR_OPEN_TEXT_MAX &&
           open->words + line->entry_words + QR_ENTRY_WIDTH_MAX * 4 <= QR_OPEN_WORDS_MAX;
}

/* Where the step is full: the next one, in the next row if the row is full as well. */
static bool next_step(struct qr_text_line *line, bool wraps) {
    bool full = line->x == line->cols;
    if ((full && !wraps) || !end_step(line) || !holds_a_step(line))
        return false;
    line->rows += full;
    line->x = full ? 0 : line->x;
    return true;
}

static void copy_text(const struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end) {
    uint32_t at = line->open->text_bytes + line->entry_text + line->text + line->step;
    uint8_t *to = qr_open_text(line->open) + at;
    if (count <= COPY_BYTES && (size_t)(end - bytes) >= COPY_BYTES && at + COPY_BYTES <= QR_OPEN_TEXT_MAX)
        memcpy(to, bytes, COPY_BYTES);
    else
        memcpy(to, bytes, count);
}

bool qr_text_line_put(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end, uint32_t index,
                      bool wraps) {
    if (!holds_a_step(line))
        return false;
    while (count > 0) {
        if (step_room(line) == 0 && !next_step(line, wraps))
            return false;
        uint32_t room = step_room(line), part = count < room ? (uint32_t)count : room;
        if (line->cells > 0 && line->index != index)
            end_run(line);
        copy_text(line, bytes, part, end);
        line->index = index;
        line->cells += part;
        line->step += part;
        line->x += part;
        bytes += part;
        count -= part;
    }
    return true;
}

bool qr_text_line_end(struct qr_text_line *line) {
    struct qr_open *open = line->open;
    if (!end_step(line))
        return false;
    open->run_cells = line->covered;
    put_entry(line, 0);
    open->entries += line->entries;
    open->text_bytes += line->entry_text;
    open->words += line->entry_words;
    open->last_line = line->number;
    line->held += line->entry_text + line->entries * sizeof(struct qr_entry) + line->entry_words * sizeof(uint16_t);
    line->ended++;
    next_line(line, line->number + line->rows);
    put_skip(line);
    return true;
}

bool qr_text_line_whole(struct qr_text_line *line, const uint8_t *bytes, size_t count, const uint8_t *end,
                        uint32_t index) {
    struct qr_open *open = line->open;
    struct qr_open_fill fill = {line->held, open->entries, open->words, open->text_bytes};
    if (count > line->cols || count > QR_FREEZE_CELLS || line->words > 0 || index >= 255 ||
        !qr_open_has_room(&fill, (uint32_t)count, 1, QR_STYLES_EXPECTED))
        return false;
    copy_text(line, bytes, count, end);
    if (index != 0)
        qr_open_words(open)[open->words] = (uint16_t)(index << 8 | (count - 1));
    qr_open_entries(open)[open->entries++] =
        (struct qr_entry){(uint16_t)open->text_bytes, (uint16_t)open->words, (uint16_t)count, QR_LINE_ASCII};
    open->text_bytes += (uint32_t)count;
    open->words += index != 0;
    open->run_cells = index != 0 ? (uint32_t)count : 0;
    open->last_line = line->number;
    line->held += count + sizeof(struct qr_entry) + (index != 0) * sizeof(uint16_t);
    line->ended++;
    line->number++;
    return true;
}

void qr_text_line_finish(const struct qr_text_line *line, struct qr_history *history) {
    struct qr_open *open = line->open;
    if (open->last_line > open->greatest_line)
        open->greatest_line = open->last_line;
    history->lines += line->ended;
}
